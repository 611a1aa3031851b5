//! The generated server, called with the bytes that any HTTP client would send.

#[path = "../../examples/serve_projects.rs"]
mod example;

use std::net::SocketAddr;

use gitpod_api::runtime::http::server::{HttpServer, HttpService};
use gitpod_api::server::{ProjectService, ProjectServiceServer};
use gitpod_api::{
    CreateProjectRequest, CreateProjectResponse, Error, GetProjectRequest, GetProjectResponse,
    ListProjectsRequest, ListProjectsResponse, PaginationResponse, Project, Request, Response,
    Router,
};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tower_service::Service;

struct Projects;

impl ProjectService for Projects {
    /// Returns the initializer of the request.
    async fn create_project(
        &self,
        request: Request<CreateProjectRequest>,
    ) -> Result<Response<CreateProjectResponse>, Error> {
        let initializer = request.into_inner().initializer.unwrap_or_default();
        let project = Project::default().with_initializer(initializer);
        Ok(CreateProjectResponse::default().with_project(project).into())
    }

    async fn get_project(
        &self,
        request: Request<GetProjectRequest>,
    ) -> Result<Response<GetProjectResponse>, Error> {
        let project = Project::default().with_id(request.into_inner().project_id);
        Ok(GetProjectResponse::default().with_project(project).into())
    }

    /// Returns the requested page size and token.
    async fn list_projects(
        &self,
        request: Request<ListProjectsRequest>,
    ) -> Result<Response<ListProjectsResponse>, Error> {
        let page = request.into_inner().pagination.unwrap_or_default();
        let project = Project::default().with_id(format!("{} of a page", page.page_size));
        let next = PaginationResponse::default().with_next_token(page.token);
        let response = ListProjectsResponse::default().with_projects([project]);
        Ok(response.with_pagination(next).into())
    }
}

async fn serve(configure: impl FnOnce(HttpService) -> HttpService) -> SocketAddr {
    let service = Router::new().add(ProjectServiceServer::new(Projects)).into_http();
    listen(configure(service)).await
}

async fn listen(service: HttpService) -> SocketAddr {
    let server = HttpServer::bind("127.0.0.1:0").await.expect("a free port");
    let address = server.local_addr().expect("bound");
    tokio::spawn(server.serve(service, std::future::pending()));
    address
}

/// Sends a request and returns the status line and the body of the response.
async fn send(address: SocketAddr, head: &str, body: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let length = body.len();
    let request = format!(
        "{head} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("it answers");
    let (head, body) = answer.split_once("\r\n\r\n").expect("an HTTP response");
    (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
}

/// Calls a service of [`Projects`] in binary and returns the status and the body of the response.
async fn call(path: &str, body: &'static [u8]) -> (u16, Bytes) {
    let mut service = Router::new().add(ProjectServiceServer::new(Projects)).into_http();
    let request = http::Request::post(path).header("content-type", "application/proto");
    let request = request.body(Full::new(Bytes::from_static(body))).expect("it is valid");
    let response = service.call(request).await.expect("it never fails");
    let status = response.status().as_u16();
    (status, response.into_body().collect().await.expect("it is complete").to_bytes())
}

#[tokio::test]
async fn a_handler_forwards_fields_that_the_schema_does_not_know() {
    let path = "/gitpod.v1.ProjectService/CreateProject";
    // The initializer is field 2 of a request and 3 of a project. It has the unknown fields 100 and 101.
    let unknown = b"\xa2\x06\x03new\xa8\x06\x07";
    let (status, body) = call(path, b"\x12\x09\xa2\x06\x03new\xa8\x06\x07").await;
    assert_eq!(status, 200, "{body:?}");
    assert_eq!(body, [&b"\x0a\x0b\x1a\x09"[..], unknown].concat());
}

const OK: &str = "HTTP/1.1 200 OK";

#[tokio::test]
async fn generated_services_answer_with_and_without_a_prefix() {
    let address = serve(|service| service.also_below("/api")).await;
    for prefix in ["", "/api"] {
        let head = format!("POST {prefix}/gitpod.v1.ProjectService/GetProject");
        let response = send(address, &head, r#"{"projectId":"p1"}"#).await;
        assert_eq!(response, (OK.to_owned(), r#"{"project":{"id":"p1"}}"#.to_owned()));
    }
    let (status, body) = send(address, "POST /gitpod.v1.ProjectService/DeleteProject", "{}").await;
    assert_eq!(status, "HTTP/1.1 501 Not Implemented");
    assert!(body.contains("DeleteProject is not implemented"), "{body}");
}

#[tokio::test]
async fn the_example_serves_its_projects() {
    let address = listen(example::service()).await;
    let head = "POST /api/gitpod.v1.ProjectService/GetProject";
    let id = "b0e12f6c-4c67-429d-a4a6-d9838b5da047";
    let (status, body) = send(address, head, &format!(r#"{{"projectId":"{id}"}}"#)).await;
    assert_eq!((status.as_str(), body), (OK, format!(r#"{{"project":{{"id":"{id}"}}}}"#)));
    let other = id.replace('7', "9");
    let (status, body) = send(address, head, &format!(r#"{{"projectId":"{other}"}}"#)).await;
    assert_eq!(status, "HTTP/1.1 404 Not Found");
    assert!(body.contains("no project"), "{body}");
}

#[tokio::test]
async fn query_parameters_page_post_and_get_requests() {
    let address = serve(|service| service).await;
    let path = "/gitpod.v1.ProjectService/ListProjects";
    let page = r#"{"pagination":{"nextToken":"t"},"projects":[{"id":"3 of a page"}]}"#;
    let post = format!("POST {path}?token=t&pageSize=3");
    let body = r#"{"pagination":{"token":"first","pageSize":100}}"#;
    assert_eq!(send(address, &post, body).await, (OK.to_owned(), page.to_owned()));
    let get = format!("GET {path}?connect=v1&encoding=json&message=%7B%7D&token=t&pageSize=3");
    assert_eq!(send(address, &get, "").await, (OK.to_owned(), page.to_owned()));
}

#[tokio::test]
async fn validation_and_defaults_are_service_options() {
    let head = "POST /gitpod.v1.ProjectService/ListProjects?pageSize=1000";
    let address = serve(HttpService::validate_requests).await;
    // Values from the query string are validated like the fields they set.
    let (status, body) = send(address, head, "{}").await;
    assert_eq!(status, "HTTP/1.1 400 Bad Request");
    assert!(body.contains("pagination.page_size"), "{body}");
    assert!(body.contains("buf.validate.Violations"), "{body}");

    let address = serve(HttpService::emit_defaults).await;
    let (status, body) = send(address, head, "{}").await;
    assert_eq!(status, OK);
    assert!(body.contains(r#""nextToken":"""#), "{body}");
}
