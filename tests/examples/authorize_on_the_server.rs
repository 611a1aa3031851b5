//! An interceptor around handlers that finds out who calls and leaves the user in the context:
//! `cargo test --package gitpod-tests --example authorize_on_the_server`.
//!
//! It works the same in process and over HTTP.

use std::io;

use gitpod_api::runtime::http::server::HttpServer;
use gitpod_api::server::{ProjectService, ProjectServiceServer};
use gitpod_api::{
    AnyRequest, AnyResponse, BoxFuture, Error, GetProjectRequest, GetProjectResponse, Interceptor,
    Next, Project, ProjectMetadata, Request, Response, Router,
};

/// The user of a request.
struct User(String);

/// Takes the token for the user's name. A real one would look the token up.
struct Authorize;

impl Interceptor for Authorize {
    fn intercept<'a>(
        &'a self,
        mut request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        Box::pin(async move {
            let header = request.metadata.get("authorization");
            let token = header.and_then(|header| header.strip_prefix("Bearer "));
            let token = token.ok_or_else(|| Error::unauthenticated("no token"))?.to_owned();
            request.extensions.insert(User(token));
            next.run(request).await
        })
    }
}

struct Projects;

impl ProjectService for Projects {
    async fn get_project(
        &self,
        request: Request<GetProjectRequest>,
    ) -> Result<Response<GetProjectResponse>, Error> {
        let User(name) =
            request.context().extension().ok_or_else(|| Error::unauthenticated("no user"))?;
        let metadata = ProjectMetadata::default().with_name(format!("a project of {name}"));
        let project = Project::default().with_metadata(metadata);
        Ok(GetProjectResponse::default().with_project(project).into())
    }
}

fn router() -> Router {
    Router::new().add(ProjectServiceServer::new(Projects)).intercept(Authorize)
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let server = HttpServer::bind("127.0.0.1:8080").await?;
    println!("listening at http://{}", server.local_addr()?);
    server.serve(router().into_http(), std::future::pending()).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use gitpod_api::{Client, Code};

    use super::*;

    async fn name(client: &Client) -> Result<String, Error> {
        let response = client.projects().retrieve(GetProjectRequest::default()).await?;
        let metadata = response.project.and_then(|project| project.metadata);
        Ok(metadata.map(|metadata| metadata.name).unwrap_or_default())
    }

    async fn check(known: &Client, unknown: &Client) {
        assert_eq!(name(known).await.unwrap(), "a project of ada");
        assert_eq!(name(unknown).await.unwrap_err().code(), Code::Unauthenticated);
    }

    #[tokio::test]
    async fn handlers_see_the_user_in_process() {
        let builder = || Client::builder().transport(router());
        check(&builder().token("ada").build().unwrap(), &builder().build().unwrap()).await;
    }

    #[tokio::test]
    async fn handlers_see_the_user_over_http() {
        let server = HttpServer::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", server.local_addr().unwrap());
        let running = tokio::spawn(server.serve(router().into_http(), std::future::pending()));
        let builder = || Client::builder().base_url(&url);
        check(&builder().token("ada").build().unwrap(), &builder().build().unwrap()).await;
        running.abort();
    }
}
