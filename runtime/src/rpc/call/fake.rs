//! [`Fake`]: a transport of closures, for tests of code that calls the API.

use std::fmt;
use std::future;
use std::sync::{Arc, Mutex, PoisonError};

use crate::codec::ReadOptions;
use crate::message::Message;
use crate::rpc::{
    BoxFuture, EncodedRequest, EncodedResponse, Error, HandlerOptions, MessageType,
    MethodDescriptor, Request, Response, Transport, guard, unary,
};

/// The handler options of all fakes.
static OPTIONS: HandlerOptions = HandlerOptions::new();

/// A transport with a closure for each faked RPC. Calls of other RPCs fail with
/// [`Code::Unimplemented`](crate::rpc::Code::Unimplemented).
///
/// Clients work on it as on any transport, including pages and documented names. Clones share the
/// recorded calls, so keep one to inspect them.
///
/// ```ignore
/// let fake = Fake::new().on(methods::project_service::GET_PROJECT, |request: GetProjectRequest| {
///     Ok(GetProjectResponse::default().with_project(Project::default().with_id(request.project_id)))
/// });
/// let client = Client::new(fake.clone());
/// ```
#[derive(Clone, Default)]
pub struct Fake {
    /// Sorted by the paths of their RPCs.
    answers: Vec<(&'static MethodDescriptor, Arc<Answer>)>,
    calls: Arc<Mutex<Vec<EncodedRequest>>>,
}

type Answer =
    dyn Fn(EncodedRequest) -> BoxFuture<'static, Result<EncodedResponse, Error>> + Send + Sync;

impl Fake {
    /// Creates a fake without closures.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the closure for an RPC. Replaces an earlier one.
    ///
    /// If the closure's types are not those of the RPC, calls fail with
    /// [`Code::Internal`](crate::rpc::Code::Internal), and the error names both types.
    #[must_use]
    pub fn on<Q, R>(
        self,
        method: &'static MethodDescriptor,
        answer: impl Fn(Q) -> Result<R, Error> + Send + Sync + 'static,
    ) -> Self
    where
        Q: Message + Default,
        R: Message + Default,
    {
        self.on_request(method, move |request: Request<Q>| {
            future::ready(answer(request.message).map(Response::new))
        })
    }

    /// Sets an async handler for an RPC, with access to headers and trailers. Otherwise like
    /// [`on`](Self::on).
    #[must_use]
    pub fn on_request<Q, R, F>(
        self,
        method: &'static MethodDescriptor,
        answer: impl Fn(Request<Q>) -> F + Send + Sync + 'static,
    ) -> Self
    where
        Q: Message + Default,
        R: Message + Default,
        F: Future<Output = Result<Response<R>, Error>> + Send + 'static,
    {
        let mismatch = mismatch("request", &Q::default(), method.request())
            .or_else(|| mismatch("response", &R::default(), method.response()));
        let answer: Arc<Answer> = match mismatch {
            Some(mismatch) => Arc::new(move |_| fail(Error::internal(mismatch.clone()))),
            None => {
                let answer = Arc::new(answer);
                Arc::new(move |request| {
                    let answer = Arc::clone(&answer);
                    unary(request, &OPTIONS, move |request| answer(request))
                })
            }
        };
        self.with(method, answer)
    }

    fn with(mut self, method: &'static MethodDescriptor, answer: Arc<Answer>) -> Self {
        match self.find(method.path()) {
            Ok(at) => self.answers[at] = (method, answer),
            Err(at) => self.answers.insert(at, (method, answer)),
        }
        self
    }

    /// The index of the closure of an RPC, or the index where it would be.
    fn find(&self, path: &str) -> Result<usize, usize> {
        self.answers.binary_search_by(|(method, _)| method.path().cmp(path))
    }

    /// The recorded calls in order, including those without a closure.
    #[must_use]
    pub fn calls(&self) -> Vec<EncodedRequest> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The recorded requests of an RPC.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`](crate::rpc::Code::InvalidArgument) if a request cannot be decoded
    /// as `Q`.
    pub fn requests<Q: Message + Default>(
        &self,
        method: &'static MethodDescriptor,
    ) -> Result<Vec<Q>, Error> {
        let calls = self.calls().into_iter().filter(|call| call.path() == method.path());
        calls.map(|call| decode(&call)).collect()
    }
}

fn decode<Q: Message + Default>(call: &EncodedRequest) -> Result<Q, Error> {
    let decoded = ReadOptions::new().decode(call.codec, &call.body);
    decoded.map_err(Error::undecodable_request)
}

/// The error message if a closure's type is not that of the RPC.
fn mismatch(part: &str, found: &dyn Message, expected: MessageType) -> Option<String> {
    let (found, expected) = (found.descriptor().name(), expected.name());
    (found != expected)
        .then(|| format!("the RPC's {part} type is {expected}, but the fake's is {found}"))
}

fn fail(error: Error) -> BoxFuture<'static, Result<EncodedResponse, Error>> {
    Box::pin(future::ready(Err(error)))
}

impl Transport for Fake {
    fn send(&self, mut request: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
        match self.find(request.path()) {
            Ok(at) => {
                let (method, answer) = &self.answers[at];
                request.resolve(method);
                Box::pin(guard(method.path().into(), || answer(request)))
            }
            Err(_) => {
                let path = request.to_path();
                let name = path.trim_start_matches('/');
                let message = format!("the fake has no closure for {name}");
                fail(Error::unimplemented(message).with_method(path))
            }
        }
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths: Vec<_> = self.answers.iter().map(|(method, _)| method.path()).collect();
        f.debug_struct("Fake").field("answers", &paths).field("calls", &self.calls()).finish()
    }
}
