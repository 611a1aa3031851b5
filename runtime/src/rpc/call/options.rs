//! [`CallOptions`] and the setters that all calls share.

use std::time::Duration;

use crate::codec::Codec;
use crate::rpc::{AnyRequest, Error, InvalidMetadata, Metadata, RetryPolicy, TimeLimit};

/// The options of a call.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct CallOptions {
    /// The headers.
    pub metadata: Metadata,
    /// The time limit. `None` means the client's.
    pub timeout: Option<TimeLimit>,
    /// The retry policy. `None` means the client's.
    pub retry: Option<RetryPolicy>,
    /// The encoding of request and response. `None` means the client's or, for a raw call, JSON.
    pub codec: Option<Codec>,
    /// The first invalid header. Sending the call returns it as an error, because setters cannot
    /// fail.
    invalid: Option<InvalidMetadata>,
}

impl CallOptions {
    pub(super) fn append_header(&mut self, name: impl AsRef<str>, value: impl Into<String>) {
        let added = self.metadata.append(name, value);
        self.invalid = self.invalid.take().or(added.err());
    }

    /// Returns the error of the first invalid header.
    pub(super) fn check(&self) -> Result<(), Error> {
        match &self.invalid {
            Some(invalid) => Err(Error::invalid_argument(invalid.to_string())),
            None => Ok(()),
        }
    }

    /// Applies the options to a request.
    pub(super) fn apply(self, request: &mut AnyRequest<'_>) -> Result<(), Error> {
        self.check()?;
        request.metadata = self.metadata;
        // The longest duration has no end, so it is no limit, but takes precedence over the client's.
        request.set_timeout(self.timeout.map(|limit| limit.duration().unwrap_or(Duration::MAX)));
        request.retry = self.retry;
        if let Some(codec) = self.codec {
            request.set_codec(codec);
        }
        Ok(())
    }
}

/// The option setters of all kinds of calls, given the place of the options in `self`.
macro_rules! option_setters {
    ($($options:ident).+) => {
        /// Sets the time limit of the call, including all attempts; `None` means no limit. Defaults
        /// to the client's.
        ///
        /// Takes a [`std::time::Duration`], and also the protobuf [`Duration`](crate::Duration) that
        /// generated crates re-export under the same name.
        pub fn timeout(mut self, limit: impl Into<crate::rpc::TimeLimit>) -> Self {
            self.$($options).+.timeout = Some(limit.into());
            self
        }

        /// Sets the retry policy of the call. Defaults to the client's.
        ///
        /// Ignored on channels without the interceptor `Retry`, such as a bare
        /// [`Router`](crate::rpc::Router).
        pub fn retry(mut self, policy: crate::rpc::RetryPolicy) -> Self {
            self.$($options).+.retry = Some(policy);
            self
        }

        /// Sets the encoding of request and response. Defaults to the client's. For a raw call, it is
        /// that of the given body, and defaults to JSON.
        ///
        /// A message with an enum value that is known by its name alone has no binary encoding. The
        /// call then fails with [`Code::InvalidArgument`](crate::rpc::Code::InvalidArgument), names the
        /// field and sends nothing.
        pub const fn codec(mut self, codec: crate::codec::Codec) -> Self {
            self.$($options).+.codec = Some(codec);
            self
        }

        /// Adds a header.
        ///
        /// If the name or the value is invalid in a header, the call fails with
        /// [`Code::InvalidArgument`](crate::rpc::Code::InvalidArgument) and nothing is sent.
        pub fn header(mut self, name: impl AsRef<str>, value: impl Into<String>) -> Self {
            self.$($options).+.append_header(name, value);
            self
        }
    };
}

pub(super) use option_setters;
