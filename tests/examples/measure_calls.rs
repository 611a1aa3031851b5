//! An interceptor that measures calls:
//! `cargo test --package gitpod-tests --example measure_calls`.
//!
//! It runs outside of retries, so a call counts once however many attempts it took.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use gitpod_api::{
    AnyRequest, AnyResponse, BoxFuture, Client, Error, Interceptor, ListProjectsRequest, Next,
};

/// Counts calls and failures, and sums up their time, for each RPC. Clones share the numbers.
#[derive(Debug, Clone, Default)]
struct Metrics(Arc<Mutex<BTreeMap<String, Numbers>>>);

/// The numbers of an RPC.
#[derive(Debug, Clone, Default)]
struct Numbers {
    calls: u32,
    failures: u32,
    time: Duration,
}

impl Metrics {
    fn of(&self, rpc: &str) -> Numbers {
        let numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        numbers.get(rpc).cloned().unwrap_or_default()
    }

    fn record(&self, rpc: String, time: Duration, failed: bool) {
        let mut numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let numbers = numbers.entry(rpc).or_default();
        numbers.calls += 1;
        numbers.failures += u32::from(failed);
        numbers.time += time;
    }
}

impl Interceptor for Metrics {
    fn intercept<'a>(
        &'a self,
        request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        Box::pin(async move {
            let (rpc, started) = (request.path().to_owned(), Instant::now());
            let outcome = next.run(request).await;
            self.record(rpc, started.elapsed(), outcome.is_err());
            outcome
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let metrics = Metrics::default();
    let client = Client::builder().read_env().interceptor(metrics.clone()).build()?;
    let outcome = client.projects().list(ListProjectsRequest::default()).await;
    println!("{:?}", metrics.of("/gitpod.v1.ProjectService/ListProjects"));
    outcome?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use gitpod_api::runtime::rpc::Validation;
    use gitpod_api::{
        Fake, GetProjectRequest, GetProjectResponse, ListProjectsResponse, RetryPolicy, methods,
    };

    use super::*;

    #[tokio::test]
    async fn a_call_counts_once_with_all_of_its_attempts() {
        let attempts = AtomicU32::new(0);
        let fake = Fake::new()
            .on(methods::project_service::LIST_PROJECTS, move |_: ListProjectsRequest| {
                match attempts.fetch_add(1, Ordering::Relaxed) {
                    0 => Err(Error::unavailable("busy")),
                    _ => Ok(ListProjectsResponse::default()),
                }
            })
            .on(methods::project_service::GET_PROJECT, |_: GetProjectRequest| {
                Ok(GetProjectResponse::default())
            });
        let metrics = Metrics::default();
        let client = Client::builder()
            .transport(fake.clone())
            .retry(RetryPolicy::default().with_initial_backoff(Duration::ZERO))
            .validation(Validation::Refuse)
            .interceptor(metrics.clone())
            .build()
            .unwrap();
        client.projects().list(ListProjectsRequest::default()).await.unwrap();
        let list = metrics.of("/gitpod.v1.ProjectService/ListProjects");
        assert_eq!((list.calls, list.failures, fake.calls().len()), (1, 0, 2));

        // Requests that validation refuses count too: it is further in.
        let invalid = GetProjectRequest::default().with_project_id("no id");
        client.projects().retrieve(invalid).await.unwrap_err();
        let get = metrics.of("/gitpod.v1.ProjectService/GetProject");
        assert_eq!((get.calls, get.failures, fake.calls().len()), (1, 1, 2));
    }
}
