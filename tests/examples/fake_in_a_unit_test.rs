//! Code that calls the API, with unit tests that need no server:
//! `cargo test --package gitpod-tests --example fake_in_a_unit_test`.
//!
//! The code takes the client trait of a service, so a test can pass a fake.

use gitpod_api::client::ProjectServiceClient;
use gitpod_api::{Client, Error, GetProjectRequest};

/// Returns the name of a project, or a placeholder if there is no such project.
async fn title(projects: &dyn ProjectServiceClient, id: &str) -> Result<String, Error> {
    match projects.get_project(GetProjectRequest::default().with_project_id(id)).await {
        Ok(response) => {
            let metadata = response.project.and_then(|project| project.metadata);
            Ok(metadata.map(|metadata| metadata.name).unwrap_or_default())
        }
        Err(error) if error.is_not_found() => Ok(format!("(no project {id})")),
        Err(error) => Err(error),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::from_env()?;
    for id in std::env::args().skip(1) {
        println!("{}", title(&client, &id).await?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use gitpod_api::{Call, Fake, GetProjectResponse, Project, ProjectMetadata, methods};

    use super::*;

    /// A hand-written fake with the one method that the test needs.
    struct Named(&'static str);

    impl ProjectServiceClient for Named {
        fn get_project(&self, request: GetProjectRequest) -> Call<'_, GetProjectResponse> {
            let metadata = ProjectMetadata::default().with_name(self.0);
            let project = Project::default().with_id(request.project_id).with_metadata(metadata);
            Call::ready(Ok(GetProjectResponse::default().with_project(project)))
        }
    }

    #[tokio::test]
    async fn the_title_is_the_name_of_the_project() {
        assert_eq!(title(&Named("website"), "p1").await.unwrap(), "website");
    }

    /// A fake transport under the real client. It answers with closures and records requests.
    #[tokio::test]
    async fn a_missing_project_has_a_placeholder() {
        let get = methods::project_service::GET_PROJECT;
        let fake = Fake::new().on(get, |request: GetProjectRequest| {
            Err::<GetProjectResponse, _>(Error::not_found(request.project_id))
        });
        let client = Client::new(fake.clone());
        assert_eq!(title(&client, "p1").await.unwrap(), "(no project p1)");
        let requests = fake.requests::<GetProjectRequest>(get).unwrap();
        assert_eq!(requests, [GetProjectRequest::default().with_project_id("p1")]);
    }

    /// A call without a closure fails with an error that names the RPC.
    #[tokio::test]
    async fn other_errors_are_returned() {
        let error = title(&Client::new(Fake::new()), "p1").await.unwrap_err();
        assert!(error.to_string().contains("ProjectService/GetProject"), "{error}");
    }
}
