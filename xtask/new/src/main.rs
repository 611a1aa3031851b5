//! Serves the @TITLE@ until Ctrl-C.

use @LIBRARY@::runtime::http::server::HttpServer;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let server = HttpServer::bind("127.0.0.1:8080").await?;
    println!("listening on http://127.0.0.1:8080");
    let shutdown = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    server.serve(@SERVER_LIBRARY@::router().into_http().validate_requests(), shutdown).await;
    Ok(())
}
