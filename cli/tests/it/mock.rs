//! The mock server: prints its URL, answers, and exits on signals.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Child;

use crate::support::{run, start};

/// A running mock.
pub(crate) struct Mock {
    child: Child,
    /// The output after the URL.
    stdout: BufReader<std::process::ChildStdout>,
    url: String,
}

impl Mock {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = start(&[&["mock", "--port", "0"], arguments].concat());
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut url = String::new();
        stdout.read_line(&mut url).unwrap();
        Self { child, stdout, url: url.trim_end().to_owned() }
    }

    /// The base URL.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Posts JSON and returns the status line and the body.
    fn post(&self, path: &str, headers: &str, body: &str) -> (String, String) {
        let address = self.url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let length = body.len();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nhost: mock\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
        )
        .unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        (head.lines().next().unwrap().to_owned(), body.to_owned())
    }

    /// Sends a signal and expects exit code 0 without further output.
    #[cfg(unix)]
    fn ends_on(mut self, signal: &str) {
        let pid = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args(["-s", signal, &pid]).status();
        assert!(sent.unwrap().success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "");
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // Fails if the mock has exited, which is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
#[test]
fn answers_and_exits_on_ctrl_c() {
    let mock = Mock::start(&["--seed", "7"]);
    let request = r#"{"projectId": "0199a7d4-52c8-7e13-8f02-b4d91e6a7c35"}"#;
    for path in ["/gitpod.v1.ProjectService/GetProject", "/api/gitpod.v1.ProjectService/GetProject"]
    {
        let (status, body) = mock.post(path, "", request);
        assert_eq!(status, "HTTP/1.1 200 OK", "{body}");
        assert!(body.contains("0199a7d4-52c8-7e13-8f02-b4d91e6a7c35"), "{body}");
    }
    let (status, body) = mock.post(
        "/gitpod.v1.ProjectService/GetProject",
        "x-mock-error: permission_denied\r\n",
        request,
    );
    assert!(status.contains("403") && body.contains("permission_denied"), "{status} {body}");
    mock.ends_on("INT");
}

#[cfg(unix)]
#[test]
fn exits_on_sigterm() {
    let mock = Mock::start(&["--strict", "--latency", "1", "--host", "localhost"]);
    let request = r#"{"projectId": "0199a7d4-52c8-7e13-8f02-b4d91e6a7c35"}"#;
    let (status, body) = mock.post("/gitpod.v1.ProjectService/GetProject", "", request);
    assert!(status.contains("404") && body.contains("not_found"), "{status} {body}");
    mock.ends_on("TERM");
}

#[test]
fn calls_fail_at_the_fail_rate() {
    let mock = Mock::start(&["--fail-rate", "1"]);
    let (status, body) = mock.post("/gitpod.v1.UserService/GetAuthenticatedUser", "", "{}");
    assert!(status.contains("503") && body.contains("unavailable"), "{status} {body}");
}

#[test]
fn a_stateless_mock_forgets_that_it_deleted() {
    let mock = Mock::start(&["--stateless"]);
    let request = r#"{"projectId": "0199a7d4-52c8-7e13-8f02-b4d91e6a7c35"}"#;
    for rpc in ["DeleteProject", "GetProject", "DeleteProject"] {
        let path = format!("/gitpod.v1.ProjectService/{rpc}");
        let (status, body) = mock.post(&path, "", request);
        assert_eq!(status, "HTTP/1.1 200 OK", "{rpc}: {body}");
    }
    let run = run(&["mock", "--stateless", "--strict"], "").exits_with(2);
    assert!(run.stderr.contains("--strict"), "{}", run.stderr);
}

#[test]
fn a_mock_rejects_requests_with_too_many_elements() {
    let mock = Mock::start(&["--max-elements", "2"]);
    let path = "/gitpod.v1.ProjectService/CreateProjects";
    let (status, _) = mock.post(path, "", r#"{"projects": [{}, {}]}"#);
    assert!(status.contains("200"), "{status}");
    let (status, body) = mock.post(path, "", r#"{"projects": [{}, {}, {}]}"#);
    assert!(status.contains("429"), "{status}");
    assert!(body.contains("3 elements") && body.contains("--max-elements"), "{body}");
}

#[test]
fn a_mock_remembers_a_limited_number_of_resources() {
    let mock = Mock::start(&["--max-resources", "1"]);
    let delete = |id| {
        let request = format!(r#"{{"projectId": "0199a7d4-52c8-7e13-8f02-b4d91e6a7c3{id}"}}"#);
        mock.post("/gitpod.v1.ProjectService/DeleteProject", "", &request).0
    };
    let statuses = [1, 1, 2, 1].map(delete);
    let is_ok = statuses.each_ref().map(|status| status.contains("200"));
    // The second deletion of the first id fails until another one takes its place.
    assert_eq!(is_ok, [true, false, true, true], "{statuses:?}");
}

#[test]
fn connections_beyond_the_maximum_wait() {
    let mock = Mock::start(&["--max-connections", "1"]);
    let first = TcpStream::connect(mock.url().strip_prefix("http://").unwrap()).unwrap();
    std::thread::scope(|scope| {
        let call = || mock.post("/gitpod.v1.ProjectService/ListProjects", "", "{}");
        let second = scope.spawn(call);
        // The first connection is served while the second one waits.
        let (mut request, mut response) = (&first, [0; 12]);
        request.write_all(b"GET / HTTP/1.1\r\nhost: mock\r\n\r\n").unwrap();
        request.read_exact(&mut response).unwrap();
        assert!(!second.is_finished());
        drop(first);
        assert_eq!(second.join().unwrap().0, "HTTP/1.1 200 OK");
    });
}

#[test]
fn a_port_in_use_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = run(&["mock", "--port", &port], "").exits_with(1);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains(&format!("cannot listen on 127.0.0.1:{port}")), "{}", run.stderr);
}

#[test]
fn invalid_values_are_rejected() {
    for ([option, value], message) in [
        (["--port", "70000"], "70000"),
        (["--fail-rate", "2"], "from 0 to 1"),
        (["--latency", "soon"], "soon"),
        (["--max-resources", "0"], "from 1"),
        (["--max-elements", "-1"], "-1"),
        (["--max-connections", "0"], "from 1"),
    ] {
        let run = run(&["mock", option, value], "").exits_with(2);
        assert!(run.stderr.contains(message), "{}", run.stderr);
        assert!(run.stderr.contains(option), "{}", run.stderr);
        assert!(run.stderr.contains("try '--help'"), "{}", run.stderr);
    }
    assert!(run(&["help", "mock"], "").exits_with(0).stdout.contains("--fail-rate"));
}
