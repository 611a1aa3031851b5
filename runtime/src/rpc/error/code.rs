//! The codes that tell kinds of failure apart.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $wire:literal,)*) => {
        /// What kind of failure an [`Error`](super::Error) is: the codes of Connect and gRPC.
        ///
        /// A code that this build does not know is kept as it was read.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $variant,)*
            /// A code that is none of the above, as it stood on the wire.
            Unrecognized(UnrecognizedCode),
        }

        impl Code {
            /// Every code that this build knows.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code of a Connect wire string, such as `not_found`.
            #[must_use]
            pub fn parse(wire: &str) -> Self {
                match wire {
                    $($wire => Self::$variant,)*
                    _ => Self::Unrecognized(UnrecognizedCode(wire.into())),
                }
            }

            /// The Connect wire string, such as `not_found`.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unrecognized(code) => code.as_str(),
                }
            }
        }
    };
}

codes! {
    /// The caller gave up.
    Canceled = "canceled",
    /// Nothing better is known about the failure.
    Unknown = "unknown",
    /// The request is wrong whatever the state of the system.
    InvalidArgument = "invalid_argument",
    /// The time that the caller allowed ran out; the work may have been done all the same.
    DeadlineExceeded = "deadline_exceeded",
    /// What the request names does not exist.
    NotFound = "not_found",
    /// What the request would create exists.
    AlreadyExists = "already_exists",
    /// The caller is known and may not do this.
    PermissionDenied = "permission_denied",
    /// A quota or rate limit is used up.
    ResourceExhausted = "resource_exhausted",
    /// The system is not in the state that the request needs; retrying alone does not help.
    FailedPrecondition = "failed_precondition",
    /// The request lost against a concurrent one; start over from a fresh read.
    Aborted = "aborted",
    /// The request reaches beyond the end of something.
    OutOfRange = "out_of_range",
    /// The server does not have this RPC.
    Unimplemented = "unimplemented",
    /// Something that should always hold did not.
    Internal = "internal",
    /// The server cannot be reached for now; a retry may help.
    Unavailable = "unavailable",
    /// Data is lost or corrupted for good.
    DataLoss = "data_loss",
    /// The caller's credentials are missing or wrong.
    Unauthenticated = "unauthenticated",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Code {
    type Err = Infallible;

    fn from_str(wire: &str) -> Result<Self, Infallible> {
        Ok(Self::parse(wire))
    }
}

/// The payload of [`Code::Unrecognized`]. Only [`Code::parse`] makes one, so it never holds a
/// code that this build knows.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnrecognizedCode(Box<str>);

impl UnrecognizedCode {
    /// The wire string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnrecognizedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
