//! The end of calls and of servers: disconnects, graceful shutdown, abort.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use gitpod_runtime::http::server::HttpServer;
use http_body_util::Full;
use hyper::client::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;

use crate::support::{
    EMMA, GET_BOOK, HttpResponse, LONG, Server, book, echo, post, read_to_close, router,
};

/// Reports when it is dropped.
struct Guard(mpsc::UnboundedSender<&'static str>);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.send("dropped");
    }
}

/// A server whose handler reports when it begins and when it is dropped, and returns when notified.
struct Slow {
    server: Server,
    events: mpsc::UnboundedReceiver<&'static str>,
    finish: Arc<Notify>,
}

impl Slow {
    async fn start(configure: impl FnOnce(HttpServer) -> HttpServer) -> Self {
        let (report, events) = mpsc::unbounded_channel();
        let finish = Arc::new(Notify::new());
        let wait = Arc::clone(&finish);
        let service = router(move |request| {
            let (guard, wait) = (Guard(report.clone()), Arc::clone(&wait));
            async move {
                let _ = guard.0.send("began");
                wait.notified().await;
                Ok(book(request.message.title))
            }
        });
        let server = Server::start_with(service.into_http(), configure).await;
        Self { server, events, finish }
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

    /// A request for HTTP/2, which requires an absolute URI.
    fn absolute(&self) -> http::Request<Full<Bytes>> {
        post(&format!("http://{}{GET_BOOK}", self.server.address), EMMA)
    }
}

/// Sets timeouts that no test reaches, so that a shutdown that waits for one hangs.
fn without_timeouts(server: HttpServer) -> HttpServer {
    server.shutdown_grace(LONG).header_timeout(LONG)
}

#[tokio::test]
async fn a_handler_is_dropped_when_its_client_disconnects() {
    let mut slow = Slow::start(|server| server).await;
    let mut sender = slow.http1().await;
    let call = tokio::spawn(async move { sender.send_request(post(GET_BOOK, EMMA)).await });
    assert_eq!(slow.events.recv().await, Some("began"));
    call.abort();
    assert_eq!(slow.events.recv().await, Some("dropped"));

    // Over HTTP/2 the call is cancelled and the connection stays open.
    let mut sender = slow.http2().await;
    let (mut other, request) = (sender.clone(), slow.absolute());
    let call = tokio::spawn(async move { sender.send_request(request).await });
    assert_eq!(slow.events.recv().await, Some("began"));
    call.abort();
    assert_eq!(slow.events.recv().await, Some("dropped"));
    slow.finish.notify_one();
    let response = other.send_request(slow.absolute()).await.unwrap();
    assert_eq!(HttpResponse::read(response).await.text(), EMMA);
}

#[tokio::test]
async fn a_shutdown_finishes_calls_and_accepts_no_others() {
    let mut slow = Slow::start(without_timeouts).await;
    let (mut one, mut two) = (slow.http1().await, slow.http2().await);
    let request = slow.absolute();
    let one = tokio::spawn(async move {
        let response =
            HttpResponse::read(one.send_request(post(GET_BOOK, EMMA)).await.unwrap()).await;
        (response, one)
    });
    let two = tokio::spawn(async move { two.send_request(request).await });
    assert_eq!(slow.events.recv().await, Some("began"));
    assert_eq!(slow.events.recv().await, Some("began"));

    let mut idle = slow.server.connect().await;
    let address = slow.server.address;
    let stopped = slow.server.stop();
    // An idle connection is closed while calls are in progress.
    assert_eq!(read_to_close(&mut idle).await, "");
    assert!(TcpStream::connect(address).await.is_err());
    assert!(!stopped.is_finished());

    slow.finish.notify_waiters();
    let (response, mut sender) = one.await.unwrap();
    assert_eq!(response.text(), EMMA);
    assert_eq!(HttpResponse::read(two.await.unwrap().unwrap()).await.text(), EMMA);
    stopped.await.unwrap();
    assert!(sender.send_request(post(GET_BOOK, EMMA)).await.is_err());
}

#[tokio::test]
async fn idle_connections_do_not_delay_the_shutdown() {
    let server = Server::start_with(echo(), without_timeouts).await;
    let io = TokioIo::new(server.connect().await);
    let (mut kept, connection) = http1::handshake(io).await.unwrap();
    let closed = tokio::spawn(connection);
    let response = kept.send_request(post(GET_BOOK, EMMA)).await.unwrap();
    assert_eq!(HttpResponse::read(response).await.text(), EMMA);
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
async fn a_call_that_does_not_finish_is_aborted_after_the_grace_period() {
    let mut slow = Slow::start(|server| server.shutdown_grace(Duration::from_secs(9))).await;
    let mut sender = slow.http1().await;
    let call = tokio::spawn(async move { sender.send_request(post(GET_BOOK, EMMA)).await });
    assert_eq!(slow.events.recv().await, Some("began"));
    let begin = Instant::now();
    slow.server.stop().await.unwrap();
    assert_eq!(begin.elapsed().as_secs(), 9);
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
async fn binding_a_port_in_use_is_an_error() {
    let server = Server::start(echo()).await;
    let taken = HttpServer::bind(server.address).await;
    assert_eq!(taken.unwrap_err().kind(), std::io::ErrorKind::AddrInUse);
}
