//! The mock on a socket.

use std::io;

use gitpod_api::mock::MockServer;
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::all;

/// Posts JSON over a raw connection and returns the status and the body.
async fn post(
    server: &MockServer,
    path: &str,
    headers: &str,
    body: &str,
) -> io::Result<(u16, Json)> {
    let mut stream = TcpStream::connect(server.local_addr()).await?;
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: mock\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n{headers}\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await?;
    let (head, body) = reply.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let body = serde_json::from_str(body).map_err(io::Error::other)?;
    Ok((status.ok_or(io::ErrorKind::InvalidData)?, body))
}

#[tokio::test]
async fn every_rpc_is_served_under_both_prefixes() {
    let server = MockServer::builder().seed(7).start().await.expect("a free port");
    assert_eq!(server.base_url(), format!("http://{}", server.local_addr()));
    for method in all().filter(|method| !method.name().contains("Delete")) {
        for root in ["", "/api"] {
            let path = format!("{root}{}", method.path());
            let (status, reply) = post(&server, &path, "", "{}").await.expect("a reply");
            assert_eq!(status, 200, "{path}: {reply}");
        }
    }
    server.shutdown().await;
}

#[tokio::test]
async fn connections_share_the_state() {
    let server = MockServer::start().await.expect("a free port");
    let path = "/api/gitpod.v1.RunnerService/CreateRunner";
    let (_, created) = post(&server, path, "", r#"{"name": "Mine"}"#).await.expect("a reply");
    let request = json!({"runnerId": created["runner"]["runnerId"]}).to_string();
    let path = "/gitpod.v1.RunnerService/GetRunner";
    let (_, got) = post(&server, path, "", &request).await.expect("a reply");
    assert_eq!(got["runner"], created["runner"]);
    assert_eq!(got["runner"]["name"], "Mine");
    let header = "x-mock-error: resource_exhausted\r\n";
    let (status, error) = post(&server, path, header, &request).await.expect("a reply");
    assert_eq!((status, &error["code"]), (429, &json!("resource_exhausted")));
    let path = "/gitpod.v1.RunnerService/ListRunners?pageSize=1";
    let (_, page) = post(&server, path, "", "{}").await.expect("a page");
    assert_eq!(page["runners"].as_array().map(Vec::len), Some(1));
    assert_ne!(page["pagination"]["nextToken"], "");
}

#[tokio::test]
async fn servers_share_nothing_and_stop_when_they_are_dropped() {
    let (one, other) = tokio::join!(MockServer::start(), MockServer::start());
    let (one, other) = (one.expect("a port"), other.expect("another"));
    assert_ne!(one.base_url(), other.base_url());
    let path = "/gitpod.v1.UserService/SetDotfilesConfiguration";
    post(&one, path, "", r#"{"repository": "https://example.com/x"}"#).await.expect("a reply");
    let path = "/gitpod.v1.UserService/GetDotfilesConfiguration";
    let (_, of_one) = post(&one, path, "", "{}").await.expect("a reply");
    let (_, of_other) = post(&other, path, "", "{}").await.expect("a reply");
    assert_ne!(of_one, of_other);

    let address = one.local_addr();
    drop(one);
    // The port is free once the runtime has dropped the aborted task.
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    post(&other, path, "", "{}").await.expect("the other server still runs");
}

#[tokio::test]
async fn a_taken_port_is_an_error() {
    let server = MockServer::start().await.expect("a free port");
    let port = server.local_addr().port();
    let error = MockServer::builder().port(port).start().await.expect_err("it is taken");
    assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
    let everywhere = MockServer::builder().host("0.0.0.0").start().await.expect("a free port");
    assert!(everywhere.base_url().starts_with("http://127.0.0.1:"), "{everywhere:?}");
}
