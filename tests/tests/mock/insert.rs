//! Mocks whose resources a test supplies.

use gitpod_api::mock::Mock;
use gitpod_api::{
    Code, GetProjectRequest, ListProjectPoliciesRequest, OrganizationMember, Project, ProjectPolicy,
};
use serde_json::json;

use crate::support::{all, ask, builder, call, items};

const PROJECT: &str = "0199a7d4-52c8-7e13-8f02-b4d91e6a7c35";
const GROUP: &str = "0198f3c2-6b1e-7d40-9a57-3c8e21f4b60d";

#[tokio::test]
async fn an_empty_mock_lists_nothing() {
    let router = builder().empty().build().router();
    for method in all() {
        let Some(paging) = method.paging_descriptor() else { continue };
        // Such lists belong to one resource, which is made up for an unknown id.
        if method.name() == "ListProjectEnvironmentClasses" {
            continue;
        }
        let request = method.request().new_message();
        let response = call(&router, method, &*request).await.expect("a page");
        assert!(items(&*response, paging.items()).is_empty(), "{}", method.name());
    }
}

#[tokio::test]
async fn an_inserted_resource_is_returned_as_it_is() {
    let mock = builder().empty().strict().build();
    let client = gitpod_api::Client::new(mock.router());
    let project = Project::default().with_id(PROJECT).with_technical_description("As it is");
    mock.insert(&project, &[]).expect("a resource");
    let request = || GetProjectRequest::default().with_project_id(PROJECT);
    let got = client.projects().retrieve(request()).await.expect("it is there");
    assert_eq!(got.project.as_ref(), Some(&project));

    let other = project.clone().with_technical_description("Another");
    mock.insert(&other, &[]).expect("it is replaced");
    let got = client.projects().retrieve(request()).await.expect("it is there");
    assert_eq!(got.project.as_ref(), Some(&other));
    let listed = ask(&mock.router(), "ListProjects", json!({})).await.expect("a page");
    assert_eq!(listed["projects"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn parents_are_ids_next_to_a_resource() {
    let mock = builder().empty().build();
    let policy = ProjectPolicy::default().with_group_id(GROUP);
    mock.insert(&policy, &[("project_id", PROJECT)]).expect("a resource");
    let client = gitpod_api::Client::new(mock.router());
    for (project, count) in [(PROJECT, 1), (GROUP, 0)] {
        let request = ListProjectPoliciesRequest::default().with_project_id(project);
        let page = client.projects().policies().list(request).await.expect("a page");
        assert_eq!(page.policies.len(), count);
    }
}

#[test]
fn what_requests_cannot_address_is_rejected() {
    let mock = Mock::new();
    let refused = |result: Result<(), gitpod_api::Error>, text: &str| {
        let error = result.expect_err("refused");
        assert_eq!(error.code(), Code::InvalidArgument);
        assert!(error.message().contains(text), "{error}");
    };
    let request = GetProjectRequest::default();
    refused(mock.insert(&request, &[]), "`GetProjectRequest` is not a resource");
    let member = OrganizationMember::default();
    refused(mock.insert(&member, &[]), "`OrganizationMember` needs the parent `organization_id`");
    let parents = [("organization_id", GROUP), ("runner_id", GROUP)];
    refused(mock.insert(&member, &parents), "`runner_id` is no parent of `OrganizationMember`");
}
