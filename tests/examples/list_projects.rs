//! Lists your projects: `ONA_API_KEY=… cargo run --package gitpod-tests --example list_projects`.

use gitpod_api::{Client, Error, ListProjectsRequest};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::from_env()?;
    let mut projects = client.projects().list_pages(ListProjectsRequest::default()).items();
    while let Some(project) = projects.next().await {
        println!("{}", project?.id);
    }
    Ok(())
}
