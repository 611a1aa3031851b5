//! [`Response`]: the typed response, returned by handlers and received by calls.

use super::{InvalidMetadata, Metadata};
use crate::message::{Erased, Message};

/// A message with its headers and trailers.
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
    /// If the name or the value is invalid in a header.
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
    /// If the name or the value is invalid in a trailer.
    pub fn with_trailer(
        mut self,
        name: impl AsRef<str>,
        value: impl Into<String>,
    ) -> Result<Self, InvalidMetadata> {
        self.trailers.append(name, value)?;
        Ok(self)
    }

    /// Erases the message type.
    pub(super) fn boxed(self) -> Response<Box<dyn Message>>
    where
        T: Message,
    {
        let Self { message, headers, trailers } = self;
        Response { message: message.boxed(), headers, trailers }
    }

    /// Returns the message without headers and trailers.
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
