//! The rules of the schema on the generated types, and validation by clients and servers.

use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use gitpod_api::client::{Client, ProjectServiceClient};
use gitpod_api::runtime::json;
use gitpod_api::runtime::rpc::{Channel, Intercepted, Validate, Validation};
use gitpod_api::runtime::validate::validate;
use gitpod_api::server::{ProjectService, ProjectServiceServer};
use gitpod_api::{
    Code, CreateProjectRequest, CreateProjectsRequest, Error, GetProjectRequest,
    GetProjectResponse, Message, MessageExt, Request, Response, Router, methods,
};
use gitpod_tests::project_api;

/// Runs a future that is ready immediately.
fn block_on<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future is pending"),
    }
}

/// The violations of a message in JSON, each as `path: message [rule]`.
fn broken<M: Message + Default>(json: &str) -> Vec<String> {
    let message = M::from_json(json).unwrap_or_else(|error| panic!("{error}"));
    let outcome = message.validate();
    outcome.err().into_iter().flatten().map(|violation| violation.to_string()).collect()
}

#[test]
fn every_documented_example_is_valid() {
    let mut count = 0;
    for (_, rpc) in project_api().rpcs() {
        let services = methods::SERVICES.iter().flat_map(|service| service.methods());
        let method = services.into_iter().find(|method| method.path() == rpc.path).expect("known");
        for example in &rpc.examples {
            let sides =
                [(method.request(), &example.request), (method.response(), &example.response)];
            for (kind, json) in sides {
                let mut message = kind.new_message();
                json::decode_into(json.as_bytes(), &mut *message).expect("examples decode");
                if let Err(violations) = validate(&*message) {
                    panic!("{}, {}: {violations}", rpc.name, example.title);
                }
                count += 1;
            }
        }
    }
    assert!(count >= 2 * project_api().rpcs().count(), "{count}");
}

/// Every field with rules in the schema has rules in the generated table.
#[test]
fn every_field_with_rules_has_them_in_its_table() {
    let api = project_api();
    let checked = |field: &gitpod_codegen::ir::Field| {
        let rules = &field.rules;
        rules.required || rules.format.is_some() || !rules.cel.is_empty()
    };
    for message in &api.messages {
        let known = methods::SERVICES.iter().flat_map(|service| service.methods());
        let mut types = known.flat_map(|method| [method.request(), method.response()]);
        let Some(kind) = types.find(|kind| kind.name() == message.full_name) else { continue };
        let message_of_type = kind.new_message();
        let descriptor = message_of_type.descriptor();
        assert_eq!(descriptor.is_validated(), message.validated, "{}", message.name);
        let required = message.oneofs.iter().filter(|oneof| oneof.required).count();
        assert_eq!(descriptor.required_oneofs().len(), required, "{}", message.name);
        for (field, entry) in message.fields.iter().zip(descriptor.fields()) {
            if message.validated && checked(field) {
                assert!(entry.validation_rules().is_some(), "{}.{}", message.name, field.name);
            }
        }
    }
}

