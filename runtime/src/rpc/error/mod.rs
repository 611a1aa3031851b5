//! [`Error`]: the error of RPCs, with its code, details, JSON form and transport information.
//!
//! Used on both sides of a call. `json` and `read` convert errors to and from JSON, `typed` does so with
//! details and messages, `report` has what the client adds, and `redact` removes secrets. Must not depend on calls, transports or handlers.

mod code;
mod convert;
mod debug_json;
mod detail;
mod display;
mod json;
mod read;
mod redact;
mod redacted_json;
mod report;
mod typed;
mod violations;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;

pub use code::{Code, UnknownCode};
pub use detail::ErrorDetail;
use report::Report;

use super::Metadata;
use crate::codec::{DecodeError, DecodeErrorKind, EncodeError};

/// The error of a failed call, from the server or from the client.
///
/// `Display` and `Debug` are a single line with the RPC, the code, the message and a hint, so a
/// `main` that returns `Result<(), Error>` prints a readable text. `{:#?}` shows all fields that are
/// set, secrets excepted. The error is the size of a pointer, so `Result`s of calls stay small.
///
/// # Secrets
///
/// Some servers and proxies repeat a request in their errors. A client's error holds no secret of its
/// request: the values of all headers that are not protocol headers are replaced with `[redacted]`,
/// in every field and in the sources. These are the token, other credentials with and without their
/// scheme, cookies, and the headers that the caller set, of at least 8 characters. Secrets are found
/// as they were sent, percent-encoded, in base64, and escaped as in JSON or HTML. In the binary
/// [value](ErrorDetail::value) of a detail, they are overwritten with asterisks.
///
/// Not secret are `accept`, `cache-control`, `origin`, `referer`, `traceparent`, `tracestate`,
/// `user-agent`, `x-mock-error`, `x-mock-error-detail` and `x-request-id`, and values of less than 8
/// characters, such as `true`. Pieces of 8 or more characters are found, too; those of a value with
/// spaces only if it is cut off at the end. The messages of a request are not searched for.
///
/// # Fields
///
/// | field | default | set by |
/// | --- | --- | --- |
/// | [`code`](Self::code), [`message`](Self::message) | none: [`Error::new`] takes them | the server, or the client for its own failures |
/// | [`details`](Self::details), [`metadata`](Self::metadata) | empty | the server |
/// | [`method`](Self::method) | `None` | the call and the router |
/// | [`attempts`](Self::attempts) | `None` | the interceptor `Retry` |
/// | [`waited`](Self::waited) | `None` | `Call::wait_until` |
/// | [`http_status`](Self::http_status), [`url`](Self::url), [`body`](Self::body) | `None` | the HTTP transport |
/// | [`unrecognized_code`](Self::unrecognized_code), [`hint`](Self::hint), [`source`](StdError::source) | `None` | the client |
/// | [`nothing_sent`](Self::nothing_sent) | `false` | the HTTP transport and the token provider |
///
/// ```
/// use gitpod_runtime::rpc::{Code, Error};
///
/// let error = Error::not_found("no such project");
/// assert!(error.is_not_found());
/// assert_eq!(error.code(), Code::NotFound);
/// assert_eq!(format!("{error:?}"), "not_found: no such project");
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    code: Code,
    message: String,
    details: Vec<ErrorDetail>,
    metadata: Metadata,
    method: Option<Cow<'static, str>>,
    source: Option<Source>,
    report: Report,
}

type Source = Arc<dyn StdError + Send + Sync>;

macro_rules! constructors {
    ($($name:ident, $is:ident: $code:ident,)*) => {$(
        #[doc = concat!("An error with [`Code::", stringify!($code), "`].")]
        #[must_use]
        pub fn $name(message: impl Into<String>) -> Self {
            Self::new(Code::$code, message)
        }

        #[doc = concat!("Whether the code is [`Code::", stringify!($code), "`].")]
        #[must_use]
        pub fn $is(&self) -> bool {
            self.code() == Code::$code
        }
    )*};
}

