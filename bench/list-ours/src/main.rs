//! The program of the README, which lists projects.

#[tokio::main]
async fn main() -> Result<(), gitpod_api::Error> {
    let client = gitpod_api::Client::from_env()?;
    let mut projects = client.projects().list_pages(Default::default()).items();
    while let Some(project) = projects.next().await {
        println!("{}", project?.id);
    }
    Ok(())
}
