//! Time that runs out, and callers who leave, while a handler of the other side is at work.

use std::time::Duration;

use gitpod_api::client::ProjectServiceClient;
use gitpod_api::runtime::http::server::HttpService;
use gitpod_api::runtime::rpc::Context;
use gitpod_api::{BoxFuture, Client, Code, Error, GetProjectRequest, Message, RetryPolicy};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::rpcs;
use crate::server::Server;
use crate::services::{Asking, Behaviour};

const A_WHILE: Duration = Duration::from_secs(20);

/// Tells how much time it has, and answers at once.
struct Telling(UnboundedSender<Option<Duration>>);

impl Behaviour for Telling {
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
async fn every_handler_learns_how_much_time_it_has() {
    let (told, mut timeouts) = unbounded_channel();
    let server = Server::start(Telling(told)).await;
    let unlimited = server.builder().timeout(None).build().expect("all is set");
    let limited = server.builder().timeout(A_WHILE * 2).build().expect("all is set");
    for rpc in rpcs::all() {
        for (client, asking, longest) in [
            (&unlimited, Asking::EMPTY, None),
            (&limited, Asking::EMPTY, Some(A_WHILE * 2)),
            (&limited, Asking::EMPTY.timeout(A_WHILE), Some(A_WHILE)),
        ] {
            rpc.call(client, asking).await.unwrap_or_else(|error| panic!("{error}"));
            let timeout = timeouts.try_recv().expect("the handler has told");
            // What the way there takes is the caller's time too.
            assert!(timeout <= longest, "{timeout:?} of {longest:?}");
            assert_eq!(timeout.is_some(), longest.is_some());
            assert_ne!(timeout, Some(Duration::ZERO));
        }
    }
}

/// Never answers, and tells when it was asked and when it was dropped.
struct Stuck {
    asked: UnboundedSender<()>,
    dropped: UnboundedSender<()>,
}

struct Dropped(UnboundedSender<()>);

impl Drop for Dropped {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

impl Behaviour for Stuck {
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

/// A server that never answers.
struct Silence {
    server: Server,
    asked: UnboundedReceiver<()>,
    dropped: UnboundedReceiver<()>,
}

impl Silence {
    async fn with(configure: impl FnOnce(HttpService) -> HttpService) -> Self {
        let (asked, was_asked) = unbounded_channel();
        let (dropped, was_dropped) = unbounded_channel();
        let server = Server::with(Stuck { asked, dropped }, configure).await;
        Self { server, asked: was_asked, dropped: was_dropped }
    }

    /// The error of a call whose time is over while its handler is at work.
    async fn runs_out(&mut self, client: Client, timeout: Option<Duration>) -> Error {
        let call = tokio::spawn(async move {
            let mut call = client.get_project(GetProjectRequest::default());
            if let Some(timeout) = timeout {
                call = call.timeout(timeout);
            }
            call.await.expect_err("nobody answers")
        });
        self.asked.recv().await.expect("the handler is asked");
        // From here on, time passes when nothing else is left to do.
        tokio::time::pause();
        let error = call.await.expect("the call ends");
        self.dropped.recv().await.expect("the handler is dropped");
        error
    }
}

#[tokio::test]
async fn a_handler_that_never_answers_is_left_and_dropped() {
    let mut silence = Silence::with(|service| service).await;
    let client = silence.server.client();
    let error = silence.runs_out(client, Some(A_WHILE)).await;
    assert_eq!(*error.code(), Code::DeadlineExceeded, "{error}");
    // A repetition would begin when there is no time left for it.
    assert_eq!(error.attempts(), Some(1));
    assert!(silence.asked.try_recv().is_err());
}

#[tokio::test]
async fn a_client_that_gives_up_alone_takes_the_handler_with_it() {
    // The server would go on for a day.
    let a_day = Duration::from_secs(24 * 60 * 60);
    let mut silence = Silence::with(|service| service.min_timeout(a_day)).await;
    let client = silence.server.client();
    let error = silence.runs_out(client, Some(A_WHILE)).await;
    assert_eq!((error.code(), error.http_status()), (&Code::DeadlineExceeded, None), "{error}");
    assert!(error.message().contains("no reply within 20"), "{error}");
}

#[tokio::test]
async fn a_server_that_gives_up_alone_tells_the_client() {
    let mut silence = Silence::with(|service| service.default_timeout(A_WHILE)).await;
    let client = silence.server.builder().timeout(None).build().expect("all is set");
    let error = silence.runs_out(client, None).await;
    assert_eq!((error.code(), error.http_status()), (&Code::DeadlineExceeded, Some(504)));
    assert_eq!(error.attempts(), Some(1));
}

#[tokio::test]
async fn a_call_that_is_dropped_drops_its_handler() {
    let mut silence = Silence::with(|service| service).await;
    let client = silence.server.builder().timeout(None).build().expect("all is set");
    let get = |client: Client| async move { client.get_project(Default::default()).await };
    let (leaving, staying) = (tokio::spawn(get(client.clone())), tokio::spawn(get(client)));
    for _ in 0..2 {
        silence.asked.recv().await.expect("the handler is asked");
    }
    assert!(silence.dropped.try_recv().is_err(), "both callers are still there");
    leaving.abort();
    silence.dropped.recv().await.expect("the handler is dropped");
    assert!(silence.dropped.try_recv().is_err() && !staying.is_finished(), "but not the other's");
    staying.abort();
    silence.dropped.recv().await.expect("now it is");
}

#[tokio::test]
async fn a_server_that_is_gone_in_the_middle_of_a_call_is_unavailable() {
    let mut silence = Silence::with(|service| service).await;
    let client = silence.server.builder().retry(RetryPolicy::none()).build().expect("all is set");
    let call = tokio::spawn(async move { client.get_project(Default::default()).await });
    silence.asked.recv().await.expect("the handler is asked");
    drop(silence.server);
    let error = call.await.expect("the call ends").expect_err("nobody answers");
    assert_eq!((error.code(), error.http_status()), (&Code::Unavailable, None), "{error}");
    assert!(!error.nothing_sent(), "{error:?}");
    silence.dropped.recv().await.expect("the handler is dropped");
}
