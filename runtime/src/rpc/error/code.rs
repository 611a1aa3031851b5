//! [`Code`]: the error codes of Connect and gRPC.

use std::fmt;
use std::str::FromStr;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $wire:literal,)*) => {
        /// The code of an [`Error`](super::Error), as in Connect and gRPC.
        ///
        /// A match on it needs a `_` arm, because the enum is non-exhaustive.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Parses a Connect wire string, such as `not_found`. Returns `None` for other strings.
            #[must_use]
            pub fn parse(wire: &str) -> Option<Self> {
                match wire {
                    $($wire => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The Connect wire string, such as `not_found`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $wire,)*
                }
            }
        }
    };
}

codes! {
    /// The caller canceled the call.
    Canceled = "canceled",
    /// An unknown error, such as one without a code.
    Unknown = "unknown",
    /// The request is invalid, regardless of the state of the system.
    InvalidArgument = "invalid_argument",
    /// The deadline expired. The operation may have succeeded nevertheless.
    DeadlineExceeded = "deadline_exceeded",
    /// The requested resource does not exist.
    NotFound = "not_found",
    /// The resource to create already exists.
    AlreadyExists = "already_exists",
    /// The caller is authenticated but not authorized.
    PermissionDenied = "permission_denied",
    /// A quota or rate limit is exhausted.
    ResourceExhausted = "resource_exhausted",
    /// The system is not in the required state. Do not retry before that is fixed.
    FailedPrecondition = "failed_precondition",
    /// A concurrent request conflicted with this one. Start again by reading the current state.
    Aborted = "aborted",
    /// The request is past the valid range, such as an offset beyond the end of a file.
    OutOfRange = "out_of_range",
    /// The server does not implement this RPC.
    Unimplemented = "unimplemented",
    /// An internal invariant is broken.
    Internal = "internal",
    /// The server is temporarily unavailable. A retry may succeed.
    Unavailable = "unavailable",
    /// Data is lost or corrupted beyond recovery.
    DataLoss = "data_loss",
    /// The caller's credentials are missing or invalid.
    Unauthenticated = "unauthenticated",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The error of a string that is not the wire string of a [`Code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnknownCode(());

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown error code; expected a code of the Connect protocol, such as ")?;
        write!(f, "`{}`", Code::NotFound)
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(wire: &str) -> Result<Self, UnknownCode> {
        Self::parse(wire).ok_or(UnknownCode(()))
    }
}
