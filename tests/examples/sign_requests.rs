//! An interceptor that signs every attempt of a call:
//! `cargo test --package gitpod-tests --example sign_requests`.
//!
//! It runs inside of retries and sees the bytes that are sent.

use std::hash::{DefaultHasher, Hasher};

use gitpod_api::{
    AnyRequest, AnyResponse, BoxFuture, Client, Error, GetProjectRequest, Interceptor, Next,
};

/// Adds the headers `x-attempt` and `x-signature`.
struct Sign;

impl Interceptor for Sign {
    fn intercept<'a>(
        &'a self,
        mut request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        Box::pin(async move {
            let signature = signature(request.body()?);
            request.metadata.insert("x-signature", signature)?;
            let attempt = request.attempt().to_string();
            request.metadata.insert("x-attempt", attempt)?;
            next.run(request).await
        })
    }
}

/// A checksum, to keep the example short. Use an HMAC with your key instead.
fn signature(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(body);
    format!("{:016x}", hasher.finish())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::builder().read_env().attempt_interceptor(Sign).build()?;
    for id in std::env::args().skip(1) {
        let request = GetProjectRequest::default().with_project_id(id);
        println!("{:?}", client.projects().retrieve(request).await?.project);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use gitpod_api::{Fake, GetProjectResponse, Request, Response, RetryPolicy, methods};

    use super::*;

    #[tokio::test]
    async fn each_attempt_is_signed() {
        let get = methods::project_service::GET_PROJECT;
        let answer = |request: Request<GetProjectRequest>| async move {
            match request.metadata().get("x-attempt") {
                Some("1") => Err(Error::unavailable("busy")),
                _ => Ok(Response::new(GetProjectResponse::default())),
            }
        };
        let fake = Fake::new().on_request(get, answer);
        let retry = RetryPolicy::default().with_initial_backoff(Duration::ZERO);
        let builder = Client::builder().transport(fake.clone()).retry(retry);
        let client = builder.attempt_interceptor(Sign).build().unwrap();
        let request = GetProjectRequest::default().with_project_id("p1");
        client.projects().retrieve(request).await.unwrap();

        let calls = fake.calls();
        let header = |name| calls.iter().map(|call| call.metadata.get(name)).collect::<Vec<_>>();
        assert_eq!(header("x-attempt"), [Some("1"), Some("2")]);
        let signature = signature(&calls[0].body);
        assert_eq!(header("x-signature"), [Some(&*signature), Some(&*signature)]);
    }
}
