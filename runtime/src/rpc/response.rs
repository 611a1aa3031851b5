//! The response of a handler and of a call.

use super::{InvalidMetadata, Metadata};
use crate::message::Message;

/// A response: the message, the headers before it and the trailers after it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Response<T> {
    /// The message.
    pub message: T,
    /// The headers.
    pub headers: Metadata,
    /// The trailers.
    pub trailers: Metadata,
}

impl<T> Response<T> {
    /// A response without headers and trailers.
    #[must_use]
    pub const fn new(message: T) -> Self {
        Self { message, headers: Metadata::new(), trailers: Metadata::new() }
    }

    /// Adds a header.
    ///
    /// # Errors
    ///
    /// When a header cannot carry the name or the value.
    pub fn with_header(
        mut self,
        name: impl AsRef<str>,
        value: impl Into<String>,
    ) -> Result<Self, InvalidMetadata> {
        self.headers.append(name, value)?;
        Ok(self)
    }

    /// Adds a trailer.
    ///
    /// # Errors
    ///
    /// When a trailer cannot carry the name or the value.
    pub fn with_trailer(
        mut self,
        name: impl AsRef<str>,
        value: impl Into<String>,
    ) -> Result<Self, InvalidMetadata> {
        self.trailers.append(name, value)?;
        Ok(self)
    }

    /// The response as one whose message type is not known.
    pub(super) fn boxed(self) -> Response<Box<dyn Message>>
    where
        T: Message,
    {
        let Self { message, headers, trailers } = self;
        Response { message: Box::new(message), headers, trailers }
    }

    /// The message alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.message
    }
}

impl<T> From<T> for Response<T> {
    fn from(message: T) -> Self {
        Self::new(message)
    }
}
