//! The client in front of the servers, which is the same for all of them. It sends and returns bytes.

use std::time::Instant;

use bench_peers::prost;
use bench_support::Arguments;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::process::Server;
use crate::size::{ID, Size};

/// Measures the server of a candidate: in JSON over HTTP/1.1, or in gRPC.
pub(crate) async fn measure(size: Size, arguments: &Arguments, server: Server) {
    if matches!(arguments.candidate.as_str(), "tonic" | "ours-grpc" | "connectrpc-grpc") {
        grpc(size, arguments, server).await;
        return;
    }
    let mut connection = Connection::open(server.port()).await;
    repeat(size, arguments, server, async || {
        let body = connection.call(size).await;
        move || serde_json::from_slice(&body).expect("valid")
    })
    .await;
}

async fn grpc(size: Size, arguments: &Arguments, server: Server) {
    let channel =
        tonic::transport::Endpoint::from_shared(format!("http://127.0.0.1:{}", server.port()));
    let channel = channel.expect("a URL").connect().await.expect("it listens");
    let client = prost::project_service_client::ProjectServiceClient::new(channel);
    let mut client = client.max_decoding_message_size(64 << 20);
    match size {
        Size::Small => {
            repeat(size, arguments, server, async || {
                let request = prost::GetProjectRequest { project_id: ID.to_owned() };
                let response = client.get_project(request).await.expect("it answers").into_inner();
                move || serde_json::to_value(response).expect("valid")
            })
            .await;
        }
        Size::List => {
            repeat(size, arguments, server, async || {
                let request = prost::ListProjectsRequest::default();
                let response =
                    client.list_projects(request).await.expect("it answers").into_inner();
                move || serde_json::to_value(response).expect("valid")
            })
            .await;
        }
    }
}

/// Makes calls one after the other, and prints the times of the server's process.
async fn repeat<F: FnOnce() -> Value>(
    size: Size,
    arguments: &Arguments,
    mut server: Server,
    mut call: impl AsyncFnMut() -> F,
) {
    let show = call().await;
    let content = size.canonical(&show());
    for _ in 0..arguments.iterations / 10 {
        call().await;
    }
    let (start, before) = (Instant::now(), server.cpu_time());
    for _ in 0..arguments.iterations {
        call().await;
    }
    let cpu = server.cpu_time() - before;
    bench_support::print(arguments.iterations, start.elapsed(), cpu, &content);
}

/// A connection of hyper over HTTP/1.1.
pub(crate) struct Connection {
    sender: SendRequest<Full<Bytes>>,
}

impl Connection {
    pub(crate) async fn open(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.expect("it listens");
        stream.set_nodelay(true).expect("a TCP socket");
        let (sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("HTTP/1.1");
        tokio::spawn(connection);
        Self { sender }
    }

    /// Makes a call in JSON, and returns the body of the response.
    pub(crate) async fn call(&mut self, size: Size) -> Bytes {
        let request = http::Request::post(size.path())
            .header("host", "127.0.0.1")
            .header("content-type", "application/json")
            .header("connect-protocol-version", "1")
            .header("authorization", "Bearer token")
            .body(Full::from(size.request()))
            .expect("valid");
        self.send(request).await
    }

    /// Sends a request, and returns the body of the response.
    pub(crate) async fn send(&mut self, request: http::Request<Full<Bytes>>) -> Bytes {
        self.sender.ready().await.expect("it is open");
        let response = self.sender.send_request(request).await.expect("it answers");
        assert_eq!(response.status(), 200);
        response.into_body().collect().await.expect("a body").to_bytes()
    }
}
