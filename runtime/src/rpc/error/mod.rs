//! The error of every call: its code, details, JSON form and what transports report about it.
//!
//! Used by both sides of a call. It knows no call, transport or handler.

mod code;
mod detail;
mod json;
mod report;
mod violations;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt::{self, Write};
use std::sync::Arc;

pub use code::{Code, UnrecognizedCode};
pub use detail::ErrorDetail;
use report::{Report, without_control};

use super::{InvalidMetadata, Metadata};
use crate::json::DecodeError;
use crate::message::MissingField;

/// Why a call failed: what a server answered, or what went wrong on the way.
///
/// It is one pointer wide, so that a `Result` of a call stays small.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    code: Code,
    message: String,
    details: Vec<ErrorDetail>,
    metadata: Metadata,
    method: Option<Cow<'static, str>>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
    report: Report,
}

macro_rules! constructors {
    ($($name:ident: $code:ident,)*) => {$(
        #[doc = concat!("An error of [`Code::", stringify!($code), "`].")]
        #[must_use]
        pub fn $name(message: impl Into<String>) -> Self {
            Self::new(Code::$code, message)
        }
    )*};
}

impl Error {
    /// An error with a message for humans.
    ///
    /// A handler's message goes to the caller as it is, so it must hold no secret.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            code,
            message: message.into(),
            details: Vec::new(),
            metadata: Metadata::new(),
            method: None,
            source: None,
            report: Report::default(),
        }))
    }

    constructors! {
        canceled: Canceled,
        unknown: Unknown,
        invalid_argument: InvalidArgument,
        deadline_exceeded: DeadlineExceeded,
        not_found: NotFound,
        already_exists: AlreadyExists,
        permission_denied: PermissionDenied,
        resource_exhausted: ResourceExhausted,
        failed_precondition: FailedPrecondition,
        aborted: Aborted,
        out_of_range: OutOfRange,
        unimplemented: Unimplemented,
        internal: Internal,
        unavailable: Unavailable,
        data_loss: DataLoss,
        unauthenticated: Unauthenticated,
    }

    /// A response that cannot be decoded: [`Code::Internal`], with the decoder's message.
    ///
    /// The source is the [`DecodeError`], which has path and position apart.
    #[must_use]
    pub fn undecodable_response(error: DecodeError) -> Self {
        Self::internal(error.to_string()).with_source(error)
    }

    /// A request that cannot be decoded: [`Code::InvalidArgument`], with the decoder's message.
    ///
    /// The source is the [`DecodeError`], which has path and position apart.
    #[must_use]
    pub fn undecodable_request(error: DecodeError) -> Self {
        Self::invalid_argument(error.to_string()).with_source(error)
    }

    /// Adds a detail after those that are there.
    #[must_use]
    pub fn with_detail(mut self, detail: ErrorDetail) -> Self {
        self.0.details.push(detail);
        self
    }

    /// Sets the headers or trailers that came or go with the error.
    #[must_use]
    pub fn with_metadata(mut self, metadata: Metadata) -> Self {
        self.0.metadata = metadata;
        self
    }

    /// Sets the path of the RPC, such as `/gitpod.v1.ProjectService/GetProject`.
    ///
    /// Calls and handlers do it for every error they pass on: the path is always that of the
    /// RPC that was called, also where its handler failed on calling another one.
    #[must_use]
    pub fn with_method(mut self, path: impl Into<Cow<'static, str>>) -> Self {
        self.0.method = Some(path.into());
        self
    }

    /// Sets what caused the error. It stays in the process: it is not sent to the caller.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn code(&self) -> &Code {
        &self.0.code
    }

    /// The message for humans; may be empty.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The typed details.
    #[must_use]
    pub fn details(&self) -> &[ErrorDetail] {
        &self.0.details
    }

    /// The headers or trailers that came or go with the error.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.0.metadata
    }

    /// The path of the RPC that failed, such as `/gitpod.v1.ProjectService/GetProject`.
    #[must_use]
    pub fn method(&self) -> Option<&str> {
        self.0.method.as_deref()
    }

    fn report(&self) -> &Report {
        &self.0.report
    }

    fn report_mut(&mut self) -> &mut Report {
        &mut self.0.report
    }

    /// Redacts a secret that a server echoed in its message, headers or body.
    pub(crate) fn redact(mut self, secret: &str) -> Self {
        self.0.message = self.0.message.replace(secret, super::REDACTED);
        self.0.metadata.redact(secret);
        self.0.report.redact(secret);
        self
    }
}

/// One line: the RPC, the code, the message, the number of attempts if there were several, and
/// what to do about it.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = self.method() {
            write!(f, "{}: ", path.trim_start_matches('/'))?;
        }
        write!(f, "{}", self.code())?;
        if !self.message().is_empty() {
            f.write_str(": ")?;
            self.message().chars().try_for_each(|char| f.write_char(without_control(char)))?;
        }
        if let Some(attempts) = self.attempts().filter(|attempts| *attempts > 1) {
            write!(f, " (after {attempts} attempts)")?;
        }
        if let Some(hint) = self.hint() {
            write!(f, "; {hint}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        if let Some(path) = self.method() {
            out.field("method", &path);
        }
        out.field("code", self.code()).field("message", &self.message());
        if !self.details().is_empty() {
            out.field("details", &self.details());
        }
        if !self.metadata().is_empty() {
            out.field("metadata", self.metadata());
        }
        self.report().debug_fields(&mut out);
        if let Some(source) = &self.0.source {
            out.field("source", source);
        }
        out.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.0.source.as_deref()?;
        Some(source)
    }
}

/// [`Code::Internal`]: the other side left out what the documentation promises.
impl From<MissingField> for Error {
    fn from(error: MissingField) -> Self {
        Self::internal(error.to_string())
    }
}

/// [`Code::Internal`]: for handlers, whose caller did not choose the header.
impl From<InvalidMetadata> for Error {
    fn from(error: InvalidMetadata) -> Self {
        Self::internal(error.to_string())
    }
}
