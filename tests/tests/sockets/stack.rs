//! The interceptors of the client builder: their order, and what a user's transport cannot skip.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use gitpod_api::client::ProjectServiceClient;
use gitpod_api::runtime::rpc::{
    AnyRequest, AnyResponse, BoxFuture, EncodedRequest, EncodedResponse, Interceptor, Next,
    Validate, Validation,
};
use gitpod_api::{
    Channel, Client, Code, Error, Fake, GetProjectRequest, GetProjectResponse, RetryPolicy,
    Transport, methods,
};

const ID: &str = "d2c94c27-3b76-4a42-b88c-95a85e392c68";

fn request(id: &str) -> GetProjectRequest {
    GetProjectRequest::default().with_project_id(id)
}

/// Records the requests that it sees.
#[derive(Clone, Default)]
struct Log {
    name: &'static str,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Log {
    fn named(&self, name: &'static str) -> Self {
        Self { name, lines: Arc::clone(&self.lines) }
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.lines.lock().unwrap())
    }
}

impl Interceptor for Log {
    fn intercept<'a>(
        &'a self,
        request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        let header = |name| request.metadata.get(name).unwrap_or("-");
        let limit = if request.timeout().is_some() { "limited" } else { "-" };
        self.lines.lock().unwrap().push(format!(
            "{} {} {} {} {limit}",
            self.name,
            request.attempt(),
            header("x-team"),
            header("authorization"),
        ));
        next.run(request)
    }
}

/// A transport that forwards only `send` and fails the first request.
#[derive(Clone)]
struct Wrapper {
    inner: Fake,
    log: Log,
}

impl Transport for Wrapper {
    fn send(&self, request: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        Box::pin(async move {
            let is_first = self.inner.calls().is_empty();
            self.log.lines.lock().unwrap().push("transport".to_owned());
            let response = self.inner.send(request).await;
            if is_first { Err(Error::unavailable("busy")) } else { response }
        })
    }
}

fn wrapper(log: &Log) -> Wrapper {
    let get = methods::project_service::GET_PROJECT;
    let inner = Fake::new().on(get, |_: GetProjectRequest| Ok(GetProjectResponse::default()));
    Wrapper { inner, log: log.clone() }
}

#[tokio::test]
async fn interceptors_run_in_the_documented_order() {
    let log = Log::default();
    let transport = Channel::new(wrapper(&log)).intercept(log.named("channel"));
    // The order of the builder's methods makes no difference, except among interceptors.
    let client = Client::builder()
        .attempt_interceptor(log.named("attempt-outer"))
        .interceptor(log.named("call-outer"))
        .transport(transport)
        .token("secret-token")
        .header("x-team", "7")
        .validation(Validation::Refuse)
        .timeout(Duration::from_secs(60))
        .retry(RetryPolicy::default().with_initial_backoff(Duration::ZERO))
        .interceptor(log.named("call-inner"))
        .attempt_interceptor(log.named("attempt-inner"))
        .build()
        .unwrap();
    client.get_project(request(ID)).await.unwrap();
    assert_eq!(
        log.take(),
        [
            "call-outer 1 - - -",
            "call-inner 1 - - -",
            "attempt-outer 1 7 Bearer secret-token limited",
            "attempt-inner 1 7 Bearer secret-token limited",
            "channel 1 7 Bearer secret-token limited",
            "transport",
            "attempt-outer 2 7 Bearer secret-token limited",
            "attempt-inner 2 7 Bearer secret-token limited",
            "channel 2 7 Bearer secret-token limited",
            "transport",
        ]
    );

    // Validation is inside of the call's interceptors and outside of everything else.
    let error = client.get_project(request("no id")).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::InvalidArgument, None));
    assert_eq!(log.take(), ["call-outer 1 - - -", "call-inner 1 - - -"]);
}

#[tokio::test]
async fn a_wrapper_of_a_transport_does_not_turn_validation_off() {
    let log = Log::default();
    let boxed: Arc<dyn Transport> = Arc::new(Box::new(wrapper(&log)));
    let builder = Client::builder().validation(Validation::Refuse);
    let clients = [
        Client::new(Channel::new(wrapper(&log)).intercept(Validate::refuse())),
        Client::new(Channel::new(boxed).intercept(Validate::refuse())),
        builder.transport(wrapper(&log)).build().unwrap(),
    ];
    for client in clients {
        let error = client.get_project(request("no id")).await.unwrap_err();
        assert_eq!(error.code(), Code::InvalidArgument);
        let violations = error.violations().unwrap();
        assert_eq!(violations.iter().next().unwrap().field(), "project_id");
        assert!(log.take().is_empty(), "the invalid request reached the transport");
    }
}
