//! How calls and servers end.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::client::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc};

use crate::support::{Answer, EMMA, GET_BOOK, Server, book, echo, post, read_to_close, router};

/// Tells that it is gone.
struct Guard(mpsc::UnboundedSender<&'static str>);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.send("dropped");
    }
}

/// A server whose handler tells when it begins and when it is dropped, and ends when it may.
struct Slow {
    server: Server,
    events: mpsc::UnboundedReceiver<&'static str>,
    may_end: Arc<Notify>,
}

impl Slow {
    async fn start(
        configure: impl FnOnce(
            gitpod_runtime::http::server::HttpServer,
        ) -> gitpod_runtime::http::server::HttpServer,
    ) -> Self {
        let (tell, events) = mpsc::unbounded_channel();
        let may_end = Arc::new(Notify::new());
        let wait = Arc::clone(&may_end);
        let service = router(move |request| {
            let (guard, wait) = (Guard(tell.clone()), Arc::clone(&wait));
            async move {
                let _ = guard.0.send("began");
                wait.notified().await;
                Ok(book(request.message.title))
            }
        });
        let server = Server::start_with(service.into_http(), configure).await;
        Self { server, events, may_end }
    }

    async fn http1(&self) -> http1::SendRequest<Full<Bytes>> {
        let io = TokioIo::new(self.server.connect().await);
        let (sender, connection) = http1::handshake(io).await.unwrap();
        tokio::spawn(connection);
        sender
    }

    async fn http2(&self) -> http2::SendRequest<Full<Bytes>> {
        let io = TokioIo::new(self.server.connect().await);
        let (sender, connection) = http2::handshake(TokioExecutor::new(), io).await.unwrap();
        tokio::spawn(connection);
        sender
    }

    /// The request for HTTP/2, which wants the whole address.
    fn whole(&self) -> http::Request<Full<Bytes>> {
        post(&format!("http://{}{GET_BOOK}", self.server.address), EMMA)
    }
}

#[tokio::test]
async fn a_handler_is_dropped_when_its_caller_goes_away() {
    let mut slow = Slow::start(|server| server).await;
    let mut sender = slow.http1().await;
    let call = tokio::spawn(async move { sender.send_request(post(GET_BOOK, EMMA)).await });
    assert_eq!(slow.events.recv().await, Some("began"));
    call.abort();
    assert_eq!(slow.events.recv().await, Some("dropped"));

    // Over HTTP/2 the connection stays, and only the call goes.
    let mut sender = slow.http2().await;
    let (mut other, request) = (sender.clone(), slow.whole());
    let call = tokio::spawn(async move { sender.send_request(request).await });
    assert_eq!(slow.events.recv().await, Some("began"));
    call.abort();
    assert_eq!(slow.events.recv().await, Some("dropped"));
    slow.may_end.notify_one();
    let answer = other.send_request(slow.whole()).await.unwrap();
    assert_eq!(Answer::read(answer).await.text(), EMMA);
}

#[tokio::test]
async fn calls_end_and_no_new_ones_begin_when_it_shuts_down() {
    let mut slow = Slow::start(|server| server).await;
    let (mut one, mut two) = (slow.http1().await, slow.http2().await);
    let request = slow.whole();
    let one = tokio::spawn(async move {
        let answer = Answer::read(one.send_request(post(GET_BOOK, EMMA)).await.unwrap()).await;
        (answer, one)
    });
    let two = tokio::spawn(async move { two.send_request(request).await });
    assert_eq!(slow.events.recv().await, Some("began"));
    assert_eq!(slow.events.recv().await, Some("began"));

    let mut idle = slow.server.connect().await;
    let address = slow.server.address;
    let stopped = slow.server.stop();
    // A connection without a call is closed while calls go on.
    assert_eq!(read_to_close(&mut idle).await, "");
    assert!(TcpStream::connect(address).await.is_err());
    assert!(!stopped.is_finished());

    slow.may_end.notify_waiters();
    let (answer, mut sender) = one.await.unwrap();
    assert_eq!(answer.text(), EMMA);
    assert_eq!(Answer::read(two.await.unwrap().unwrap()).await.text(), EMMA);
    stopped.await.unwrap();
    assert!(sender.send_request(post(GET_BOOK, EMMA)).await.is_err());
}

#[tokio::test]
async fn idle_connections_do_not_hold_the_shutdown() {
    let server = Server::start(echo()).await;
    let io = TokioIo::new(server.connect().await);
    let (mut kept, connection) = http1::handshake(io).await.unwrap();
    let closed = tokio::spawn(connection);
    let answer = kept.send_request(post(GET_BOOK, EMMA)).await.unwrap();
    assert_eq!(Answer::read(answer).await.text(), EMMA);
    let io = TokioIo::new(server.connect().await);
    let (mut other, connection) =
        http2::handshake::<_, _, Full<Bytes>>(TokioExecutor::new(), io).await.unwrap();
    tokio::spawn(connection);
    other.ready().await.unwrap();
    server.stop().await.unwrap();
    closed.await.unwrap().unwrap();
    assert!(kept.is_closed());
}

#[tokio::test(start_paused = true)]
async fn a_call_that_does_not_end_is_cut_off_after_the_grace() {
    let mut slow = Slow::start(|server| server.shutdown_grace(Duration::from_secs(9))).await;
    let mut sender = slow.http1().await;
    let call = tokio::spawn(async move { sender.send_request(post(GET_BOOK, EMMA)).await });
    assert_eq!(slow.events.recv().await, Some("began"));
    slow.server.stop().await.unwrap();
    assert_eq!(slow.events.recv().await, Some("dropped"));
    assert!(call.await.unwrap().is_err());
}

#[tokio::test]
async fn dropping_the_server_drops_its_calls() {
    let mut slow = Slow::start(|server| server).await;
    let mut sender = slow.http1().await;
    let call = tokio::spawn(async move { sender.send_request(post(GET_BOOK, EMMA)).await });
    assert_eq!(slow.events.recv().await, Some("began"));
    slow.server.abort();
    assert_eq!(slow.events.recv().await, Some("dropped"));
    assert!(call.await.unwrap().is_err());
}

#[tokio::test]
async fn a_taken_port_is_an_error() {
    let server = Server::start(echo()).await;
    let taken = gitpod_runtime::http::server::HttpServer::bind(server.address).await;
    assert_eq!(taken.unwrap_err().kind(), std::io::ErrorKind::AddrInUse);
}
