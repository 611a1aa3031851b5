//! A server on this machine that answers as a test says.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

/// A request as it came.
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

/// A server on a free port, which ends with the test's process.
pub(crate) struct Server {
    port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Answers each request; `None` for never.
    pub(crate) fn start(answer: impl Fn(&Seen) -> Option<Vec<u8>> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&seen);
        thread::spawn(move || {
            // One after the other: the program has one call at a time.
            for stream in listener.incoming() {
                serve(stream.unwrap(), &all, &answer);
            }
        });
        Self { port, seen }
    }

    /// Answers every request with this JSON.
    pub(crate) fn replying(json: &str) -> Self {
        Self::answering("200 OK", "application/json", json)
    }

    /// Answers every request with this.
    pub(crate) fn answering(status: &str, content_type: &str, body: &str) -> Self {
        let response = response(status, content_type, body);
        Self::start(move |_| Some(response.clone()))
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/api", self.port)
    }

    /// What came so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The only request that came.
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
            // Until the client gives up, which may end in a reset.
            None => drop(reader.read(&mut [0])),
        }
    }
}

/// Reads a request with a length; `None` when the client is done.
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

/// A response with a length.
pub(crate) fn response(status: &str, content_type: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\n");
    format!("{head}content-length: {length}\r\n\r\n{body}").into_bytes()
}

/// A response that is an error of the API.
pub(crate) fn error(status: &str, body: &Value) -> Vec<u8> {
    response(status, "application/json", &body.to_string())
}
