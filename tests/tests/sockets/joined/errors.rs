//! Errors of handlers as the client receives them, with every part.

use gitpod_api::runtime::message::FieldDescriptor;
use gitpod_api::runtime::message::rules::Rules;
use gitpod_api::runtime::rpc::Context;
use gitpod_api::runtime::validate::validate;
use gitpod_api::{
    ActionableErrorDetails, BoxFuture, Code, Error, ErrorAction, ErrorDetail, GetProjectRequest,
    Message, MessageExt, Metadata, RetryPolicy, Violations,
};
use serde_json::json;

use crate::rpcs;
use crate::support::server::Server;
use crate::support::services::{Behaviour, CallSpec};

const CODES: [(Code, u16); 16] = [
    (Code::Canceled, 499),
    (Code::Unknown, 500),
    (Code::InvalidArgument, 400),
    (Code::DeadlineExceeded, 504),
    (Code::NotFound, 404),
    (Code::AlreadyExists, 409),
    (Code::PermissionDenied, 403),
    (Code::ResourceExhausted, 429),
    (Code::FailedPrecondition, 400),
    (Code::Aborted, 409),
    (Code::OutOfRange, 400),
    (Code::Unimplemented, 501),
    (Code::Internal, 500),
    (Code::Unavailable, 503),
    (Code::DataLoss, 500),
    (Code::Unauthenticated, 401),
];

const CODE: &str = "x-code";

/// Fails with the code that the request's header names.
struct Failing;

/// The error of a handler.
fn failure(code: Code) -> Error {
    let mut metadata = Metadata::new();
    metadata.append("x-hint", "one").expect("a header");
    metadata.append("x-hint", "two").expect("a header");
    metadata.append("retry-after", "7").expect("a header");
    Error::new(code, "no \"luck\" – не повезло\nat all")
        .with_detail(violations().to_detail())
        .with_detail(ErrorDetail::new("acme.v1.Hint", [0, 255]).with_debug(json!({"try": [1]})))
        .with_detail(ErrorDetail::new("acme.v1.Empty", []))
        .with_detail(ErrorDetail::of(&advice()).expect("it can be encoded"))
        .with_metadata(metadata)
}

fn advice() -> ActionableErrorDetails {
    let action = ErrorAction::default().with_label("Read on").with_external_url("https://a.b/");
    ActionableErrorDetails::default().with_metadata([("plan", "x")]).with_actions([action])
}

fn violations() -> Violations {
    GetProjectRequest::default().with_project_id("no id").validate().expect_err("it is no UUID")
}

impl Behaviour for Failing {
    fn answer<'a>(
        &'a self,
        context: &'a Context,
        _: &'a dyn Message,
        _: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>> {
        let code = context.metadata().get(CODE).expect("the header");
        Box::pin(async move {
            Err(failure(code.parse().expect("a code")).with_source("a secret of ours"))
        })
    }
}

#[tokio::test]
async fn every_code_arrives_with_details_and_metadata() {
    let server = Server::start(Failing).await;
    let client =
        server.builder().retry(RetryPolicy::none()).build().expect("the options are valid");
    for rpc in rpcs::all() {
        let path = rpc.method.path();
        for (code, status) in CODES {
            let expected = failure(code);
            let spec = CallSpec::EMPTY.header(CODE, code.as_str());
            let error = rpc.call(&client, spec).await.expect_err(path);
            assert_eq!(error.code(), code, "{path}");
            assert_eq!(error.message(), expected.message(), "{path}: {code}");
            assert_eq!(error.details(), expected.details(), "{path}: {code}");
            assert_eq!(error.violations(), Some(violations()), "{path}: {code}");
            let details: Vec<_> = error.details_as::<ActionableErrorDetails>().collect();
            assert_eq!(details, [Ok(advice())], "{path}: {code}");
            assert_eq!(error.metadata().get_all("x-hint").collect::<Vec<_>>(), ["one", "two"]);
            assert_eq!(error.metadata().get("retry-after"), Some("7"));
            assert_eq!(error.http_status(), Some(status), "{path}: {code}");
            assert_eq!(error.method(), Some(path));
            assert!(error.url().is_some_and(|url| url.ends_with(path)), "{error:?}");
            assert_eq!((error.attempts(), error.body()), (Some(1), None), "{path}: {code}");
            assert!(!format!("{error:#?}").contains("a secret of ours"), "{error:#?}");
        }
    }
}

/// Answers with an empty response.
struct Accepting;

impl Behaviour for Accepting {
    fn answer<'a>(
        &'a self,
        _: &'a Context,
        _: &'a dyn Message,
        _: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn violations_from_the_server_equal_those_of_the_client() {
    let server = Server::with(Accepting, |service| service.validate_requests()).await;
    let client = server.client();
    let mut required = false;
    for rpc in rpcs::all() {
        let request = rpc.method.request().new_message();
        let here = validate(&*request).err();
        let there = rpc.call(&client, CallSpec::EMPTY).await.err();
        if let Some(error) = &there {
            assert_eq!((error.code(), error.http_status()), (Code::InvalidArgument, Some(400)));
        }
        let there = there.as_ref().and_then(Error::violations);
        assert_eq!(there, here, "{}", rpc.method.path());
        if has_required_field(&*request) {
            assert!(there.is_some(), "{}: a required field is not set", rpc.method.path());
            required = true;
        }
    }
    assert!(required, "no request has a required field");
}

fn has_required_field(message: &dyn Message) -> bool {
    let mut rules =
        message.descriptor().fields().iter().filter_map(FieldDescriptor::validation_rules);
    rules.any(Rules::is_required)
}
