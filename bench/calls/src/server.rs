//! The servers. Each decodes the request, checks the ID, and encodes a message that it has in memory.

use std::hint::black_box;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request as HttpRequest, State};
use bench_peers::{connect, derived, prost};
use connectrpc::{CompressionPolicy, ConnectRpcService, RequestContext, handler_fn};
use gitpod_api::runtime::http::server::HttpServer;
use gitpod_api::server::{ProjectService, ProjectServiceServer};
use gitpod_api::{
    Error, GetProjectRequest, GetProjectResponse, ListProjectsRequest, ListProjectsResponse,
    Request, Response, Router,
};
use tokio::net::TcpListener;

use crate::process;
use crate::size::{ID, Size};

type ConnectGet = connect::gitpod::v1::GetProjectResponse;
type ConnectList = connect::gitpod::v1::ListProjectsResponse;

/// Runs the server of a candidate until the input ends.
pub(crate) async fn run(candidate: &str) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    process::answer(listener.local_addr().expect("it is bound").port());
    keep_freed_memory();
    match candidate {
        "ours" | "ours-grpc" => ours(listener).await,
        "axum" => derive(listener).await,
        "connectrpc" | "connectrpc-grpc" => connectrpc(listener).await,
        "tonic" => tonic(listener).await,
        unknown => panic!("unknown server: {unknown}"),
    }
}

/// Frees a large buffer, after which glibc returns freed memory to the system only when there is more of it.
///
/// A long-running server has freed one. Before that, whether each call returns the top of the heap, and the next one
/// pays for page faults, depends on how the buffers of a server happen to grow.
fn keep_freed_memory() {
    drop(black_box(Vec::<u8>::with_capacity(16 << 20)));
}

fn read<T: serde::de::DeserializeOwned>(size: Size) -> T {
    serde_json::from_str(&size.response()).expect("valid")
}

struct Ours {
    small: GetProjectResponse,
    list: ListProjectsResponse,
}

impl ProjectService for Ours {
    async fn get_project(
        &self,
        request: Request<GetProjectRequest>,
    ) -> Result<Response<GetProjectResponse>, Error> {
        assert_eq!(request.message.project_id, ID);
        Ok(self.small.clone().into())
    }

    async fn list_projects(
        &self,
        _: Request<ListProjectsRequest>,
    ) -> Result<Response<ListProjectsResponse>, Error> {
        Ok(self.list.clone().into())
    }
}

async fn ours(listener: TcpListener) {
    let service =
        Ours { small: bench_sample::small(), list: bench_sample::list(bench_sample::PROJECTS) };
    let router = Router::new().add(ProjectServiceServer::new(service)).into_http();
    let server = HttpServer::from(listener);
    server.serve(router, std::future::pending()).await;
}

struct Derived {
    small: derived::GetProjectResponse,
    list: derived::ListProjectsResponse,
}

async fn derive(listener: TcpListener) {
    let service = Derived { small: read(Size::Small), list: read(Size::List) };
    let router = axum::Router::new().fallback(derived_call).with_state(Arc::new(service));
    axum::serve(listener, router).await.expect("it serves");
}

async fn derived_call(
    State(service): State<Arc<Derived>>,
    request: HttpRequest,
) -> http::Response<Body> {
    let path = request.uri().path().to_owned();
    let body = axum::body::to_bytes(request.into_body(), 4 << 20).await.expect("a body");
    let encoded = if path == Size::Small.path() {
        let request: derived::GetProjectRequest = serde_json::from_slice(&body).expect("valid");
        assert_eq!(request.project_id, ID);
        serde_json::to_vec(&service.small.clone())
    } else {
        let _: derived::ListProjectsRequest = serde_json::from_slice(&body).expect("valid");
        serde_json::to_vec(&service.list.clone())
    };
    http::Response::builder()
        .header("content-type", "application/json")
        .body(Body::from(encoded.expect("valid")))
        .expect("valid")
}

async fn connectrpc(listener: TcpListener) {
    let (small, list): (ConnectGet, ConnectList) = (read(Size::Small), read(Size::List));
    let (small, list) = (Arc::new(small), Arc::new(list));
    let get =
        handler_fn(move |_: RequestContext, request: connect::gitpod::v1::GetProjectRequest| {
            assert_eq!(request.project_id, ID);
            let small = ConnectGet::clone(&small);
            async move { connectrpc::Response::ok(small) }
        });
    let list = handler_fn(move |_: RequestContext, _: connect::gitpod::v1::ListProjectsRequest| {
        let list = ConnectList::clone(&list);
        async move { connectrpc::Response::ok(list) }
    });
    let router = connectrpc::Router::new()
        .route::<_, _, ConnectGet>("gitpod.v1.ProjectService", "GetProject", get)
        .route::<_, _, ConnectList>("gitpod.v1.ProjectService", "ListProjects", list);
    // Some clients accept gzip, and some don't.
    let service =
        ConnectRpcService::new(router).with_compression_policy(CompressionPolicy::disabled());
    connectrpc::Server::from_listener(listener)
        .serve_with_service(service)
        .await
        .expect("it serves");
}

struct Tonic {
    small: prost::GetProjectResponse,
    list: prost::ListProjectsResponse,
}

#[tonic::async_trait]
impl prost::project_service_server::ProjectService for Tonic {
    async fn get_project(
        &self,
        request: tonic::Request<prost::GetProjectRequest>,
    ) -> Result<tonic::Response<prost::GetProjectResponse>, tonic::Status> {
        assert_eq!(request.get_ref().project_id, ID);
        Ok(tonic::Response::new(self.small.clone()))
    }

    async fn list_projects(
        &self,
        _: tonic::Request<prost::ListProjectsRequest>,
    ) -> Result<tonic::Response<prost::ListProjectsResponse>, tonic::Status> {
        Ok(tonic::Response::new(self.list.clone()))
    }
}

async fn tonic(listener: TcpListener) {
    let service = Tonic { small: read(Size::Small), list: read(Size::List) };
    let service = prost::project_service_server::ProjectServiceServer::new(service);
    let incoming = tonic::transport::server::TcpIncoming::from(listener).with_nodelay(Some(true));
    let server = tonic::transport::Server::builder().add_service(service);
    server.serve_with_incoming(incoming).await.expect("it serves");
}
