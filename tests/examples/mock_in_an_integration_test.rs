//! An application that calls the API, with an integration test against a mock server:
//! `cargo test --package gitpod-tests --example mock_in_an_integration_test`.

use gitpod_api::client::RunnerServiceClient;
use gitpod_api::{Client, CreateRunnerRequest, Error, ListRunnersRequest};

/// Returns the ID of the runner with this name. Creates the runner if there is none.
async fn ensure_runner(client: &Client, name: &str) -> Result<String, Error> {
    let mut runners = client.runners().list_pages(ListRunnersRequest::default()).items();
    while let Some(runner) = runners.next().await {
        let runner = runner?;
        if runner.name == name {
            return Ok(runner.runner_id);
        }
    }
    let created = client.create_runner(CreateRunnerRequest::default().with_name(name)).await?;
    Ok(created.into_runner()?.runner_id)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::from_env()?;
    for name in std::env::args().skip(1) {
        println!("{}", ensure_runner(&client, &name).await?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use gitpod_api::mock::MockServer;
    use gitpod_api::{Code, DeleteRunnerRequest, RetryPolicy};

    use super::*;

    /// A mock server on a free port, and a client for it. Dropping the server stops it.
    async fn mock() -> (MockServer, Client) {
        let server = MockServer::builder().seed(7).start().await.unwrap();
        let client = Client::builder().base_url(server.base_url()).build().unwrap();
        (server, client)
    }

    #[tokio::test]
    async fn a_runner_is_created_once() {
        let (_server, client) = mock().await;
        let id = ensure_runner(&client, "berlin").await.unwrap();
        // The mock stores the runner.
        assert_eq!(ensure_runner(&client, "berlin").await.unwrap(), id);
        assert_ne!(ensure_runner(&client, "tokyo").await.unwrap(), id);
        client.delete_runner(DeleteRunnerRequest::default().with_runner_id(&id)).await.unwrap();
        assert_ne!(ensure_runner(&client, "berlin").await.unwrap(), id);
    }

    /// The header makes the mock return an error.
    #[tokio::test]
    async fn permission_errors_are_returned() {
        let (server, _) = mock().await;
        let client = Client::builder()
            .base_url(server.base_url())
            .header("x-mock-error", "permission_denied")
            .retry(RetryPolicy::none())
            .build()
            .unwrap();
        let error = ensure_runner(&client, "berlin").await.unwrap_err();
        assert_eq!(error.code(), Code::PermissionDenied);
    }
}
