//! Serves two projects: `cargo run --package gitpod-tests --example serve_projects`. Try it with:
//!
//! ```sh
//! curl http://127.0.0.1:8080/gitpod.v1.ProjectService/GetProject \
//!     --json '{"projectId": "b0e12f6c-4c67-429d-a4a6-d9838b5da047"}'
//! ```

use std::io;

use gitpod_api::runtime::http::server::{HttpServer, HttpService};
use gitpod_api::server::{ProjectService, ProjectServiceServer};
use gitpod_api::{
    Error, GetProjectRequest, GetProjectResponse, Project, Request, Response, Router,
};

struct Projects(Vec<Project>);

/// RPCs that are not implemented here return `unimplemented`.
impl ProjectService for Projects {
    async fn get_project(
        &self,
        request: Request<GetProjectRequest>,
    ) -> Result<Response<GetProjectResponse>, Error> {
        let id = &request.message.project_id;
        let project = self.0.iter().find(|project| project.id == *id);
        let project = project.ok_or_else(|| Error::not_found(format!("no project {id:?}")))?;
        Ok(GetProjectResponse::default().with_project(project.clone()).into())
    }
}

/// The HTTP service, which can be wrapped in tower layers or mounted in axum.
pub(crate) fn service() -> HttpService {
    let ids = ["b0e12f6c-4c67-429d-a4a6-d9838b5da047", "b0e12f6c-4c67-429d-a4a6-d9838b5da048"];
    let projects = ids.map(|id| Project::default().with_id(id));
    let router = Router::new().add(ProjectServiceServer::new(Projects(projects.into())));
    router.into_http().also_below("/api").validate_requests()
}

#[tokio::main(flavor = "current_thread")]
#[allow(dead_code, reason = "a test serves it on a free port")]
async fn main() -> io::Result<()> {
    let server = HttpServer::bind("127.0.0.1:8080").await?;
    println!("http://{}", server.local_addr()?);
    server.serve(service(), std::future::pending()).await;
    Ok(())
}
