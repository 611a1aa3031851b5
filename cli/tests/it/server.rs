//! A local server with configurable responses.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

/// A received request.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Such as `POST /api/a.B/C`.
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// A server on a free port. It runs until the test process exits.
pub(crate) struct Server {
    port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Starts a server that answers each request; `None` for no response.
    pub(crate) fn start(answer: impl Fn(&Seen) -> Option<Vec<u8>> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&seen);
        thread::spawn(move || {
            // Sequentially, because the program makes one call at a time.
            for stream in listener.incoming() {
                serve(stream.unwrap(), &all, &answer);
            }
        });
        Self { port, seen }
    }

    /// Starts a server that answers every request with this JSON.
    pub(crate) fn replying(json: &str) -> Self {
        Self::answering("200 OK", "application/json", json)
    }

    /// Starts a server that answers every request with this response.
    pub(crate) fn answering(status: &str, content_type: &str, body: &str) -> Self {
        let response = response(status, content_type, body);
        Self::start(move |_| Some(response.clone()))
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/api", self.port)
    }

    /// The requests so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The only request.
    #[track_caller]
    pub(crate) fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen[0].clone()
    }
}

/// Answers the requests of a connection until it ends.
fn serve(
    mut stream: TcpStream,
    all: &Mutex<Vec<Seen>>,
    answer: &impl Fn(&Seen) -> Option<Vec<u8>>,
) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while let Some(seen) = read(&mut reader) {
        all.lock().unwrap().push(seen.clone());
        match answer(&seen) {
            Some(response) => stream.write_all(&response).unwrap(),
            // Waits for the client to close the connection, possibly with a reset.
            None => drop(reader.read(&mut [0])),
        }
    }
}

/// Reads a request with a content length; `None` at the end of the connection.
fn read(reader: &mut impl BufRead) -> Option<Seen> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let target = lines.first()?.trim_end_matches(" HTTP/1.1").to_owned();
    let headers = lines.iter().filter_map(|line| line.split_once(':'));
    let headers =
        headers.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect();
    let mut seen = Seen { target, headers, body: String::new() };
    let length = seen.header("content-length").map_or(0, |length| length.parse().unwrap());
    reader.take(length).read_to_string(&mut seen.body).ok()?;
    Some(seen)
}

/// A response with a content length.
pub(crate) fn response(status: &str, content_type: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\n");
    format!("{head}content-length: {length}\r\n\r\n{body}").into_bytes()
}

/// An error response of the API.
pub(crate) fn error(status: &str, body: &Value) -> Vec<u8> {
    response(status, "application/json", &body.to_string())
}
