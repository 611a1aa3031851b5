//! The examples that are programs, run as their users run them.
//!
//! Two others hold their tests themselves, and `tests/tests/http_server.rs` serves what
//! `serve_projects` does.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;
use std::process::{Command, Output};

use gitpod_api::mock::MockServer;
use gitpod_api::{BASE_URL_VARIABLES, Client, ListProjectsRequest, TOKEN_VARIABLES};

/// The built example. Cargo says where programs are but not examples; they are beside the folder of
/// the tests.
fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test is a file");
    let profile = test.parent().and_then(|deps| deps.parent()).expect("a profile's folder");
    let path = profile.join("examples").join(format!("{name}{EXE_SUFFIX}"));
    assert!(
        path.exists(),
        "{} is not there; build it with `cargo build --package gitpod-tests --examples`, as \
         `cargo test --package gitpod-tests` does",
        path.display()
    );
    path
}

/// Runs an example with this environment, while the server of the test goes on.
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
    let client = Client::builder().base_url(server.base_url()).build().expect("all is set");
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
async fn list_projects_says_which_variable_has_no_token() {
    let output = run("list_projects", &[]).await;
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("GITPOD_API_KEY"), "{output:?}");
}
