//! Any bytes on a connection to the HTTP server, with a mock of the whole API behind it.
//!
//! The client sends the bytes and closes its side. The server must answer in HTTP, close the
//! connection and shut down, all without waiting for a timeout: libFuzzer's own ends an input that
//! waits. The socket is a real one, because the limits on connections are part of the target.

use std::cell::RefCell;

use gitpod_api::mock::Mock;
use gitpod_api::runtime::http::server::{HttpServer, HttpService};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

/// The first bytes of an HTTP/2 connection.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The type of the first frame of an HTTP/2 server, `SETTINGS`, after three bytes of length.
const SETTINGS: Option<&u8> = Some(&4);

thread_local! {
    static STATE: RefCell<Option<(Runtime, HttpService)>> = const { RefCell::new(None) };
}

/// Serves a connection with the bytes and checks the answer.
pub(crate) fn check(data: &[u8]) {
    STATE.with_borrow_mut(|state| {
        let (runtime, service) = state.get_or_insert_with(start);
        let answer = runtime.block_on(exchange(service.clone(), data));
        let is_http2 = data.starts_with(PREFACE);
        let is_http = if is_http2 { answer.get(3) == SETTINGS } else { is_http1(&answer) };
        assert!(answer.is_empty() || is_http, "{}", answer.escape_ascii());
    });
}

fn is_http1(answer: &[u8]) -> bool {
    answer.starts_with(b"HTTP/1.1 ") || answer.starts_with(b"HTTP/1.0 ")
}

/// A runtime, and a service without memory, so that an input gives the same result every time.
fn start() -> (Runtime, HttpService) {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let router = Mock::builder().seed(1).stateless().build().router();
    (runtime, router.into_http().also_below("/api").validate_requests())
}

/// Sends the bytes to a server of their own and returns the answer, after the server has shut down.
async fn exchange(service: HttpService, data: &[u8]) -> Vec<u8> {
    let server = HttpServer::bind("127.0.0.1:0").await.expect("a free port");
    let address = server.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(server.serve(service, async {
        let _ = stopped.await;
    }));
    let stream = TcpStream::connect(address).await.expect("a connection");
    let (mut read, mut write) = stream.into_split();
    let mut answer = Vec::new();
    // The server may close the connection before it has read everything, which breaks both sides.
    let sending = async {
        let _ = write.write_all(data).await;
        let _ = write.shutdown().await;
    };
    let _ = tokio::join!(sending, read.read_to_end(&mut answer));
    drop(stop);
    serving.await.expect("the server does not panic");
    answer
}
