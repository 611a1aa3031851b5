//! The typed client against another implementation's server, which `cargo xtask interop` starts.
//!
//! Prints one line per check, in the format of the scripts in `xtask/interop`: verdict, client, RPC and
//! description. Exits with 1 if a check fails.

use std::fmt::{Debug, Display};
use std::process::ExitCode;
use std::time::Duration;

use gitpod_api::runtime::http::client::{ClientBuilder, ConfigError};
use gitpod_api::runtime::rpc::RetryPolicy;
use gitpod_api::{
    Client, Code, CreateProjectRequest, CreateRunnerRequest, GetOrganizationRequest,
    GetProjectRequest, GetUserRequest, ListMembersRequest, ListPersonalAccessTokensRequest,
    ListProjectsRequest, ListRunnerPoliciesRequest, ListScmIntegrationsRequest, PaginationRequest,
    RunnerProvider, RunnerRole,
};

/// The number of items in each list of the server.
const COUNT: usize = 25;

/// The result of a check.
type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Some(url) = std::env::args().nth(1) else {
        eprintln!("usage: interop BASE_URL");
        return ExitCode::from(2);
    };
    let outcomes = [
        report("RunnerService/CreateRunner", "values of every type", values(&url).await),
        report("OrganizationService/ListMembers", "items of all pages", members(&url).await),
        report("UserService/ListPersonalAccessTokens", "items of all pages", tokens(&url).await),
        report("RunnerService/ListRunnerPolicies", "items of all pages", policies(&url).await),
        report(
            "RunnerConfigurationService/ListSCMIntegrations",
            "items of all pages",
            integrations(&url).await,
        ),
        report("ProjectService/ListProjects", "page by page", pages(&url).await),
        report("UserService/GetUser", "an error with typed details", error(&url).await),
        report("UserService/GetUser", "headers and trailers of a response", metadata(&url).await),
        report("OrganizationService/GetOrganization", "retries", retry(&url).await),
        report("OrganizationService/GetOrganization", "a deadline", deadline(&url).await),
        report("ProjectService/GetProject", "GET", get(&url).await),
        report("ProjectService/CreateProject", "a compressed request", gzip(&url).await),
    ];
    if outcomes.contains(&false) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Prints the verdict of a check.
fn report(rpc: &str, what: &str, outcome: Outcome) -> bool {
    let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
    println!("{verdict:6} {:8} {rpc}: {what}", "rust");
    if let Err(error) = &outcome {
        println!("        {error}");
    }
    outcome.is_ok()
}

/// Fails unless two values are equal. `of` names the value in the error.
fn same<T: PartialEq + Debug>(got: T, expected: T, of: impl Display) -> Outcome {
    if got == expected {
        return Ok(());
    }
    Err(format!("{of}: expected {expected:?}, got {got:?}").into())
}

fn builder(url: &str) -> ClientBuilder<Client> {
    Client::builder().base_url(url).token("a-token")
}

fn client(url: &str) -> Result<Client, ConfigError> {
    builder(url).build()
}

fn pages_of(size: i32) -> PaginationRequest {
    PaginationRequest::default().with_page_size(size)
}

async fn values(url: &str) -> Outcome {
    let request = CreateRunnerRequest::default()
        .with_name("Größe 東京")
        .with_provider(RunnerProvider::AwsEc2);
    let response = client(url)?.runners().create(request.clone()).await?;
    let runner = response.runner.ok_or("no runner")?;
    same(runner.name, request.name, "name")?;
    same(runner.provider, request.provider, "provider")?;
    let status = runner.status.ok_or("no status")?;
    same(status.public_key.as_ref(), &(0..=u8::MAX).collect::<Vec<_>>()[..], "bytes")?;
    let created = runner.created_at.ok_or("no time")?;
    same((created.seconds(), created.nanos()), (1_771_234_567, 89_000_000), "time")
}

async fn members(url: &str) -> Outcome {
    let request = ListMembersRequest::default().with_pagination(pages_of(7));
    let client = client(url)?;
    let mut items = client.organizations().list_members_pages(request).items();
    let mut seen = 0;
    while let Some(member) = items.next().await {
        same(member?.user_id, format!("member-{seen}"), "member")?;
        seen += 1;
    }
    same(seen, COUNT, "members")
}

async fn tokens(url: &str) -> Outcome {
    let request = ListPersonalAccessTokensRequest::default().with_pagination(pages_of(7));
    let client = client(url)?;
    let mut items = client.users().pats().list_pages(request).items();
    let mut seen = 0;
    while let Some(token) = items.next().await {
        same(token?.id, format!("token-{seen}"), "token")?;
        seen += 1;
    }
    same(seen, COUNT, "tokens")
}

