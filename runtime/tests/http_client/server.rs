//! A server that sends the bytes of a test, including responses that no HTTP library would send.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// A received request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// A query parameter. Values have no escapes in these tests.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let (_, query) = self.target.split_once('?')?;
        query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }
}

/// The server's answer to a request.
pub(crate) enum Answer {
    /// Sends the bytes and waits for the next request.
    Send(Vec<u8>),
    /// Sends the bytes and closes the connection.
    Break(Vec<u8>),
    /// Sends the bytes, and nothing more until the client disconnects.
    Stall(Vec<u8>),
}

/// A server on a free port of the loopback interface.
pub(crate) struct Server {
    port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
    /// Receives a message when a client closes a connection on which the server stalls.
    pub(crate) gone: mpsc::UnboundedReceiver<()>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Starts a server with a function of the number of the request, from 0.
    pub(crate) async fn start(
        answer: impl Fn(usize, &Seen) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (left, gone) = mpsc::unbounded_channel();
        let connections = Connections { answer: Arc::new(answer), seen: Arc::clone(&seen), left };
        let number = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&number);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(connections.clone().serve(stream));
            }
        });
        Self { port, seen, connections: number, gone, task }
    }

    /// Starts a server with the same response to every request.
    pub(crate) async fn answering(response: Vec<u8>) -> Self {
        Self::start(move |_, _| Answer::Send(response.clone())).await
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/api", self.port)
    }

    /// The URL of the same server with another origin.
    pub(crate) fn other_origin(&self) -> String {
        format!("http://localhost:{}/api", self.port)
    }

    /// The number of connections that were accepted.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

type AnswerFn = dyn Fn(usize, &Seen) -> Answer + Send + Sync;

#[derive(Clone)]
struct Connections {
    answer: Arc<AnswerFn>,
    seen: Arc<Mutex<Vec<Seen>>>,
    left: mpsc::UnboundedSender<()>,
}

impl Connections {
    async fn serve(self, mut stream: TcpStream) {
        while let Some(seen) = read(&mut stream).await {
            let number = {
                let mut all = self.seen.lock().unwrap();
                all.push(seen.clone());
                all.len() - 1
            };
            match (self.answer)(number, &seen) {
                Answer::Send(bytes) => stream.write_all(&bytes).await.unwrap(),
                Answer::Break(bytes) => return stream.write_all(&bytes).await.unwrap(),
                Answer::Stall(bytes) => {
                    stream.write_all(&bytes).await.unwrap();
                    // Both the end of the stream and a reset mean that the client is gone.
                    let _ = stream.read(&mut [0]).await;
                    let _ = self.left.send(());
                    return;
                }
            }
        }
    }
}

/// Reads a request with a content length. `None` if the client closed the connection.
async fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ').map(str::to_owned);
    let headers = lines.filter_map(|line| line.split_once(": "));
    let mut seen = Seen {
        method: first.next()?,
        target: first.next()?,
        headers: headers.map(|(name, value)| (name.to_lowercase(), value.into())).collect(),
        body: Vec::new(),
    };
    let length = seen.header("content-length").map_or(0, |length| length.parse().unwrap());
    seen.body = vec![0; length];
    stream.read_exact(&mut seen.body).await.ok()?;
    Some(seen)
}

/// Reads a request, which is small, and answers it as a `GetBook` call.
pub(crate) async fn answer(stream: &mut TcpStream) {
    assert_ne!(stream.read(&mut [0; 4096]).await.unwrap(), 0);
    stream.write_all(&emma()).await.unwrap();
}

/// A response with a content length.
pub(crate) fn response(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut out = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n", body.len()).into_bytes();
    for (name, value) in headers {
        out.extend(format!("{name}: {value}\r\n").into_bytes());
    }
    out.extend(b"\r\n");
    out.extend(body);
    out
}

/// A JSON response.
pub(crate) fn json(status: &str, body: &str) -> Vec<u8> {
    response(status, &[("content-type", "application/json")], body)
}

/// The response of a `GetBook` call.
pub(crate) fn emma() -> Vec<u8> {
    json("200 OK", r#"{"title":"Emma","author":"Jane Austen"}"#)
}
