//! The same program as `bench-program-ours`, by hand: structs with derive, reqwest and axum.

use axum::body::Body;
use bench_derived as derived;
use derived::Error;

type Failure = Box<dyn std::error::Error + Send + Sync>;

struct Api;

include!(concat!(env!("GITPOD_BENCH_INPUTS"), "/derived_program.rs"));

struct Http {
    client: reqwest::Client,
    base: String,
}

impl derived::Transport for Http {
    async fn call(&self, path: &str, body: Vec<u8>) -> Result<Vec<u8>, Error> {
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .header("content-type", "application/json")
            .bearer_auth("token")
            .body(body);
        let failed = |error: reqwest::Error| Error(error.to_string());
        let response = request.send().await.and_then(reqwest::Response::error_for_status);
        Ok(response.map_err(failed)?.bytes().await.map_err(failed)?.into())
    }
}

fn read<M: serde::de::DeserializeOwned>(text: &str) -> Result<M, Error> {
    Ok(serde_json::from_str(text)?)
}

fn write<M: serde::Serialize>(message: M) -> Result<String, Error> {
    Ok(serde_json::to_string(&message)?)
}

async fn serve(request: axum::extract::Request) -> http::Response<Body> {
    let path = request.uri().path().to_owned();
    let answer = match axum::body::to_bytes(request.into_body(), 4 << 20).await {
        Ok(body) => dispatch(&path, &body).await,
        Err(error) => Err(Error(error.to_string())),
    };
    let (status, body) = match answer {
        Ok(body) => (200, body),
        Err(error) => (500, error.to_string().into_bytes()),
    };
    let mut response = http::Response::new(Body::from(body));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
    response
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve", address] => {
            let listener = tokio::net::TcpListener::bind(address).await?;
            axum::serve(listener, axum::Router::new().fallback(serve)).await?;
        }
        [url, path, request] => {
            let _ = rustls::crypto::ring::default_provider().install_default();
            let transport = Http { client: reqwest::Client::new(), base: url.to_owned() };
            println!("{}", one(&derived::Client { transport }, path, request).await?);
        }
        _ => return Err("usage: serve ADDRESS, or URL PATH REQUEST".into()),
    }
    Ok(())
}
