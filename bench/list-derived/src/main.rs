//! The same program as `bench-list-ours`, by hand: structs with derive, and reqwest.

use bench_derived::{ListProjectsRequest, ListProjectsResponse, PaginationRequest};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::new();
    let token = std::env::var("ONA_API_KEY")?;
    let mut page = String::new();
    loop {
        let pagination = PaginationRequest { token: page, ..Default::default() };
        let request = ListProjectsRequest { pagination: Some(pagination), ..Default::default() };
        let response = client
            .post("https://app.gitpod.io/api/gitpod.v1.ProjectService/ListProjects")
            .header("content-type", "application/json")
            .bearer_auth(&token)
            .body(serde_json::to_vec(&request)?);
        let body = response.send().await?.error_for_status()?.bytes().await?;
        let response: ListProjectsResponse = serde_json::from_slice(&body)?;
        response.projects.iter().for_each(|project| println!("{}", project.id));
        page = response.pagination.unwrap_or_default().next_token;
        if page.is_empty() {
            return Ok(());
        }
    }
}
