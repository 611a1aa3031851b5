//! What a caller sets on a call.

use std::time::Duration;

use crate::rpc::{EncodedRequest, Error, InvalidMetadata, Metadata, RetryPolicy};

/// What a caller set on a call.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct CallOptions {
    /// The headers.
    pub metadata: Metadata,
    /// The time that the caller allows.
    pub timeout: Option<Duration>,
    /// When the call is repeated; `None` leaves it to the client.
    pub retry: Option<RetryPolicy>,
    /// The first header that none can carry. It fails the call, because a builder cannot.
    invalid: Option<InvalidMetadata>,
}

impl CallOptions {
    pub(super) fn append_header(&mut self, name: impl AsRef<str>, value: impl Into<String>) {
        let added = self.metadata.append(name, value);
        self.invalid = self.invalid.take().or(added.err());
    }

    /// Whether a call with these options can be sent.
    pub(super) fn check(&self) -> Result<(), Error> {
        match &self.invalid {
            Some(invalid) => Err(Error::invalid_argument(invalid.to_string())),
            None => Ok(()),
        }
    }

    /// Puts the options on a request.
    pub(super) fn apply(self, exchange: &mut EncodedRequest) -> Result<(), Error> {
        self.check()?;
        exchange.metadata = self.metadata;
        exchange.timeout = self.timeout;
        exchange.retry = self.retry;
        Ok(())
    }
}
