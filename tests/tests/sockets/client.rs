//! The generated client against a scripted server: names, pages and errors.

#[expect(dead_code, reason = "the tests of the runtime's client use more of it")]
#[path = "../../../runtime/tests/http_client/server.rs"]
mod scripted;

use gitpod_api::client::ProjectServiceClient;
use gitpod_api::runtime::codec::Codec;
use gitpod_api::runtime::rpc::Validation;
use gitpod_api::{
    Client, Code, DeleteProjectRequest, Fake, GetProjectRequest, ListProjectsRequest,
    ListRunnersRequest, MessageExt, RetryPolicy,
};
use scripted::{Answer, Server, json, response};

const ID: &str = "d2c94c27-3b76-4a42-b88c-95a85e392c68";

fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.url()).token("some-token");
    builder.retry(RetryPolicy::none()).build().unwrap()
}

#[tokio::test]
async fn documented_names_call_their_rpcs() {
    let server = Server::answering(json("200 OK", "{}")).await;
    let client = client(&server);
    client.projects().retrieve(GetProjectRequest::default().with_project_id(ID)).await.unwrap();
    client.projects().delete(DeleteProjectRequest::default()).await.unwrap();
    client.runners().list(ListRunnersRequest::default()).await.unwrap();
    let verify = gitpod_api::VerifyDomainRequest::default();
    client.organizations().domain_verifications().verify(verify).await.unwrap();
    client.raw("gitpod.v1.EditorService/ListEditors", "{}").await.unwrap();

    let targets: Vec<_> = server.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(
        targets,
        [
            "/api/gitpod.v1.ProjectService/GetProject",
            "/api/gitpod.v1.ProjectService/DeleteProject",
            "/api/gitpod.v1.RunnerService/ListRunners",
            "/api/gitpod.v1.OrganizationService/VerifyDomain",
            "/api/gitpod.v1.EditorService/ListEditors",
        ]
    );
    let seen = &server.seen()[0];
    assert_eq!(seen.text(), format!(r#"{{"projectId":"{ID}"}}"#));
    assert_eq!(seen.header("authorization"), Some("Bearer some-token"));
    assert!(seen.header("user-agent").unwrap().starts_with("gitpod-api-rust/"));
}

#[tokio::test]
async fn pages_are_fetched_until_the_last_token() {
    let server = Server::start(|number, _| {
        let next = if number < 2 { format!("page-{}", number + 1) } else { String::new() };
        let body = format!(
            r#"{{"projects":[{{"id":"{number}a"}},{{"id":"{number}b"}}],"pagination":{{"nextToken":"{next}"}}}}"#
        );
        Answer::Send(json("200 OK", &body))
    })
    .await;
    let client = client(&server);
    let mut projects = client.projects().list_pages(ListProjectsRequest::default()).items();
    let mut ids = Vec::new();
    while let Some(project) = projects.next().await {
        ids.push(project.unwrap().id);
    }
    assert_eq!(ids, ["0a", "0b", "1a", "1b", "2a", "2b"]);
    let tokens: Vec<_> = server.seen().iter().map(|seen| seen.text().to_owned()).collect();
    assert_eq!(
        tokens,
        ["{}", r#"{"pagination":{"token":"page-1"}}"#, r#"{"pagination":{"token":"page-2"}}"#]
    );
}

#[tokio::test]
async fn unknown_fields_of_a_binary_response_are_kept() {
    // A project with an ID and a field of a newer version; the response has another one.
    let sent = b"\x0a\x08\x0a\x03one\xf8\x3f\x07\xfa\x3f\x01x";
    let headers = [("content-type", "application/proto")];
    let server = Server::answering(response("200 OK", &headers, sent)).await;
    let client = client(&server);
    let call = client.get_project(GetProjectRequest::default());
    let response = call.codec(Codec::Binary).await.unwrap();
    let project = response.project.as_ref().unwrap();
    assert_eq!(project.id, "one");
    assert_eq!(project.unknown_fields().as_bytes(), b"\xf8\x3f\x07");
    assert_eq!(response.unknown_fields().as_bytes(), b"\xfa\x3f\x01x");
    assert_eq!(response.to_binary().unwrap(), sent);
    assert_eq!(response.to_json(), r#"{"project":{"id":"one"}}"#);
}

#[tokio::test]
async fn violations_are_read_from_a_response() {
    let refused = Client::builder()
        .transport(Fake::new())
        .validation(Validation::Refuse)
        .build()
        .unwrap()
        .get_project(GetProjectRequest::default().with_project_id("no id"))
        .await
        .unwrap_err();
    let server = Server::answering(json("400 Bad Request", &refused.to_json())).await;
    let error = client(&server).get_project(GetProjectRequest::default()).await.unwrap_err();
    assert_eq!((error.code(), error.http_status()), (Code::InvalidArgument, Some(400)));
    let violations = error.violations().unwrap();
    assert_eq!(violations.iter().next().unwrap().field(), "project_id");
}
