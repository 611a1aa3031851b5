//! Fakes in place of a client or of a transport.

use std::sync::Arc;

use gitpod_api::client::{Client, ProjectServiceClient};
use gitpod_api::{
    Call, Code, Fake, GetProjectRequest, GetProjectResponse, ListProjectsRequest, Message, Project,
    methods,
};

use crate::block_on;

#[test]
fn a_fake_answers_one_method_and_records_its_requests() {
    let fake =
        Fake::new().on(methods::project_service::GET_PROJECT, |request: GetProjectRequest| {
            let project = Project::default().with_id(request.project_id);
            Ok(GetProjectResponse::default().with_project(project))
        });
    let client = Client::new(fake.clone());
    let request = GetProjectRequest::default().with_project_id("p");
    let response = block_on(client.get_project(request.clone())).unwrap();
    assert_eq!(response.project.unwrap().id, "p");
    let error = block_on(client.projects().list(ListProjectsRequest::default())).unwrap_err();
    assert!(error.to_string().contains("no closure for gitpod.v1.ProjectService/ListProjects"));
    let requests = fake.requests::<GetProjectRequest>(methods::project_service::GET_PROJECT);
    assert_eq!(requests.unwrap(), [request]);
    assert_eq!(GetProjectRequest::default().descriptor().name(), "gitpod.v1.GetProjectRequest");
}

#[test]
fn a_hand_written_client_answers_one_method() {
    struct ById;

    impl ProjectServiceClient for ById {
        fn get_project(&self, request: GetProjectRequest) -> Call<'_, GetProjectResponse> {
            let project = Project::default().with_id(request.project_id);
            Call::ready(Ok(GetProjectResponse::default().with_project(project)))
        }
    }

    let client: Arc<dyn ProjectServiceClient> = Arc::new(ById);
    let request = GetProjectRequest::default().with_project_id("p");
    let response = block_on(client.get_project(request)).expect("the fake answers");
    assert_eq!(response.project.expect("a project").id, "p");
    let error = block_on(client.delete_project(Default::default())).expect_err("not faked");
    assert_eq!(error.code(), Code::Unimplemented);
    assert!(error.to_string().contains("DeleteProject"), "{error}");
}
