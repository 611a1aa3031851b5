//! Any bytes as the response to a client: status, headers, content type and body, or no HTTP at all.
//!
//! The call must end, and its error must be short, printable and free of the credentials that the
//! client sent. All hosts are reached through a proxy, which is the server that sends the bytes, so
//! that redirects do not leave the machine.

use std::cell::RefCell;
use std::ffi::OsString;
use std::sync::{Arc, Mutex};

use gitpod_api::runtime::rpc::RetryPolicy;
use gitpod_api::{Client, Error, GetProjectRequest};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

/// The token, which seeds echo.
const TOKEN: &str = "token-7c1f9a";

/// The value of a header with credentials, which seeds echo.
const KEY: &str = "key-52d08b";

/// The maximum length of an error in one line, in bytes.
const MAX_TEXT: usize = 16 << 10;

/// The bytes that the server answers with.
type Reply = Arc<Mutex<Vec<u8>>>;

struct State {
    runtime: Runtime,
    client: Client,
    reply: Reply,
}

thread_local! {
    static STATE: RefCell<Option<State>> = const { RefCell::new(None) };
}

/// Makes a call that is answered with the bytes, and checks its error.
pub(crate) fn check(data: &[u8]) {
    STATE.with_borrow_mut(|state| {
        let State { runtime, client, reply } = state.get_or_insert_with(start);
        *reply.lock().expect("no panic") = data.to_vec();
        let call = client.projects().retrieve(GetProjectRequest::default());
        if let Err(error) = runtime.block_on(call) {
            check_error(&error);
        }
    });
}

fn check_error(error: &Error) {
    let line = error.to_string();
    assert!(line.len() <= MAX_TEXT, "{} bytes: {line}", line.len());
    assert!(!line.contains(char::is_control), "{line:?}");
    let hint = error.hint().unwrap_or_default();
    for text in [line, format!("{error:?}"), format!("{error:#?}"), error.to_json(), hint.into()] {
        assert!(!text.contains(TOKEN) && !text.contains(KEY), "{text}");
    }
}

fn start() -> State {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let reply = Reply::default();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let proxy = format!("http://{}", listener.local_addr().expect("an address"));
    runtime.spawn(answer(listener, Arc::clone(&reply)));
    let lookup = |name: &str| (name == "ALL_PROXY").then(|| OsString::from(&proxy));
    let _guard = runtime.enter();
    let client = Client::builder()
        .read_env_with(lookup)
        .base_url("http://api.invalid/v1")
        .allow_plain_http()
        .token(TOKEN)
        .header("x-api-key", KEY)
        .retry(RetryPolicy::none())
        .max_response_size(1 << 20)
        .build();
    State { client: client.expect("valid settings"), runtime, reply }
}

/// Sends the reply on every connection, once the request has begun to arrive.
async fn answer(listener: TcpListener, reply: Reply) {
    loop {
        let (stream, _) = listener.accept().await.expect("a connection");
        let bytes = reply.lock().expect("no panic").clone();
        tokio::spawn(send(stream, bytes));
    }
}

async fn send(mut stream: TcpStream, reply: Vec<u8>) {
    let mut request = [0; 4096];
    if stream.read(&mut request).await.is_ok() {
        // The client may have closed the connection after a part of the reply.
        let _ = stream.write_all(&reply).await;
        let _ = stream.shutdown().await;
        while stream.read(&mut request).await.is_ok_and(|count| count > 0) {}
    }
}
