//! The clients. Each encodes the request, and decodes the response into the message of its stack, except for the bare
//! ones.

use std::hint::black_box;
use std::time::Instant;

use bench_peers::{connect, derived, prost};
use bench_support::Arguments;
use bytes::Bytes;
use connectrpc::client::{ClientConfig, HttpClient};
use gitpod_api::client::ProjectServiceClient as _;
use gitpod_api::runtime::codec::Codec;
use gitpod_api::{Client, GetProjectRequest, ListProjectsRequest, MessageExt as _};
use http_body_util::Full;
use serde_json::Value;

use crate::load::Connection;
use crate::size::{ID, Size};

/// Measures the client of a candidate.
pub(crate) async fn measure(size: Size, arguments: &Arguments, port: u16) {
    let base = format!("http://127.0.0.1:{port}");
    let n = arguments.iterations;
    match arguments.candidate.as_str() {
        "ours" => ours(size, n, &base, Codec::Json).await,
        "ours-binary" => ours(size, n, &base, Codec::Binary).await,
        "reqwest" => reqwest(size, n, &base, true).await,
        "reqwest-bytes" => reqwest(size, n, &base, false).await,
        "hyper" => hyper(size, n, port).await,
        "hyper-bytes" => hyper_bytes(size, n, port).await,
        "connectrpc" => connectrpc(size, n, &base, ClientConfig::json).await,
        "connectrpc-binary" => connectrpc(size, n, &base, ClientConfig::proto).await,
        "tonic" => tonic(size, n, base).await,
        unknown => panic!("unknown client: {unknown}"),
    }
}

/// Makes calls one after the other, and prints the times of this process.
async fn repeat<T>(
    size: Size,
    iterations: u32,
    show: impl FnOnce(T) -> Value,
    mut call: impl AsyncFnMut() -> T,
) {
    let content = size.canonical(&show(call().await));
    for _ in 0..iterations / 10 {
        black_box(call().await);
    }
    let (start, before) = (Instant::now(), bench_support::cpu_time());
    for _ in 0..iterations {
        black_box(call().await);
    }
    bench_support::print(iterations, start.elapsed(), bench_support::cpu_time() - before, &content);
}

fn json(text: impl AsRef<[u8]>) -> Value {
    serde_json::from_slice(text.as_ref()).expect("valid")
}

fn value(message: impl serde::Serialize) -> Value {
    serde_json::to_value(message).expect("valid")
}

async fn ours(size: Size, iterations: u32, base: &str, codec: Codec) {
    let client = Client::builder().base_url(base).token("token").codec(codec).build();
    let client = client.expect("it is configured");
    match size {
        Size::Small => {
            let show = |response: gitpod_api::GetProjectResponse| json(response.to_json());
            repeat(size, iterations, show, async || {
                let request = GetProjectRequest::default().with_project_id(ID);
                client.get_project(request).await.expect("it answers")
            })
            .await;
        }
        Size::List => {
            let show = |response: gitpod_api::ListProjectsResponse| json(response.to_json());
            repeat(size, iterations, show, async || {
                let request = ListProjectsRequest::default();
                client.list_projects(request).await.expect("it answers")
            })
            .await;
        }
    }
}

/// reqwest with the TLS setup of the bindings, and with serde's derive unless the bytes are wanted.
async fn reqwest(size: Size, iterations: u32, base: &str, decodes: bool) {
    rustls::crypto::ring::default_provider().install_default().expect("it is the first");
    let client = reqwest::Client::new();
    let url = format!("{base}{}", size.path());
    let send = async |body: Vec<u8>| {
        let request = client
            .post(&url)
            .header("content-type", "application/json")
            .header("connect-protocol-version", "1")
            .bearer_auth("token")
            .body(body);
        request.send().await.expect("it answers").bytes().await.expect("a body")
    };
    if decodes {
        derive(size, iterations, send).await;
    } else {
        repeat(size, iterations, json, async || send(size.request().into()).await).await;
    }
}

/// Makes calls with serde's derive.
async fn derive(size: Size, iterations: u32, mut send: impl AsyncFnMut(Vec<u8>) -> Bytes) {
    match size {
        Size::Small => {
            repeat(size, iterations, value, async || -> derived::GetProjectResponse {
                let request = derived::GetProjectRequest { project_id: ID.to_owned() };
                from_slice(&send(to_vec(&request)).await)
            })
            .await;
        }
        Size::List => {
            repeat(size, iterations, value, async || -> derived::ListProjectsResponse {
                let request = derived::ListProjectsRequest::default();
                from_slice(&send(to_vec(&request)).await)
            })
            .await;
        }
    }
}

fn to_vec(request: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(request).expect("valid")
}

fn from_slice<T: serde::de::DeserializeOwned>(body: &[u8]) -> T {
    serde_json::from_slice(body).expect("valid")
}

async fn hyper_bytes(size: Size, iterations: u32, port: u16) {
    let mut connection = Connection::open(port).await;
    repeat(size, iterations, json, async || connection.call(size).await).await;
}

/// hyper with the headers of the bindings, and with serde's derive.
async fn hyper(size: Size, iterations: u32, port: u16) {
    let mut connection = Connection::open(port).await;
    let send = async |body: Vec<u8>| {
        let request = http::Request::post(size.path())
            .header("user-agent", "bench-calls/0.1.0 (linux; x86_64)")
            .header("authorization", "Bearer token")
            .header("accept-encoding", "gzip")
            .header("connect-timeout-ms", "60000")
            .header("content-type", "application/json")
            .header("connect-protocol-version", "1")
            .header("host", format!("127.0.0.1:{port}"))
            .header("accept", "*/*")
            .body(Full::from(body));
        connection.send(request.expect("valid")).await
    };
    derive(size, iterations, send).await;
}

async fn connectrpc(
    size: Size,
    iterations: u32,
    base: &str,
    codec: fn(ClientConfig) -> ClientConfig,
) {
    let config = codec(ClientConfig::new(base.parse().expect("a URL")))
        .with_default_header("authorization", "Bearer token");
    let client = connect::gitpod::v1::ProjectServiceClient::new(HttpClient::plaintext(), config);
    match size {
        Size::Small => {
            repeat(size, iterations, value, async || {
                let request = connect::gitpod::v1::GetProjectRequest {
                    project_id: ID.to_owned(),
                    ..Default::default()
                };
                let response = client.get_project(request).await.expect("it answers");
                response.into_owned()
            })
            .await;
        }
        Size::List => {
            repeat(size, iterations, value, async || {
                let request = connect::gitpod::v1::ListProjectsRequest::default();
                let response = client.list_projects(request).await.expect("it answers");
                response.into_owned()
            })
            .await;
        }
    }
}

async fn tonic(size: Size, iterations: u32, base: String) {
    let channel = tonic::transport::Endpoint::from_shared(base).expect("a URL");
    let channel = channel.connect().await.expect("it listens");
    let client = prost::project_service_client::ProjectServiceClient::new(channel);
    let mut client = client.max_decoding_message_size(64 << 20);
    match size {
        Size::Small => {
            repeat(size, iterations, value, async || {
                let request = prost::GetProjectRequest { project_id: ID.to_owned() };
                client.get_project(request).await.expect("it answers").into_inner()
            })
            .await;
        }
        Size::List => {
            repeat(size, iterations, value, async || {
                let request = prost::ListProjectsRequest::default();
                client.list_projects(request).await.expect("it answers").into_inner()
            })
            .await;
        }
    }
}
