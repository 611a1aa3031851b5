//! [`Channel`]: a transport and the interceptors around it. Used by every call.

use std::borrow::Cow;
use std::sync::Arc;
use std::{fmt, future};

use super::{CallOptions, DynamicCall, RawCall};
use crate::codec::Codec;
use crate::json::WriteOptions;
use crate::message::Message;
use crate::rpc::layer::Endpoint;
use crate::rpc::{
    AnyRequest, AnyResponse, BoxFuture, EncodedResponse, Error, Interceptor, MethodDescriptor,
    Next, Response, Transport,
};

/// A transport with interceptors. Generated clients hold a channel.
///
/// Any transport converts into a channel without interceptors. Cloning is cheap: clones share the
/// transport and the interceptors.
///
/// ```ignore
/// let client = Client::new(Channel::new(router).intercept(Retry::new(policy)));
/// ```
#[derive(Clone)]
pub struct Channel {
    transport: Arc<dyn Transport>,
    interceptors: Arc<[Arc<dyn Interceptor>]>,
    codec: Codec,
}

impl Channel {
    /// A channel without interceptors.
    #[must_use]
    pub fn new(transport: impl Transport) -> Self {
        Self { transport: Arc::new(transport), interceptors: Arc::default(), codec: Codec::Json }
    }

    /// Adds an interceptor, inside of those added before.
    ///
    /// The recommended order, which is that of client builders: your interceptors of calls,
    /// [`Validate`](crate::rpc::Validate), `Tracing`, `Retry`,
    /// [`DefaultHeaders`](crate::rpc::DefaultHeaders), [`AuthToken`](crate::rpc::AuthToken), your
    /// interceptors of attempts. Then invalid requests are rejected before any attempt, a span
    /// includes all attempts of a call, and each attempt asks the provider for the token.
    #[must_use]
    pub fn intercept(self, interceptor: impl Interceptor) -> Self {
        let added: Arc<dyn Interceptor> = Arc::new(interceptor);
        let interceptors = self.interceptors.iter().cloned().chain([added]).collect();
        Self { interceptors, ..self }
    }

    /// Sets the encoding of calls that do not set one. Defaults to [`Codec::Json`]. Raw calls stay JSON.
    #[must_use]
    pub const fn codec(mut self, codec: Codec) -> Self {
        self.codec = codec;
        self
    }

    /// Adds interceptors outside of the existing ones.
    #[cfg(feature = "http-client")]
    pub(crate) fn surround(self, interceptors: Vec<Arc<dyn Interceptor>>) -> Self {
        let inner = self.interceptors.iter().cloned();
        let interceptors = interceptors.into_iter().chain(inner).collect();
        Self { interceptors, ..self }
    }

    /// Creates a call by descriptor. The message must have the type [`MethodDescriptor::request`].
    pub fn call_dyn(
        &self,
        method: &'static MethodDescriptor,
        request: Box<dyn Message>,
    ) -> DynamicCall<'_> {
        DynamicCall::over(self, method, request)
    }

    /// Creates a call by path, with an encoded request and an encoded response: JSON, unless the call's
    /// [`codec`](RawCall::codec) is set.
    pub fn raw(&self, path: impl Into<Cow<'static, str>>, body: impl Into<Vec<u8>>) -> RawCall<'_> {
        RawCall::over(self, path, body)
    }

    /// The URL of an RPC by its path; see [`Transport::url`].
    #[must_use]
    pub fn url(&self, path: &str) -> Option<String> {
        self.transport.url(path)
    }

    /// Sends a request and returns the decoded response.
    pub(super) async fn send(
        &self,
        method: &'static MethodDescriptor,
        message: &dyn Message,
        options: CallOptions,
    ) -> Result<Response<Box<dyn Message>>, Error> {
        let endpoint = Exchange { transport: &*self.transport, decoded: Some(method) };
        let request = AnyRequest::of_message(method, message);
        let (_, response) = self.start(request, options, &endpoint);
        let outcome = response.await.and_then(|response| response.into_response(method));
        outcome.map_err(|error| error.with_method(method.path()))
    }

    /// Sends a request. The response stays encoded.
    pub(super) async fn send_raw(
        &self,
        request: AnyRequest<'_>,
        options: CallOptions,
    ) -> Result<EncodedResponse, Error> {
        let endpoint = Exchange { transport: &*self.transport, decoded: None };
        let path = request.to_path();
        let (codec, response) = self.start(request, options, &endpoint);
        let outcome = response.await.and_then(|response| response.into_encoded(codec, WRITE));
        outcome.map_err(|error| error.with_method(path))
    }

    /// Applies the options, and starts the interceptors and the endpoint. Returns the codec of the call,
    /// too. Not async, so that the futures of calls do not hold the request.
    fn start<'a>(
        &'a self,
        mut request: AnyRequest<'a>,
        options: CallOptions,
        endpoint: &'a dyn Endpoint,
    ) -> (Codec, BoxFuture<'a, Outcome>) {
        request.set_codec(self.codec);
        let applied = options.apply(&mut request);
        let codec = request.codec();
        let response = match applied {
            Ok(()) => Next::new(&self.interceptors, endpoint).run(request),
            Err(invalid) => Box::pin(future::ready(Err(invalid))),
        };
        (codec, response)
    }
}

impl<T: Transport> From<T> for Channel {
    fn from(transport: T) -> Self {
        Self::new(transport)
    }
}

impl fmt::Debug for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Channel")
            .field("interceptors", &self.interceptors.len())
            .field("codec", &self.codec)
            .finish_non_exhaustive()
    }
}

type Outcome = Result<AnyResponse, Error>;

/// The end of the chain: the transport, then the decoder.
///
/// This is the only place where errors of a server get to the client. It redacts the secrets of the
/// request in them. It is inside of all interceptors, so none of them sees a secret that a server echoed.
/// Nothing is searched unless the call fails.
struct Exchange<'t> {
    transport: &'t dyn Transport,
    /// The RPC whose response is decoded. `None` for raw calls.
    decoded: Option<&'static MethodDescriptor>,
}

impl Exchange<'_> {
    fn read(&self, response: EncodedResponse) -> Outcome {
        let response = AnyResponse::from_encoded(response);
        let Some(method) = self.decoded else { return Ok(response) };
        match response.into_response(method) {
            Ok(response) => Ok(AnyResponse::from_response(response)),
            Err(error) => {
                let url = self.transport.url(method.path());
                Err(url.into_iter().fold(error, Error::with_url))
            }
        }
    }
}

impl Endpoint for Exchange<'_> {
    fn call<'a>(&'a self, request: AnyRequest<'a>) -> BoxFuture<'a, Outcome> {
        let (sent, path) = (request.metadata.clone(), request.to_path());
        let response = match request.into_encoded() {
            Ok(request) => self.transport.send(request),
            Err(invalid) => return Box::pin(future::ready(Err(invalid))),
        };
        Box::pin(async move {
            let outcome = response.await.and_then(|response| self.read(response));
            outcome.map_err(|error| error.redact_echoes(&sent, self.url(&path).as_deref()))
        })
    }

    fn url(&self, path: &str) -> Option<String> {
        self.transport.url(path)
    }
}

/// The encoding of messages that interceptors and fakes return to raw calls.
pub(super) const WRITE: WriteOptions = WriteOptions::new();
