//! The generated client and the generated servers in one process, joined by a router: every RPC goes
//! through encoding, dispatch and decoding.

#[macro_use]
mod services;
mod fakes;
mod pointers;
mod registry;
mod rpcs;
mod waits;

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use gitpod_api::client::{Client, ProjectServiceClient};
use gitpod_api::runtime::rpc::MethodDescriptor;
use gitpod_api::{Error, Message, MessageExt, Request, Response, Router, methods};
use gitpod_tests::project_api;

/// The first example of each RPC, request and response, by path.
#[derive(Clone)]
struct Examples(Arc<BTreeMap<String, (String, String)>>);

impl Examples {
    fn new() -> Self {
        let api = project_api();
        let examples = api.rpcs().map(|(_, rpc)| {
            let example = rpc.examples.first().expect("every RPC has an example");
            (rpc.path.clone(), (example.request.clone(), example.response.clone()))
        });
        Self(Arc::new(examples.collect()))
    }

    fn request<M: Message + Default>(&self, method: &MethodDescriptor) -> M {
        M::from_json(&self.0[method.path()].0).unwrap_or_else(|error| panic!("{error}"))
    }

    fn response<M: Message + Default>(&self, method: &MethodDescriptor) -> M {
        M::from_json(&self.0[method.path()].1).unwrap_or_else(|error| panic!("{error}"))
    }
}

/// Answers each RPC with the response of its example. Rejects other requests than that of the example.
#[derive(Clone)]
struct Documented(Examples);

impl Documented {
    fn answer<Q, R>(
        &self,
        method: &'static MethodDescriptor,
        request: &Request<Q>,
    ) -> Result<Response<R>, Error>
    where
        Q: Message + Default + PartialEq,
        R: Message + Default,
    {
        if request.message != self.0.request::<Q>(method) {
            return Err(Error::invalid_argument("this is not the documented request"));
        }
        Ok(self.0.response::<R>(method).into())
    }
}

/// Implements no RPC.
#[derive(Clone)]
struct Unimplemented;

/// Returns the method of a service by its Rust name.
fn method_named(
    service: &'static gitpod_api::runtime::rpc::ServiceDescriptor,
    rust_name: &str,
) -> &'static MethodDescriptor {
    let plain = rust_name.replace('_', "");
    service
        .methods()
        .iter()
        .find(|method| method.name().to_lowercase() == plain)
        .unwrap_or_else(|| panic!("{rust_name} is not in the method table"))
}

/// Runs a future on this thread.
fn block_on<F: IntoFuture>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future.into_future());
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[test]
fn every_rpc_answers_by_both_of_its_names() {
    let examples = Examples::new();
    let client = Client::new(rpcs::documented(&examples));
    let called: BTreeSet<_> = rpcs::call_all(&client, &examples).into_iter().collect();
    let table: BTreeSet<_> = methods::SERVICES
        .iter()
        .flat_map(|service| service.methods().iter().copied())
        .map(MethodDescriptor::path)
        .collect();
    let missing: Vec<_> = table.difference(&called).collect();
    assert!(missing.is_empty(), "no line in tests/tests/loopback/rpcs.rs for {missing:#?}");
    assert_eq!(called.len(), table.len());
}

#[test]
fn unimplemented_rpcs_are_reported_by_name() {
    rpcs::call_unimplemented(&Client::new(rpcs::unimplemented()));
    rpcs::call_unimplemented(&Client::new(Router::new()));
}

#[test]
fn every_example_survives_a_round_trip() {
    let examples = project_api();
    for (_, rpc) in examples.rpcs() {
        let method = methods::SERVICES
            .iter()
            .flat_map(|service| service.methods())
            .find(|method| method.path() == rpc.path)
            .expect("the method table has every RPC");
        for example in &rpc.examples {
            for (kind, json) in
                [(method.request(), &example.request), (method.response(), &example.response)]
            {
                let mut message = kind.new_message();
                gitpod_api::runtime::json::decode_into(json.as_bytes(), &mut *message)
                    .unwrap_or_else(|error| panic!("{}: {error}", rpc.name));
                let written = gitpod_api::runtime::json::encode_to_string(&*message);
                let canonical: serde_json::Value = serde_json::from_str(&written).expect("JSON");
                let documented: serde_json::Value = serde_json::from_str(json).expect("JSON");
                assert_eq!(canonical, documented, "{}: {}", rpc.name, example.title);
            }
        }
    }
}

#[test]
fn pages_and_items_of_a_listing() {
    #[derive(Clone)]
    struct ThreePages;

    impl gitpod_api::server::ProjectService for ThreePages {
        async fn list_projects(
            &self,
            request: Request<gitpod_api::ListProjectsRequest>,
        ) -> Result<Response<gitpod_api::ListProjectsResponse>, Error> {
            let page = request.message.pagination.unwrap_or_default();
            let number: u32 = page.token.parse().unwrap_or(0);
            let projects: Vec<_> = (0..2)
                .map(|index| gitpod_api::Project::default().with_id(format!("{number}-{index}")))
                .collect();
            let next = if number < 2 { (number + 1).to_string() } else { String::new() };
            Ok(gitpod_api::ListProjectsResponse::default()
                .with_projects(projects)
                .with_pagination(gitpod_api::PaginationResponse::default().with_next_token(next))
                .into())
        }
    }

    let router = Router::new().add(gitpod_api::server::ProjectServiceServer::new(ThreePages));
    let client = Client::new(router);
    let mut pages = client.projects().list_pages(gitpod_api::ListProjectsRequest::default());
    let mut count = 0;
    while let Some(page) = block_on(pages.next()) {
        assert_eq!(page.expect("a page").projects.len(), 2);
        count += 1;
    }
    assert_eq!(count, 3);

    let mut items = client.list_projects_pages(Default::default()).items();
    let mut ids = Vec::new();
    while let Some(item) = block_on(items.next()) {
        ids.push(item.expect("a project").id);
    }
    assert_eq!(ids, ["0-0", "0-1", "1-0", "1-1", "2-0", "2-1"]);
}

#[test]
fn require_returns_a_message_or_names_the_missing_field() {
    let response = gitpod_api::GetOrganizationResponse::default();
    let error = response.require_organization().expect_err("nothing is there");
    assert_eq!(error.message(), "gitpod.v1.GetOrganizationResponse");
    assert_eq!(error.field(), "organization");
    let response =
        response.with_organization(gitpod_api::Organization::default().with_name("Acme"));
    assert_eq!(response.require_organization().expect("it is there").name, "Acme");
}

#[test]
fn secrets_are_redacted() {
    let request = gitpod_api::CreateSsoConfigurationRequest::default()
        .with_client_id("visible")
        .with_client_secret("hush-hush");
    let shown = format!("{request:?} {request:#?}");
    assert!(shown.contains("visible") && shown.contains("[redacted]"), "{shown}");
    assert!(!shown.contains("hush"), "{shown}");
    let error =
        gitpod_api::CreateSsoConfigurationRequest::from_json(r#"{"clientSecret": ["hush"]}"#)
            .expect_err("a list is no string");
    assert!(!error.to_string().contains("hush"), "{error}");
}

#[test]
fn unknown_enum_values_round_trip() {
    let json = r#"{"id":"x","tier":"ORGANIZATION_TIER_GALACTIC"}"#;
    let organization = gitpod_api::Organization::from_json(json).expect("open enums take it");
    assert!(matches!(organization.tier, gitpod_api::OrganizationTier::Unknown(_)));
    assert_eq!(organization.to_json(), json);
}
