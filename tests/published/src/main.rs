//! Creates a project in the mock over HTTP, reads it, lists it and deletes it.

use gitpod_api::mock::MockServer;
use gitpod_api::{
    Client, CreateProjectRequest, DeleteProjectRequest, Error, GetProjectRequest,
    ListProjectsRequest, MessageExt,
};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let server = MockServer::builder().seed(1).start().await.expect("a free port");
    let client = Client::builder().base_url(server.base_url()).token("any").build()?;

    let request = CreateProjectRequest::default().with_name("Website");
    let created = client.projects().create(request).await?.project.unwrap_or_default();
    let request = GetProjectRequest::default().with_project_id(&*created.id);
    let read = client.projects().retrieve(request.clone()).await?.project.unwrap_or_default();
    assert_eq!(read, created);

    let mut projects = client.projects().list_pages(ListProjectsRequest::default()).items();
    let mut found = false;
    while let Some(project) = projects.next().await {
        found |= project?.id == created.id;
    }
    assert!(found, "the project is not in the list");

    let delete = DeleteProjectRequest::default().with_project_id(&*created.id);
    client.projects().delete(delete).await?;
    let error = client.projects().retrieve(request).await.expect_err("the project is deleted");
    assert!(error.is_not_found(), "{error}");
    println!("{}", read.to_json());
    Ok(())
}
