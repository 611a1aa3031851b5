//! Waits until a runner is active:
//! `GITPOD_API_KEY=… cargo run --package gitpod-tests --example wait_for_a_runner RUNNER_ID`.
//!
//! The test needs neither a server nor time:
//! `cargo test --package gitpod-tests --example wait_for_a_runner`.

use std::time::Duration;

use gitpod_api::client::RunnerServiceClient;
use gitpod_api::{Client, Error, GetRunnerRequest, Runner, RunnerPhase};

/// Waits until the runner is active or deleted. The runner may not exist yet.
async fn settled(runners: &impl RunnerServiceClient, id: &str) -> Result<Runner, Error> {
    let is_settled = |runner: &Runner| {
        let phase = runner.status.as_ref().map(|status| &status.phase);
        matches!(phase, Some(RunnerPhase::Active | RunnerPhase::Deleted))
    };
    runners
        .get_runner(GetRunnerRequest::default().with_runner_id(id))
        .wait_until(is_settled)
        .timeout(Duration::from_secs(300))
        .allow_not_found()
        .await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::from_env()?;
    for id in std::env::args().skip(1) {
        println!("{:?}", settled(&client, &id).await?.status);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use gitpod_api::{Fake, GetRunnerResponse, RunnerStatus, methods};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_runner_that_appears_and_starts_is_settled() {
        let polls = AtomicU32::new(0);
        let get = methods::runner_service::GET_RUNNER;
        let fake = Fake::new().on(get, move |request: GetRunnerRequest| {
            let phase = match polls.fetch_add(1, Ordering::Relaxed) {
                0 => return Err(Error::not_found("not yet")),
                1 => RunnerPhase::Created,
                _ => RunnerPhase::Active,
            };
            let status = RunnerStatus::default().with_phase(phase);
            let runner = Runner::default().with_runner_id(request.runner_id).with_status(status);
            Ok(GetRunnerResponse::default().with_runner(runner))
        });
        let runner = settled(&Client::new(fake), "r1").await.unwrap();
        assert_eq!(runner.status.unwrap().phase, RunnerPhase::Active);
    }
}
