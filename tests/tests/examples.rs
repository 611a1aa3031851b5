//! The examples that are programs, run as you would run them.
//!
//! Two other examples contain their own tests, and `tests/tests/sockets/server.rs` tests
//! `serve_projects`.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;
use std::process::{Command, Output};

use gitpod_api::mock::MockServer;
use gitpod_api::{BASE_URL_VARIABLES, Client, ListProjectsRequest, TOKEN_VARIABLES};

/// The path of a built example: beside the folder of the tests, because cargo has no variable for
/// the paths of examples.
fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test is a file");
    let profile = test.parent().and_then(|deps| deps.parent()).expect("a profile's folder");
    let path = profile.join("examples").join(format!("{name}{EXE_SUFFIX}"));
    assert!(
        path.exists(),
        "{} does not exist; build it with `cargo build --package gitpod-tests --examples`, as \
         `cargo test --package gitpod-tests` does",
        path.display()
    );
    path
}

/// Runs an example with these environment variables, while the server of the test is running.
async fn run(name: &str, environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(example(name));
    for variable in BASE_URL_VARIABLES.iter().chain(TOKEN_VARIABLES) {
        command.env_remove(variable);
    }
    command.envs(environment.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output());
    output.await.expect("it does not panic").expect("it can be run")
}

#[tokio::test]
async fn list_projects_prints_the_ids_of_all_projects() {
    let server = MockServer::builder().seed(7).start().await.expect("a free port");
    let client =
        Client::builder().base_url(server.base_url()).build().expect("the options are valid");
    let mut projects = client.projects().list_pages(ListProjectsRequest::default()).items();
    let mut expected = String::new();
    while let Some(project) = projects.next().await {
        expected += &format!("{}\n", project.expect("a project").id);
    }
    assert!(expected.lines().count() > 1);
    let url = server.base_url();
    for (base_url, token) in
        [("GITPOD_BASE_URL", "GITPOD_API_KEY"), ("ONA_BASE_URL", "ONA_API_KEY")]
    {
        let output = run("list_projects", &[(base_url, &url), (token, "any")]).await;
        assert!(output.status.success(), "{output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    }
}

#[tokio::test]
async fn list_projects_names_the_missing_token_variable() {
    let output = run("list_projects", &[]).await;
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("ONA_API_KEY"), "{output:?}");
}
