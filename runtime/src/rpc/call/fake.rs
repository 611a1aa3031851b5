//! A transport of closures, for tests of code that calls the API.

use std::collections::HashMap;
use std::fmt;
use std::future;
use std::sync::{Arc, Mutex, PoisonError};

use crate::json;
use crate::message::Message;
use crate::rpc::{
    BoxFuture, EncodedRequest, EncodedResponse, Error, HandlerOptions, MessageType,
    MethodDescriptor, Request, Response, Transport, guard, unary,
};

/// The options of a fake's closures.
static OPTIONS: HandlerOptions = HandlerOptions::new();

/// A transport whose closures answer one RPC each. Calls of other RPCs fail and name their RPC.
///
/// A client on it has all of its methods, pages and documented names. Clones share the recorded
/// calls, so keep one to inspect them.
///
/// ```ignore
/// let fake = Fake::new().on(methods::project_service::GET_PROJECT, |request: GetProjectRequest| {
///     Ok(GetProjectResponse::default().with_project(Project::default().with_id(request.project_id)))
/// });
/// let client = Client::new(fake.clone());
/// ```
#[derive(Clone, Default)]
pub struct Fake {
    answers: HashMap<&'static str, (&'static MethodDescriptor, Arc<Answer>)>,
    calls: Arc<Mutex<Vec<EncodedRequest>>>,
}

type Answer =
    dyn Fn(EncodedRequest) -> BoxFuture<'static, Result<EncodedResponse, Error>> + Send + Sync;

impl Fake {
    /// A fake without closures.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers an RPC with a function of its request, in place of an earlier one.
    ///
    /// If the function's types are not those of the RPC, every call of it fails with
    /// [`Code::Internal`](crate::rpc::Code::Internal) and names both.
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

    /// Answers an RPC with an async handler, which sees headers and sets headers and trailers.
    ///
    /// Types are checked as in [`on`](Self::on).
    #[must_use]
    pub fn on_request<Q, R, F>(
        mut self,
        method: &'static MethodDescriptor,
        answer: impl Fn(Request<Q>) -> F + Send + Sync + 'static,
    ) -> Self
    where
        Q: Message + Default,
        R: Message + Default,
        F: Future<Output = Result<Response<R>, Error>> + Send + 'static,
    {
        let misfit = misfit("takes", &Q::default(), method.request())
            .or_else(|| misfit("gives", &R::default(), method.response()));
        let answer: Arc<Answer> = match misfit {
            Some(misfit) => Arc::new(move |_| refuse(Error::internal(misfit.clone()))),
            None => {
                let answer = Arc::new(answer);
                Arc::new(move |request| {
                    let answer = Arc::clone(&answer);
                    unary(request, &OPTIONS, move |request| answer(request))
                })
            }
        };
        self.answers.insert(method.path(), (method, answer));
        self
    }

    /// The calls so far, answered or not, in order.
    #[must_use]
    pub fn calls(&self) -> Vec<EncodedRequest> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The requests of an RPC so far.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`](crate::rpc::Code::InvalidArgument) if one of them does not decode as
    /// a `Q`.
    pub fn requests<Q: Message + Default>(
        &self,
        method: &'static MethodDescriptor,
    ) -> Result<Vec<Q>, Error> {
        let calls = self.calls().into_iter().filter(|call| call.path() == method.path());
        calls.map(|call| decode(&call.body)).collect()
    }
}

fn decode<Q: Message + Default>(body: &[u8]) -> Result<Q, Error> {
    let mut message = Q::default();
    json::decode_into(body, &mut message).map_err(Error::undecodable_request)?;
    Ok(message)
}

/// The error of a closure's type that is not the RPC's.
fn misfit(verb: &str, found: &dyn Message, expected: MessageType) -> Option<String> {
    let (found, expected) = (found.descriptor().name(), expected.name());
    (found != expected).then(|| format!("the RPC {verb} {expected}, but its fake {verb} {found}"))
}

fn refuse(error: Error) -> BoxFuture<'static, Result<EncodedResponse, Error>> {
    Box::pin(future::ready(Err(error)))
}

impl Transport for Fake {
    fn send(&self, mut request: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
        match self.answers.get(request.path()) {
            Some((method, answer)) => {
                request.resolve(method);
                Box::pin(guard(method.path().into(), answer(request)))
            }
            None => {
                let path = request.to_path();
                let name = path.trim_start_matches('/');
                let message = format!("the fake has no answer for {name}");
                refuse(Error::unimplemented(message).with_method(path))
            }
        }
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut paths: Vec<_> = self.answers.keys().collect();
        paths.sort_unstable();
        f.debug_struct("Fake").field("answers", &paths).field("calls", &self.calls()).finish()
    }
}
