//! A transport that looks at requests before they are sent.

use std::fmt;
use std::sync::Arc;

use crate::message::Message;
use crate::rpc::{BoxFuture, EncodedRequest, EncodedResponse, Error, MethodDescriptor, Transport};
use crate::validate::{self, Violations};

/// A transport that checks requests against the rules of the schema before they are sent.
///
/// Requests are looked at while they are still messages, so a transport that wraps this one has to
/// hand them on with [`Transport::admit`]; put this one outermost where in doubt.
///
/// ```ignore
/// let client = Client::new(Validating::new(transport, Validation::Refuse));
/// ```
#[derive(Debug, Clone)]
pub struct Validating<T> {
    transport: T,
    validation: Validation,
}

/// What happens to a request that breaks rules of the schema.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Validation {
    /// Nobody looks.
    #[default]
    Off,
    /// It is sent, after a function was told: see [`Validation::warn`].
    Warn(Arc<OnViolations>),
    /// It is not sent: the call fails as if the server had refused it, with
    /// [`Code::InvalidArgument`](crate::rpc::Code::InvalidArgument) and a `buf.validate.Violations`
    /// detail.
    Refuse,
}

/// A function that is told of invalid requests.
pub type OnViolations = dyn Fn(&MethodDescriptor, &Violations) + Send + Sync;

impl Validation {
    /// Tells a function of invalid requests and sends them.
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

impl<T: Transport> Validating<T> {
    /// Checks the requests that go over a transport.
    #[must_use]
    pub const fn new(transport: T, validation: Validation) -> Self {
        Self { transport, validation }
    }
}

impl<T: Transport> Transport for Validating<T> {
    fn send(&self, exchange: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        self.transport.send(exchange)
    }

    fn admit(&self, method: &'static MethodDescriptor, request: &dyn Message) -> Result<(), Error> {
        match &self.validation {
            Validation::Off => {}
            Validation::Warn(observer) => {
                if let Err(violations) = validate::validate(request) {
                    observer(method, &violations);
                }
            }
            Validation::Refuse => validate::validate(request)?,
        }
        self.transport.admit(method, request)
    }

    fn url(&self, path: &str) -> Option<String> {
        self.transport.url(path)
    }
}
