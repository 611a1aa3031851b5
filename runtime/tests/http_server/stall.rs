//! Clients that do not take their responses.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::task::{Context, Poll};

use bytes::Bytes;
use gitpod_runtime::http::server::HttpServer;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{Duration, advance};

use crate::clock::Clock;
use crate::counted::Counter;
use crate::support::{LONG, read_to_close};

const STALL: Duration = Duration::from_secs(30);

/// A service whose responses are counted buffers.
#[derive(Clone)]
struct Large {
    size: usize,
    buffers: Counter,
}

impl tower_service::Service<http::Request<Incoming>> for Large {
    type Response = http::Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: http::Request<Incoming>) -> Self::Future {
        let body = self.buffers.buffer(vec![b'x'; self.size]);
        ready(Ok(http::Response::new(Full::new(body))))
    }
}

impl Large {
    /// Starts a server whose other timeouts are out of reach.
    async fn start(size: usize) -> (SocketAddr, Counter) {
        let (address, buffers, _) = Self::serve(size, std::future::pending()).await;
        (address, buffers)
    }

    /// Starts a server like [`start`](Self::start) that shuts down.
    async fn serve(
        size: usize,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> (SocketAddr, Counter, JoinHandle<()>) {
        let buffers = Counter::default();
        let server = HttpServer::bind("127.0.0.1:0").await.unwrap();
        let server = server.stall_timeout(STALL).shutdown_grace(LONG);
        let server = server.header_timeout(LONG).idle_timeout(LONG).ping_interval(LONG);
        let address = server.local_addr().unwrap();
        let service = Self { size, buffers: buffers.clone() };
        let serving = tokio::spawn(server.serve(service, shutdown));
        (address, buffers, serving)
    }
}

fn get(address: SocketAddr) -> http::Request<Full<Bytes>> {
    http::Request::get(format!("http://{address}/")).body(Full::default()).unwrap()
}

/// A client over HTTP/2 whose streams have a window of so many bytes.
fn with_window(bytes: u32) -> http2::Builder<TokioExecutor> {
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder.initial_stream_window_size(bytes).initial_connection_window_size(100 << 20);
    builder
}

/// Connects a socket whose buffer takes only a part of a large response.
async fn connect_with_small_buffer(address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(16 << 10).unwrap();
    socket.connect(address).await.unwrap()
}

/// Asserts that the stall timeout passed, and no other one.
fn assert_stalled(elapsed: Duration) {
    assert!(elapsed >= STALL && elapsed < LONG, "{elapsed:?}");
}

#[tokio::test(start_paused = true)]
async fn streams_without_a_window_are_reset_and_their_responses_freed() {
    const SIZE: u32 = 40_000;
    let clock = Clock::stop();
    // The window ends before, within and at the end of a piece, and one byte before the end.
    for window in [0, 1, 16_384, 20_000, SIZE - 1] {
        let (address, buffers) = Large::start(SIZE as usize).await;
        let io = TokioIo::new(TcpStream::connect(address).await.unwrap());
        let (mut sender, connection) = with_window(window).handshake(io).await.unwrap();
        tokio::spawn(connection);
        let mut responses = Vec::new();
        for _ in 0..20 {
            responses.push(sender.send_request(get(address)).await.unwrap());
        }
        assert_eq!(buffers.live(), 20, "window {window}");
        assert_stalled(clock.advance_until(buffers.all_freed()).await);
        for response in responses {
            let error = response.into_body().collect().await.unwrap_err();
            assert!(format!("{error:?}").contains("CANCEL"), "window {window}: {error:?}");
        }
        // The connection still serves requests.
        assert_eq!(sender.send_request(get(address)).await.unwrap().status(), 200);
    }
}

#[tokio::test(start_paused = true)]
async fn a_response_of_one_piece_stalls_only_without_a_window() {
    const SIZE: usize = 200;
    let clock = Clock::stop();
    let respond = async |window| {
        let (address, buffers) = Large::start(SIZE).await;
        let io = TokioIo::new(TcpStream::connect(address).await.unwrap());
        let (mut sender, connection) = with_window(window).handshake(io).await.unwrap();
        tokio::spawn(connection);
        (sender.send_request(get(address)).await.unwrap().into_body(), buffers)
    };
    let (body, buffers) = respond(0).await;
    assert_stalled(clock.advance_until(buffers.all_freed()).await);
    assert!(format!("{:?}", body.collect().await.unwrap_err()).contains("CANCEL"));

    let (body, buffers) = respond(1).await;
    advance(2 * STALL).await;
    assert_eq!(body.collect().await.unwrap().to_bytes().len(), SIZE);
    buffers.all_freed().await;
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_waits_for_data_that_the_client_may_still_take() {
    const SIZE: usize = 200;
    let clock = Clock::stop();
    for patience in [STALL / 2, 2 * STALL] {
        let (shutdown, stopped) = oneshot::channel::<()>();
        let (address, buffers, server) = Large::serve(SIZE, async { stopped.await.unwrap() }).await;
        let io = TokioIo::new(TcpStream::connect(address).await.unwrap());
        let (mut sender, connection) = with_window(1).handshake(io).await.unwrap();
        tokio::spawn(connection);
        let mut body = sender.send_request(get(address)).await.unwrap().into_body();
        // The client has the first byte, so the call has ended.
        let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!((first.len(), buffers.live()), (1, 1));
        shutdown.send(()).unwrap();
        advance(patience).await;
        if patience < STALL {
            drop(first);
            assert_eq!(body.collect().await.unwrap().to_bytes().len(), SIZE - 1);
        } else {
            clock.advance_until(buffers.all_freed()).await;
            assert!(body.collect().await.is_err());
        }
        server.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_client_gets_its_response() {
    const SIZE: usize = 8 * 16_384;
    let _clock = Clock::stop();
    let (address, buffers) = Large::start(SIZE).await;
    let io = TokioIo::new(TcpStream::connect(address).await.unwrap());
    let (mut sender, connection) = with_window(16_384).handshake(io).await.unwrap();
    tokio::spawn(connection);
    let mut body = sender.send_request(get(address)).await.unwrap().into_body();
    let mut length = 0;
    while length < SIZE {
        length += body.frame().await.unwrap().unwrap().into_data().unwrap().len();
        advance(STALL / 2).await;
    }
    assert!(body.frame().await.is_none_or(|frame| frame.unwrap().into_data().unwrap().is_empty()));
    buffers.all_freed().await;
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_not_read_is_closed() {
    const SIZE: usize = 32 << 20;
    let clock = Clock::stop();
    let (address, buffers) = Large::start(SIZE).await;
    let mut stream = connect_with_small_buffer(address).await;
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    stream.readable().await.unwrap();
    assert_stalled(clock.advance_until(buffers.all_freed()).await);
    assert!(read_to_close(&mut stream).await.len() < SIZE);
}

#[tokio::test(start_paused = true)]
async fn an_http2_connection_that_is_not_read_is_closed() {
    const SIZE: u32 = 32 << 20;
    let clock = Clock::stop();
    let (address, buffers) = Large::start(SIZE as usize).await;
    let io = TokioIo::new(connect_with_small_buffer(address).await);
    let (mut sender, mut connection) = with_window(2 * SIZE).handshake(io).await.unwrap();
    let response = tokio::select! {
        _ = &mut connection => panic!("the connection ended"),
        response = sender.send_request(get(address)) => response.unwrap(),
    };
    // From here on, nothing polls the client's connection.
    assert_stalled(clock.advance_until(buffers.all_freed()).await);
    drop(response);
}