async fn policies(url: &str) -> Outcome {
    let request = ListRunnerPoliciesRequest::default().with_pagination(pages_of(7));
    let client = client(url)?;
    let mut items = client.runners().policies().list_pages(request).items();
    let mut seen = 0;
    while let Some(policy) = items.next().await {
        same(policy?.role, RunnerRole::User, "role")?;
        seen += 1;
    }
    same(seen, COUNT, "policies")
}

async fn integrations(url: &str) -> Outcome {
    let request = ListScmIntegrationsRequest::default().with_pagination(pages_of(7));
    let client = client(url)?;
    let configurations = client.runners().configurations();
    let mut items = configurations.scm_integrations().list_pages(request).items();
    let mut seen = 0;
    while let Some(integration) = items.next().await {
        same(integration?.pat, seen % 2 == 0, "pat")?;
        seen += 1;
    }
    same(seen, COUNT, "integrations")
}

async fn pages(url: &str) -> Outcome {
    let request = ListProjectsRequest::default().with_pagination(pages_of(7));
    let client = client(url)?;
    let mut pages = client.projects().list_pages(request);
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page?.projects.len());
    }
    same(sizes, vec![7, 7, 7, 4], "sizes of the pages")
}

async fn error(url: &str) -> Outcome {
    let client = client(url)?;
    let call = client.users().get_user(GetUserRequest::default());
    let Err(error) = call.header("x-error", "permission_denied").await else {
        return Err("no error".into());
    };
    same(error.code(), Code::PermissionDenied, "code")?;
    same(error.http_status(), Some(403), "status")?;
    same(error.message(), "it failed: ä \"quoted\"", "message")?;
    let violations = error.violations().ok_or("no violations")?;
    let rules: Vec<_> = violations.iter().map(|one| (one.field(), one.rule())).collect();
    same(rules, vec![("name", "string.min_len")], "violations")
}

async fn metadata(url: &str) -> Outcome {
    let client = client(url)?;
    let response = client.users().get_user(GetUserRequest::default()).send().await?;
    same(response.headers.get("x-method"), Some("POST GetUser"), "header")?;
    same(response.trailers.get("x-trailer"), Some("at the end"), "trailer")
}

async fn retry(url: &str) -> Outcome {
    let wait = Duration::from_millis(1);
    let policy = RetryPolicy::default().with_max_attempts(3).with_initial_backoff(wait);
    let client = builder(url).retry(policy).build()?;
    let call = |times: &str| {
        let call = client.organizations().retrieve(GetOrganizationRequest::default());
        call.header("x-fail-times", times).header("x-call", format!("fails {times} times"))
    };
    // The third attempt reaches the handler, which has no such organization.
    let Err(third) = call("2").await else { return Err("no error".into()) };
    same((third.code(), third.attempts()), (Code::NotFound, Some(3)), "error and attempts")?;
    let Err(exhausted) = call("9").await else { return Err("no error".into()) };
    same(
        (exhausted.code(), exhausted.attempts()),
        (Code::Unavailable, Some(3)),
        "error and attempts",
    )
}

async fn deadline(url: &str) -> Outcome {
    let client = client(url)?;
    let call = client.organizations().retrieve(GetOrganizationRequest::default());
    let Err(error) = call.header("x-never", "1").timeout(Duration::from_millis(200)).await else {
        return Err("no error".into());
    };
    same(error.code(), Code::DeadlineExceeded, "code")
}

async fn get(url: &str) -> Outcome {
    let client = builder(url).use_get(true).build()?;
    let request = CreateProjectRequest::default().with_name("ä&=+ %/?#");
    let created = client.projects().create(request).send().await?;
    same(created.headers.get("x-method"), Some("POST CreateProject"), "method of CreateProject")?;
    let project = created.into_inner().project.ok_or("no project")?;
    let request = GetProjectRequest::default().with_project_id(project.id.clone());
    let response = client.projects().retrieve(request).send().await?;
    same(response.headers.get("x-method"), Some("GET GetProject"), "method of GetProject")?;
    same(response.into_inner().project, Some(project), "project")
}

async fn gzip(url: &str) -> Outcome {
    let client = builder(url).compress_requests(0).build()?;
    let text = "Ω gzip ".repeat(1000);
    let request = CreateProjectRequest::default().with_technical_description(text.clone());
    let response = client.projects().create(request).send().await?;
    same(response.headers.get("x-encoding"), Some("gzip"), "encoding of the request")?;
    same(response.into_inner().project.ok_or("no project")?.technical_description, text, "text")
}
