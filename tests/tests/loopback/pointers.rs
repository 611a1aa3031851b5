//! Client traits of references and smart pointers.

use std::sync::Arc;

use gitpod_api::client::{Client, ProjectServiceClient, UserServiceClient};
use gitpod_api::{
    Call, Fake, GetProjectRequest, GetProjectResponse, ListProjectsRequest, ListProjectsResponse,
    Project, methods,
};

use crate::block_on;

fn client() -> Client {
    let get = methods::project_service::GET_PROJECT;
    let list = methods::project_service::LIST_PROJECTS;
    let fake = Fake::new()
        .on(get, |request: GetProjectRequest| {
            let project = Project::default().with_id(request.project_id);
            Ok(GetProjectResponse::default().with_project(project))
        })
        .on(list, |_: ListProjectsRequest| {
            Ok(ListProjectsResponse::default().with_projects([Project::default().with_id("p")]))
        });
    Client::new(fake)
}

/// The usual parameter of a function that calls the API.
async fn by_reference(projects: &impl ProjectServiceClient) -> String {
    let request = GetProjectRequest::default().with_project_id("p");
    let project = projects.get_project(request).await.expect("an answer").project;
    let mut items = projects.list_projects_pages(ListProjectsRequest::default()).items();
    assert_eq!(items.next().await.expect("an item").expect("a page").id, "p");
    project.expect("a project").id
}

async fn by_value(projects: impl ProjectServiceClient) -> String {
    by_reference(&projects).await
}

fn is_static(_: impl ProjectServiceClient + 'static) {}

#[test]
fn clients_are_taken_by_reference_and_behind_pointers() {
    let client = client();
    let shared = Arc::new(client.clone());
    let dynamic: Arc<dyn ProjectServiceClient> = Arc::new(client.clone());
    let boxed: Box<dyn ProjectServiceClient> = Box::new(client.clone());
    let borrowed: &dyn ProjectServiceClient = &client;
    block_on(async {
        assert_eq!(by_reference(&client).await, "p");
        assert_eq!(by_reference(&&client).await, "p");
        assert_eq!(by_reference(&shared).await, "p");
        assert_eq!(by_reference(&dynamic).await, "p");
        assert_eq!(by_reference(&boxed).await, "p");
        assert_eq!(by_reference(&borrowed).await, "p");
        assert_eq!(by_value(&client).await, "p");
        assert_eq!(by_value(client.clone()).await, "p");
        assert_eq!(by_value(&shared).await, "p");
        assert_eq!(by_value(Arc::clone(&shared)).await, "p");
        assert_eq!(by_value(&dynamic).await, "p");
        assert_eq!(by_value(Arc::clone(&dynamic)).await, "p");
        assert_eq!(by_value(boxed).await, "p");
        assert_eq!(by_value(borrowed).await, "p");
    });
    is_static(dynamic);
    let _: Box<dyn UserServiceClient> = Box::new(shared);
}

/// A fake that replaces the pages keeps them behind a pointer.
#[test]
fn pages_are_forwarded() {
    struct Pages(Client);

    impl ProjectServiceClient for Pages {
        fn list_projects(&self, _: ListProjectsRequest) -> Call<'_, ListProjectsResponse> {
            unreachable!("the pages are replaced")
        }

        fn list_projects_pages(
            &self,
            request: ListProjectsRequest,
        ) -> gitpod_api::Pages<'_, ListProjectsRequest> {
            self.0.list_projects_pages(request)
        }
    }

    let pages: Arc<dyn ProjectServiceClient> = Arc::new(Pages(client()));
    let request = ListProjectsRequest::default();
    let mut items = ProjectServiceClient::list_projects_pages(&pages, request).items();
    let item = block_on(async { items.next().await });
    assert_eq!(item.expect("an item").expect("a page").id, "p");
}
