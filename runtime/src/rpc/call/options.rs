//! The options of a call.

use std::time::Duration;

use crate::rpc::{AnyRequest, Error, InvalidMetadata, Metadata, RetryPolicy};

/// The options that a caller set on a call.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct CallOptions {
    /// The headers.
    pub metadata: Metadata,
    /// The time limit. `None` leaves it to the client.
    pub timeout: Option<Duration>,
    /// The retry policy. `None` leaves it to the client.
    pub retry: Option<RetryPolicy>,
    /// The first header that cannot be sent. It fails the call, because a builder cannot.
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
    pub(super) fn apply(self, request: &mut AnyRequest<'_>) -> Result<(), Error> {
        self.check()?;
        request.metadata = self.metadata;
        request.set_timeout(self.timeout);
        request.retry = self.retry;
        Ok(())
    }
}

/// The setters of options, the same for every kind of call.
macro_rules! option_setters {
    () => {
        /// Sets the time limit of the call, with all of its attempts.
        pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
            self.options.timeout = Some(timeout);
            self
        }

        /// Sets the retry policy of the call, in place of the client's.
        ///
        /// Without an interceptor that retries, such as on a bare
        /// [`Router`](crate::rpc::Router), it is ignored.
        pub fn retry(mut self, policy: crate::rpc::RetryPolicy) -> Self {
            self.options.retry = Some(policy);
            self
        }

        /// Adds a header.
        ///
        /// If a header cannot carry the name or the value, the call fails with
        /// [`Code::InvalidArgument`](crate::rpc::Code::InvalidArgument) and nothing is sent.
        pub fn header(mut self, name: impl AsRef<str>, value: impl Into<String>) -> Self {
            self.options.append_header(name, value);
            self
        }
    };
}

pub(super) use option_setters;
