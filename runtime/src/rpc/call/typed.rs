//! A call that is ready to be sent.

use std::fmt;
use std::future;
use std::time::Duration;

use crate::json;
use crate::message::Message;
use crate::rpc::{
    BoxFuture, CallOptions, EncodedRequest, EncodedResponse, Error, MethodDescriptor, Response,
    RetryPolicy, Transport,
};

/// A call that is sent when it is awaited, and not before.
///
/// Awaiting it gives the message; [`send`](Self::send) gives the headers and trailers as well.
///
/// ```ignore
/// let project = client.get_project(request).timeout(Duration::from_secs(5)).await?;
/// let response = client.get_project(request).header("x-trace", "7").send().await?;
/// ```
#[must_use = "a call is sent when it is awaited, and not before"]
pub struct Call<'a, R> {
    method: Option<&'static MethodDescriptor>,
    options: CallOptions,
    start: Start<'a, R>,
}

type StartFn<'a, R> =
    Box<dyn FnOnce(CallOptions) -> BoxFuture<'a, Result<Response<R>, Error>> + Send + 'a>;

enum Start<'a, R> {
    /// The way of the generated client; no closure, so that nothing but decoding depends on `R`.
    Over(Over<'a>),
    With(StartFn<'a, R>),
}

struct Over<'a> {
    transport: &'a dyn Transport,
    method: &'static MethodDescriptor,
    request: Box<dyn Message>,
}

impl<'a, R: Message + Default> Call<'a, R> {
    /// A call over a transport; the request is encoded when the call is sent.
    pub fn over(
        transport: &'a dyn Transport,
        method: &'static MethodDescriptor,
        request: impl Message,
    ) -> Self {
        let request = Box::new(request);
        Self::starting(Some(method), Start::Over(Over { transport, method, request }))
    }

    /// A call that runs a function of the caller's options.
    pub fn new(
        method: &'static MethodDescriptor,
        start: impl FnOnce(CallOptions) -> BoxFuture<'a, Result<Response<R>, Error>> + Send + 'a,
    ) -> Self {
        Self::starting(Some(method), Start::With(Box::new(start)))
    }

    /// A call whose outcome is a future's, for fakes. The future runs when the call is sent.
    pub fn from_future(future: impl Future<Output = Result<R, Error>> + Send + 'a) -> Self {
        let start = |_| -> BoxFuture<'a, _> { Box::pin(async { future.await.map(Response::new) }) };
        Self::starting(None, Start::With(Box::new(start)))
    }

    /// A call whose outcome is there already, for fakes.
    pub fn ready(outcome: Result<R, Error>) -> Self {
        Self::from_future(future::ready(outcome))
    }

    /// A call that fails with [`Code::Unimplemented`](crate::rpc::Code::Unimplemented) and names the
    /// RPC: the default body of every client method.
    pub fn unimplemented(method: &'static MethodDescriptor) -> Self {
        let start =
            |_| -> BoxFuture<'a, _> { Box::pin(future::ready(Err(method.unimplemented()))) };
        Self::starting(Some(method), Start::With(Box::new(start)))
    }

    fn starting(method: Option<&'static MethodDescriptor>, start: Start<'a, R>) -> Self {
        Self { method, options: CallOptions::default(), start }
    }

    /// Limits the time that the call may take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Says when the call is repeated, in place of what the client says; see [`RetryPolicy`].
    ///
    /// A client that does not repeat calls at all, such as one on a
    /// [`Router`](crate::rpc::Router), does not look at it.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// Adds a header.
    ///
    /// With a name or a value that a header cannot carry, the call fails with
    /// [`Code::InvalidArgument`](crate::rpc::Code::InvalidArgument) and nothing is sent.
    pub fn header(mut self, name: impl AsRef<str>, value: impl Into<String>) -> Self {
        self.options.append_header(name, value);
        self
    }

    /// Sends the call, for a response with headers and trailers.
    ///
    /// As with awaiting the call itself, nothing happens before the future is polled.
    ///
    /// # Errors
    ///
    /// What the server answered or what went wrong on the way, with the RPC's path.
    pub fn send(self) -> BoxFuture<'a, Result<Response<R>, Error>> {
        Box::pin(self.run())
    }

    /// Sends the call, for a reply that nobody decoded: the JSON as it came.
    ///
    /// A fake has no JSON, so its message is encoded.
    ///
    /// # Errors
    ///
    /// What the server answered or what went wrong on the way, with the RPC's path.
    pub fn raw(self) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        Box::pin(async move {
            let method = self.method;
            let outcome = match self.start {
                Start::With(start) => perform(start, self.options).await.map(to_reply),
                Start::Over(over) => over.send(self.options).await,
            };
            outcome.map_err(|error| in_method(error, method))
        })
    }

    async fn run(self) -> Result<Response<R>, Error> {
        let outcome = match self.start {
            Start::With(start) => perform(start, self.options).await,
            Start::Over(over) => over.receive(self.options).await,
        };
        outcome.map_err(|error| in_method(error, self.method))
    }
}

async fn perform<'a, R>(start: StartFn<'a, R>, options: CallOptions) -> Result<Response<R>, Error> {
    options.check()?;
    start(options).await
}

impl Over<'_> {
    async fn send(self, options: CallOptions) -> Result<EncodedResponse, Error> {
        let Self { transport, method, request } = self;
        options.check()?;
        transport.admit(method, &*request)?;
        let mut exchange = EncodedRequest::new(method, json::encode_to_vec(&*request));
        options.apply(&mut exchange)?;
        transport.send(exchange).await
    }

    async fn receive<R: Message + Default>(
        self,
        options: CallOptions,
    ) -> Result<Response<R>, Error> {
        let (transport, method) = (self.transport, self.method);
        let reply = self.send(options).await?;
        let mut message = R::default();
        match decode(&reply, &mut message) {
            Ok(()) => Ok(Response { message, headers: reply.headers, trailers: reply.trailers }),
            Err(error) => Err(came_from(error, transport.url(method.path()))),
        }
    }
}

fn came_from(error: Error, url: Option<String>) -> Error {
    match url {
        Some(url) => error.with_url(url),
        None => error,
    }
}

fn to_reply<R: Message>(response: Response<R>) -> EncodedResponse {
    EncodedResponse {
        headers: response.headers,
        body: json::encode_to_vec(&response.message),
        trailers: response.trailers,
    }
}

fn decode(reply: &EncodedResponse, message: &mut dyn Message) -> Result<(), Error> {
    json::decode_into(&reply.body, message).map_err(Error::undecodable_reply)
}

fn in_method(error: Error, method: Option<&'static MethodDescriptor>) -> Error {
    match method {
        Some(method) => error.with_method(method.path()),
        None => error,
    }
}

impl<'a, R: Message + Default> IntoFuture for Call<'a, R> {
    type Output = Result<R, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.run().await.map(Response::into_inner) })
    }
}

impl<R> fmt::Debug for Call<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method.map(MethodDescriptor::path))
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