impl Error {
    /// An error with a human-readable message.
    ///
    /// A handler's message is sent to the caller unchanged, so it must not contain secrets.
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
        canceled, is_canceled: Canceled,
        unknown, is_unknown: Unknown,
        invalid_argument, is_invalid_argument: InvalidArgument,
        deadline_exceeded, is_deadline_exceeded: DeadlineExceeded,
        not_found, is_not_found: NotFound,
        already_exists, is_already_exists: AlreadyExists,
        permission_denied, is_permission_denied: PermissionDenied,
        resource_exhausted, is_resource_exhausted: ResourceExhausted,
        failed_precondition, is_failed_precondition: FailedPrecondition,
        aborted, is_aborted: Aborted,
        out_of_range, is_out_of_range: OutOfRange,
        unimplemented, is_unimplemented: Unimplemented,
        internal, is_internal: Internal,
        unavailable, is_unavailable: Unavailable,
        data_loss, is_data_loss: DataLoss,
        unauthenticated, is_unauthenticated: Unauthenticated,
    }

    /// The error of a response that cannot be decoded: [`Code::Internal`], with the decoder's
    /// message. A response that exceeds the memory limit is [`Code::ResourceExhausted`].
    ///
    /// The source is the [`DecodeError`], which has the path and the position.
    #[must_use]
    pub fn undecodable_response(error: DecodeError) -> Self {
        match error.kind() {
            DecodeErrorKind::MemoryLimit => Self::resource_exhausted(format!(
                "{error}; raise the client's `max_response_memory`"
            )),
            DecodeErrorKind::Invalid | DecodeErrorKind::OutOfRange => {
                Self::internal(error.to_string())
            }
        }
        .with_source(error)
    }

    /// The error of a response that cannot be encoded: [`Code::Internal`], because a handler made it.
    ///
    /// The source is the [`EncodeError`], which has the path.
    #[must_use]
    pub fn unencodable_response(error: EncodeError) -> Self {
        Self::internal(error.to_string()).with_source(error)
    }

    /// The error of a request that cannot be decoded: [`Code::InvalidArgument`], with the decoder's
    /// message. A request that exceeds the memory limit is [`Code::ResourceExhausted`].
    ///
    /// The source is the [`DecodeError`], which has the path and the position.
    #[must_use]
    pub fn undecodable_request(error: DecodeError) -> Self {
        match error.kind() {
            DecodeErrorKind::MemoryLimit => Self::resource_exhausted(format!(
                "{error}; the limit is the server's `memory_limit`"
            )),
            DecodeErrorKind::Invalid | DecodeErrorKind::OutOfRange => {
                Self::invalid_argument(error.to_string())
            }
        }
        .with_source(error)
    }

    /// Appends a detail.
    #[must_use]
    pub fn with_detail(mut self, detail: ErrorDetail) -> Self {
        self.0.details.push(detail);
        self
    }

    /// Sets the headers or trailers of the error.
    #[must_use]
    pub fn with_metadata(mut self, metadata: Metadata) -> Self {
        self.0.metadata = metadata;
        self
    }

    /// Sets the path of the RPC, such as `/acme.v1.BookService/GetBook`.
    ///
    /// Calls and routers set it on every error. If a handler returns the error of another call, the
    /// path is replaced with that of the handler's RPC.
    #[must_use]
    pub fn with_method(mut self, path: impl Into<Cow<'static, str>>) -> Self {
        self.0.method = Some(path.into());
        self
    }

    /// Sets the source of the error. Servers do not send it.
    #[must_use]
    pub fn with_source(self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.with_boxed_source(source.into())
    }

    fn with_boxed_source(mut self, source: Box<dyn StdError + Send + Sync>) -> Self {
        self.0.source = Some(Arc::from(source));
        self
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// The human-readable message. May be empty.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The typed details.
    #[must_use]
    pub fn details(&self) -> &[ErrorDetail] {
        &self.0.details
    }

    /// The headers or trailers of the error.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.0.metadata
    }

    /// The path of the RPC that failed, such as `/acme.v1.BookService/GetBook`.
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
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.0.source.as_deref()?;
        Some(source)
    }
}
