//! Deadlines, dropped calls and lost connections while a handler is running.

use std::time::Duration;

use gitpod_api::client::ProjectServiceClient;
use gitpod_api::runtime::http::server::HttpService;
use gitpod_api::runtime::rpc::Context;
use gitpod_api::{BoxFuture, Client, Code, Error, GetProjectRequest, Message, RetryPolicy};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::rpcs;
use crate::support::server::Server;
use crate::support::services::{Behaviour, CallSpec};

const A_WHILE: Duration = Duration::from_secs(20);

/// Reports the timeout of each call, and answers immediately.
struct ReportTimeout(UnboundedSender<Option<Duration>>);

impl Behaviour for ReportTimeout {
    fn answer<'a>(
        &'a self,
        context: &'a Context,
        _: &'a dyn Message,
        _: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>> {
        assert_eq!(context.deadline().is_some(), context.timeout().is_some());
        self.0.send(context.timeout()).expect("the test listens");
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn handlers_see_the_timeout_of_the_call() {
    let (report, mut timeouts) = unbounded_channel();
    let server = Server::start(ReportTimeout(report)).await;
    let unlimited = server.builder().timeout(None).build().expect("the options are valid");
    let limited = server.builder().timeout(A_WHILE * 2).build().expect("the options are valid");
    for rpc in rpcs::all() {
        for (client, spec, longest) in [
            (&unlimited, CallSpec::EMPTY, None),
            (&limited, CallSpec::EMPTY, Some(A_WHILE * 2)),
            (&limited, CallSpec::EMPTY.timeout(A_WHILE), Some(A_WHILE)),
        ] {
            rpc.call(client, spec).await.unwrap_or_else(|error| panic!("{error}"));
            let timeout = timeouts.try_recv().expect("the handler reported it");
            // Time spent in transit counts against the timeout.
            assert!(timeout <= longest, "{timeout:?} of {longest:?}");
            assert_eq!(timeout.is_some(), longest.is_some());
            assert_ne!(timeout, Some(Duration::ZERO));
        }
    }
}

/// Never answers. Reports when it is called and when it is dropped.
struct NeverAnswers {
    asked: UnboundedSender<()>,
    dropped: UnboundedSender<()>,
}

struct Dropped(UnboundedSender<()>);

impl Drop for Dropped {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

impl Behaviour for NeverAnswers {
    fn answer<'a>(
        &'a self,
        _: &'a Context,
        _: &'a dyn Message,
        _: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async {
            let _dropped = Dropped(self.dropped.clone());
            self.asked.send(()).expect("the test listens");
            std::future::pending().await
        })
    }
}

/// A server whose handlers never answer.
struct StuckServer {
    server: Server,
    asked: UnboundedReceiver<()>,
    dropped: UnboundedReceiver<()>,
}

impl StuckServer {
    async fn with(configure: impl FnOnce(HttpService) -> HttpService) -> Self {
        let (asked, was_asked) = unbounded_channel();
        let (dropped, was_dropped) = unbounded_channel();
        let server = Server::with(NeverAnswers { asked, dropped }, configure).await;
        Self { server, asked: was_asked, dropped: was_dropped }
    }

    /// Returns the error of a call that times out while its handler is running.
    async fn time_out(&mut self, client: Client, timeout: Option<Duration>) -> Error {
        let call = tokio::spawn(async move {
            let mut call = client.get_project(GetProjectRequest::default());
            if let Some(timeout) = timeout {
                call = call.timeout(timeout);
            }
            call.await.expect_err("no answer")
        });
        self.asked.recv().await.expect("the handler is called");
        // A paused clock advances as soon as every task waits.
        tokio::time::pause();
        let error = call.await.expect("the call ends");
        self.dropped.recv().await.expect("the handler is dropped");
        error
    }
}

#[tokio::test]
async fn an_expired_call_drops_its_handler() {
    let mut stuck = StuckServer::with(|service| service).await;
    let client = stuck.server.client();
    let error = stuck.time_out(client, Some(A_WHILE)).await;
    assert_eq!(error.code(), Code::DeadlineExceeded, "{error}");
    // There is no time left for a retry.
    assert_eq!(error.attempts(), Some(1));
    assert!(stuck.asked.try_recv().is_err());
}

#[tokio::test]
async fn a_client_timeout_drops_the_handler() {
    // The server allows the handler a day.
    let a_day = Duration::from_secs(24 * 60 * 60);
    let mut stuck = StuckServer::with(|service| service.min_timeout(a_day)).await;
    let client = stuck.server.client();
    let error = stuck.time_out(client, Some(A_WHILE)).await;
    assert_eq!((error.code(), error.http_status()), (Code::DeadlineExceeded, None), "{error}");
    assert!(error.message().contains("timed out after 20"), "{error}");
}

#[tokio::test]
async fn a_server_timeout_is_reported_to_the_client() {
    let mut stuck = StuckServer::with(|service| service.default_timeout(A_WHILE)).await;
    let client = stuck.server.builder().timeout(None).build().expect("the options are valid");
    let error = stuck.time_out(client, None).await;
    assert_eq!((error.code(), error.http_status()), (Code::DeadlineExceeded, Some(504)));
    assert_eq!(error.attempts(), Some(1));
}

#[tokio::test]
async fn a_dropped_call_drops_its_handler() {
    let mut stuck = StuckServer::with(|service| service).await;
    let client = stuck.server.builder().timeout(None).build().expect("the options are valid");
    let get = |client: Client| async move { client.get_project(Default::default()).await };
    let (leaving, staying) = (tokio::spawn(get(client.clone())), tokio::spawn(get(client)));
    for _ in 0..2 {
        stuck.asked.recv().await.expect("the handler is called");
    }
    assert!(stuck.dropped.try_recv().is_err(), "both callers are still there");
    leaving.abort();
    stuck.dropped.recv().await.expect("the handler is dropped");
    assert!(stuck.dropped.try_recv().is_err() && !staying.is_finished(), "but not the other's");
    staying.abort();
    stuck.dropped.recv().await.expect("now it is");
}

#[tokio::test]
async fn a_connection_lost_during_a_call_is_unavailable() {
    let mut stuck = StuckServer::with(|service| service).await;
    let client =
        stuck.server.builder().retry(RetryPolicy::none()).build().expect("the options are valid");
    let call = tokio::spawn(async move { client.get_project(Default::default()).await });
    stuck.asked.recv().await.expect("the handler is called");
    drop(stuck.server);
    let error = call.await.expect("the call ends").expect_err("no answer");
    assert_eq!((error.code(), error.http_status()), (Code::Unavailable, None), "{error}");
    assert!(!error.nothing_sent(), "{error:?}");
    stuck.dropped.recv().await.expect("the handler is dropped");
}