#[test]
fn violations_have_paths_and_rule_ids() {
    use gitpod_api::{
        CreateProjectRequest, CreateProjectsRequest, InviteDomains, ListProjectsRequest,
        UpdateProjectRequest, ValidateRunnerConfigurationRequest,
    };
    assert_eq!(
        broken::<CreateProjectRequest>(r#"{"devcontainerFilePath": "/etc/devcontainer.json"}"#),
        [
            "name: must be at least 1 characters [string.min_len]",
            "initializer: value is required [required]",
            "devcontainer_file_path: path must not be absolute (start with a /) [relative_path]",
        ]
    );
    assert_eq!(
        broken::<UpdateProjectRequest>(r#"{"name": "", "automationsFilePath": "/x"}"#),
        [
            "project_id: value is empty, which is not a valid UUID [string.uuid_empty]",
            "name: must be at least 1 characters [string.min_len]",
            "automations_file_path: path must not be absolute (start with a /) [relative_path]",
        ]
    );
    assert_eq!(
        broken::<ListProjectsRequest>(
            r#"{
                "pagination": {"pageSize": 101},
                "filter": {"projectIds": ["x"], "runnerKinds": [1, 99]}
            }"#
        ),
        [
            "pagination.page_size: must be greater than or equal to 0 and less than or equal to \
             100 [int32.gte_lte]",
            "filter.project_ids[0]: must be a valid UUID [string.uuid]",
            "filter.runner_kinds[1]: value must be one of the defined enum values \
             [enum.defined_only]",
        ]
    );
    let nested = broken::<CreateProjectsRequest>(r#"{"projects": [{"name": "ok"}]}"#);
    assert_eq!(nested, ["projects[0].initializer: value is required [required]"]);
    let domain = "^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z]{2,}$";
    assert_eq!(
        broken::<InviteDomains>(r#"{"domains": ["acme.com", "acme.com", "x"]}"#),
        [
            "domains: repeated value must contain unique items [repeated.unique]".to_owned(),
            "domains[2]: must be at least 4 characters [string.min_len]".to_owned(),
            format!("domains[2]: does not match regex pattern `{domain}` [string.pattern]"),
        ]
    );
    // The schema disables validation of this message.
    assert_eq!(broken::<ValidateRunnerConfigurationRequest>(r#"{"runnerId": "x"}"#), [""; 0]);
}

#[test]
fn durations_must_be_zero_or_long() {
    let path = "maximum_environment_timeout";
    let words = "value must be 0s (no limit) or at least 1800s (30 minutes)";
    let outcome = |timeout: &str| {
        let id = "0191f7a2-5c3d-7b84-a6e1-4d92c07f8b15";
        let json =
            format!(r#"{{"organizationId": "{id}", "maximumEnvironmentTimeout": "{timeout}"}}"#);
        broken::<gitpod_api::UpdateOrganizationPoliciesRequest>(&json)
    };
    for valid in ["0s", "1800s", "86400s"] {
        assert_eq!(outcome(valid), [""; 0], "{valid}");
    }
    for invalid in ["1s", "1799.999s", "-1s"] {
        assert_eq!(outcome(invalid), [format!("{path}: {words} [{path}]")], "{invalid}");
    }
}

/// Counts its calls.
#[derive(Clone, Default)]
struct Counting(Arc<Mutex<usize>>);

impl ProjectService for Counting {
    async fn get_project(
        &self,
        _: Request<GetProjectRequest>,
    ) -> Result<Response<GetProjectResponse>, Error> {
        *self.0.lock().expect("not poisoned") += 1;
        Ok(GetProjectResponse::default().into())
    }
}

impl Counting {
    fn calls(&self) -> usize {
        *self.0.lock().expect("not poisoned")
    }

    fn router(&self) -> Router {
        Router::new().add(ProjectServiceServer::new(self.clone()))
    }
}

fn valid() -> GetProjectRequest {
    GetProjectRequest::default().with_project_id("0191f7a2-5c3d-7b84-a6e1-4d92c07f8b15")
}

fn invalid() -> GetProjectRequest {
    GetProjectRequest::default().with_project_id("x")
}

/// Checks the error of an invalid request: code, message, RPC and violation.
#[track_caller]
fn assert_rejected(error: &Error) {
    assert_eq!(error.code(), Code::InvalidArgument);
    assert_eq!(error.message(), "project_id: must be a valid UUID [string.uuid]");
    assert_eq!(error.method(), Some("/gitpod.v1.ProjectService/GetProject"));
    let violations = error.violations().expect("the detail is there");
    let violation = violations.iter().next().expect("there is one");
    assert_eq!((violation.field(), violation.rule()), ("project_id", "string.uuid"));
}

#[test]
fn a_client_rejects_invalid_requests_before_sending() {
    let service = Counting::default();
    let client = Client::new(Channel::new(service.router()).intercept(Validate::refuse()));
    assert_rejected(&block_on(client.get_project(invalid())).expect_err("it is invalid"));
    assert_eq!(service.calls(), 0);
    block_on(client.get_project(valid())).expect("it is valid");
    assert_eq!(service.calls(), 1);
}

#[test]
fn a_client_reports_invalid_requests_and_sends_them() {
    let service = Counting::default();
    let warnings = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&warnings);
    let validation = Validation::warn(move |method, violations| {
        seen.lock().expect("not poisoned").push(format!("{}: {violations}", method.name()));
    });
    let client = Client::new(Channel::new(service.router()).intercept(Validate::new(validation)));
    block_on(client.get_project(valid())).expect("it is valid");
    block_on(client.get_project(invalid())).expect("it is sent");
    assert_eq!(service.calls(), 2);
    assert_eq!(
        *warnings.lock().expect("not poisoned"),
        ["GetProject: project_id: must be a valid UUID [string.uuid]"]
    );
}

#[test]
fn validation_is_off_by_default() {
    let service = Counting::default();
    let off = Validate::new(Validation::default());
    let off = Client::new(Channel::new(service.router()).intercept(off));
    for client in [Client::new(service.router()), off] {
        block_on(client.get_project(invalid())).expect("requests are not validated");
    }
    assert_eq!(service.calls(), 2);
}

#[test]
fn the_innermost_of_several_interceptors_may_look() {
    let service = Counting::default();
    let router: Arc<dyn gitpod_api::Transport> = Arc::new(Box::new(service.router()));
    let outer = Channel::new(router).intercept(Validate::new(Validation::Off));
    let client = Client::new(outer.intercept(Validate::refuse()));
    assert_rejected(&block_on(client.get_project(invalid())).expect_err("it is invalid"));
    assert_eq!(service.calls(), 0);
}

#[test]
fn a_server_rejects_invalid_requests_before_the_handler() {
    let service = Counting::default();
    let mounted = Intercepted::new(ProjectServiceServer::new(service.clone()));
    let mounted = mounted.intercept(Validate::refuse());
    let one_service = Router::new().add(mounted);
    let all_services = service.router().validate_requests();
    for (calls, router) in [one_service, all_services].into_iter().enumerate() {
        let client = Client::new(router);
        assert_rejected(&block_on(client.get_project(invalid())).expect_err("it is invalid"));
        assert_eq!(service.calls(), calls);
        block_on(client.get_project(valid())).expect("it is valid");
        assert_eq!(service.calls(), calls + 1);
    }
}

#[test]
fn clients_and_servers_have_a_maximum_of_violations() {
    let service = Counting::default();
    let three = || Validate::refuse().max_violations(3);
    let request = || {
        let projects = vec![CreateProjectRequest::default(); 200];
        CreateProjectsRequest::default().with_projects(projects)
    };
    let found = |client: &Client| {
        let error = block_on(client.create_projects(request())).expect_err("it is invalid");
        error.violations().map(|violations| violations.len())
    };
    let channel = Channel::new(service.router()).intercept(three());
    assert_eq!(found(&Client::new(channel)), Some(3));
    assert_eq!(found(&Client::new(service.router().intercept(three()))), Some(3));
    assert_eq!(found(&Client::new(service.router().validate_requests())), Some(100));
    let builder = Client::builder().transport(service.router()).validation(Validation::Refuse);
    assert_eq!(found(&builder.max_violations(2).build().expect("it is valid")), Some(2));
}
