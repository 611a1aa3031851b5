//! Serves an RPC that fails with typed details, on a free port, whose URL it prints. `cargo xtask interop`
//! reads the details with a foreign client.

use std::io;

use gitpod_api::runtime::http::server::HttpServer;
use gitpod_api::server::{ProjectService, ProjectServiceServer};
use gitpod_api::{
    ActionableErrorDetails, Error, ErrorAction, ErrorDetail, GetProjectRequest, GetProjectResponse,
    OrganizationTier, OrganizationTierFailedPreconditionDetails, Request, Response, Router,
};

struct Failing;

impl ProjectService for Failing {
    async fn get_project(
        &self,
        request: Request<GetProjectRequest>,
    ) -> Result<Response<GetProjectResponse>, Error> {
        let action = ErrorAction::default()
            .with_label("Change the tier")
            .with_external_url("https://example.com/billing");
        let actionable = ActionableErrorDetails::default()
            .with_error_code("tier-too-low")
            .with_user_message("Zmień plan 😀")
            .with_metadata([("project", request.message.project_id)])
            .with_actions([action]);
        let tier = OrganizationTierFailedPreconditionDetails::default()
            .with_required_tier(OrganizationTier::Enterprise);
        Err(Error::failed_precondition("upgrade the organization first: 100 % więcej")
            .with_detail(ErrorDetail::of(&actionable)?)
            .with_detail(ErrorDetail::of(&tier)?))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let server = HttpServer::bind("127.0.0.1:0").await?;
    println!("http://{}", server.local_addr()?);
    let router = Router::new().add(ProjectServiceServer::new(Failing));
    server.serve(router.into_http(), std::future::pending()).await;
    Ok(())
}
