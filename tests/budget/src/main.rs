//! The work whose instructions `cargo xtask bench --budget` counts, on fixed inputs.
//!
//! The arguments are a case and a number of iterations. The whole API is linked, through the mock, so that the size
//! of the code says what every message and RPC costs.

use std::hint::black_box;

use gitpod_api::client::ProjectServiceClient as _;
use gitpod_api::runtime::http::server::HttpServer;
use gitpod_api::runtime::json;
use gitpod_api::server::{ProjectService, ProjectServiceServer};
use gitpod_api::{
    Client, Error, GetProjectRequest, GetProjectResponse, ListProjectsResponse, MessageExt as _,
    Request, Response, Router,
};

/// The ID of the requested project.
const ID: &str = "019cebb1-4c06-7e58-93d7-0ab4f6c80000";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let case = arguments.next().expect("usage: CASE ITERATIONS");
    let iterations = arguments.next().and_then(|count| count.parse().ok());
    let repeat = Repeat(iterations.expect("a number of iterations"));
    let list = bench_sample::list(bench_sample::PROJECTS);
    match case.as_str() {
        "json-decode" => {
            let document = list.to_json();
            repeat.work(|| ListProjectsResponse::from_json(&document).expect("valid"));
        }
        "json-encode" => repeat.work(|| json::encode_to_vec(&list)),
        "binary-decode" => {
            let bytes = list.to_binary().expect("every enum value has a number");
            repeat.work(|| ListProjectsResponse::from_binary(&bytes).expect("valid"));
        }
        "binary-encode" => repeat.work(|| list.to_binary().expect("every enum value has a number")),
        "call-in-process" => repeat.calls(&Client::new(router())).await,
        "call-http" => {
            let server = HttpServer::bind("127.0.0.1:0").await.expect("a free port");
            let url = format!("http://{}", server.local_addr().expect("it is bound"));
            tokio::spawn(server.serve(router().into_http(), std::future::pending()));
            let client = Client::builder().base_url(url).token("token").build();
            repeat.calls(&client.expect("it is configured")).await;
        }
        "mock" => drop(black_box(gitpod_api::mock::Mock::new().router())),
        unknown => panic!("unknown case: {unknown}"),
    }
}

struct Repeat(u32);

impl Repeat {
    fn work<T>(self, mut work: impl FnMut() -> T) {
        for _ in 0..self.0 {
            black_box(work());
        }
    }

    async fn calls(self, client: &Client) {
        for _ in 0..self.0 {
            let request = GetProjectRequest::default().with_project_id(ID);
            let response = client.get_project(request).await.expect("the server answers");
            black_box(response);
        }
    }
}

struct Projects;

impl ProjectService for Projects {
    async fn get_project(
        &self,
        request: Request<GetProjectRequest>,
    ) -> Result<Response<GetProjectResponse>, Error> {
        assert_eq!(request.message.project_id, ID);
        Ok(bench_sample::small().into())
    }
}

fn router() -> Router {
    Router::new().add(ProjectServiceServer::new(Projects))
}
