//! The server under test of the Connect conformance suite. `cargo xtask conformance` runs it.
//!
//! It reads a `ServerCompatRequest` from standard input, starts the server, writes a
//! `ServerCompatResponse` to standard output, and serves until it is stopped. HTTP/1.1 and HTTP/2,
//! Connect, gRPC and gRPC-Web are always served.

#[path = "../connect_testee/convert.rs"]
mod convert;
#[path = "../connect_testee/frames.rs"]
mod frames;
mod query;
mod service;
mod tls;

use std::error::Error;
use std::io;

use connect_conformance::runtime::http::server::{HttpServer, HttpService};
use connect_conformance::server::ConformanceServiceServer;
use connect_conformance::{Router, ServerCompatRequest, ServerCompatResponse};
use tokio::net::TcpListener;

use query::WithQuery;
use service::Conformance;

/// The bytes of a request body besides its message, and those by which a compressed message may be
/// larger than the message itself.
const OVERHEAD: usize = 1 << 10;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let request: ServerCompatRequest =
        frames::read(io::stdin().lock())?.ok_or("the input ends before the first message")?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let mut response = ServerCompatResponse::default()
        .with_host(address.ip().to_string())
        .with_port(address.port().into());
    let service = WithQuery(service(&request)?);
    if !request.use_tls {
        frames::write(io::stdout().lock(), &response)?;
        HttpServer::from(listener).serve(service, std::future::pending()).await;
        return Ok(());
    }
    let credentials = request.server_creds.ok_or("there is no certificate")?;
    let acceptor = tls::acceptor(&credentials)?;
    response.pem_cert = credentials.cert;
    frames::write(io::stdout().lock(), &response)?;
    tls::serve(&listener, &acceptor, service).await?;
    Ok(())
}

/// The service with the limit of a test.
fn service(request: &ServerCompatRequest) -> Result<HttpService, Box<dyn Error>> {
    let router = Router::new().add(ConformanceServiceServer::new(Conformance));
    // Responses are compressed, however small they are.
    let service = router.into_http().compress_from(0);
    Ok(match usize::try_from(request.message_receive_limit)? {
        0 => service,
        limit => service.message_limit(limit).body_limit(limit + OVERHEAD),
    })
}
