//! [`Validate`]: validation of requests, on the client and on the server.

use std::fmt;
use std::future;
use std::sync::Arc;

use super::{AnyRequest, AnyResponse, Interceptor, Next};
use crate::rpc::{BoxFuture, Error, MethodDescriptor};
use crate::validate::{ValidateOptions, Violations};

/// An interceptor that checks requests against the rules of the schema.
///
/// The client checks the message before encoding it, the server after decoding it. Raw calls are
/// not checked.
///
/// ```
/// use gitpod_runtime::rpc::{Channel, Router, Validate};
///
/// let checked = Channel::new(Router::new()).intercept(Validate::refuse());
/// ```
#[derive(Debug, Clone)]
pub struct Validate {
    validation: Validation,
    options: ValidateOptions,
}

/// The handling of requests that violate the schema's rules.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Validation {
    /// Requests are not validated.
    #[default]
    Off,
    /// Invalid requests are reported to the callback, then sent; see [`Validation::warn`].
    Warn(Arc<OnViolations>),
    /// Invalid requests are not sent. The call fails with
    /// [`Code::InvalidArgument`](crate::rpc::Code::InvalidArgument) and a
    /// `buf.validate.Violations` detail, as if the server had rejected it.
    Refuse,
}

/// Callback for requests that violate the schema's rules.
pub type OnViolations = dyn Fn(&MethodDescriptor, &Violations) + Send + Sync;

impl Validation {
    /// Reports invalid requests to a callback and sends them.
    #[must_use]
    pub fn warn(observer: impl Fn(&MethodDescriptor, &Violations) + Send + Sync + 'static) -> Self {
        Self::Warn(Arc::new(observer))
    }
}

impl fmt::Debug for Validation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "Off",
            Self::Warn(_) => "Warn",
            Self::Refuse => "Refuse",
        })
    }
}

impl Validate {
    /// Handles invalid requests as configured by `validation`.
    #[must_use]
    pub const fn new(validation: Validation) -> Self {
        Self { validation, options: ValidateOptions::new() }
    }

    /// Rejects invalid requests; see [`Validation::Refuse`].
    #[must_use]
    pub const fn refuse() -> Self {
        Self::new(Validation::Refuse)
    }

    /// Sets the maximum number of violations of an error or a report. Defaults to 100; at least 1.
    ///
    /// See [`ValidateOptions::max_violations`].
    #[must_use]
    pub const fn max_violations(mut self, max: usize) -> Self {
        self.options = self.options.max_violations(max);
        self
    }

    fn check(&self, request: &AnyRequest<'_>) -> Result<(), Error> {
        let (Some(method), Some(message)) = (request.method(), request.message()) else {
            return Ok(());
        };
        match &self.validation {
            Validation::Off => {}
            Validation::Warn(observer) => {
                if let Err(violations) = self.options.validate(message) {
                    observer(method, &violations);
                }
            }
            Validation::Refuse => self.options.validate(message)?,
        }
        Ok(())
    }
}

impl Interceptor for Validate {
    fn intercept<'a>(
        &'a self,
        request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        match self.check(&request) {
            Ok(()) => next.run(request),
            Err(invalid) => Box::pin(future::ready(Err(invalid))),
        }
    }
}
