//! [`Code`]: the error codes of Connect and gRPC.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $wire:literal,)*) => {
        /// The code of an [`Error`](super::Error), as in Connect and gRPC.
        ///
        /// Unrecognized codes are kept as received.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $variant,)*
            /// A code that is none of the above, as received.
            Unrecognized(UnrecognizedCode),
        }

        impl Code {
            /// All known codes.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Parses a Connect wire string, such as `not_found`.
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

impl FromStr for Code {
    type Err = Infallible;

    fn from_str(wire: &str) -> Result<Self, Infallible> {
        Ok(Self::parse(wire))
    }
}

/// The payload of [`Code::Unrecognized`]. Only [`Code::parse`] creates it, so it never holds a
/// known code.
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
