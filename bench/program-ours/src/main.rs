//! A program with every call and every handler of the API.
//!
//! With `serve`, it serves the API; with a path and a request, it calls the server.

use gitpod_api::{MessageExt, Request, Response, model, server};

type Failure = Box<dyn std::error::Error + Send + Sync>;
type Error = gitpod_api::Error;

struct Api;

include!(concat!(env!("GITPOD_BENCH_INPUTS"), "/our_program.rs"));

fn read<M: MessageExt + Default>(text: &str) -> Result<M, Failure> {
    Ok(M::from_json(text)?)
}

fn write<M: MessageExt>(message: M) -> Result<String, Failure> {
    Ok(message.to_json())
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve", address] => {
            let listener = tokio::net::TcpListener::bind(address).await?;
            axum::serve(listener, router().into_axum()).await?;
        }
        [url, path, request] => {
            let client = gitpod_api::Client::builder().base_url(url).token("token").build()?;
            println!("{}", one(&client, path, request).await?);
        }
        _ => return Err("usage: serve ADDRESS, or URL PATH REQUEST".into()),
    }
    Ok(())
}
