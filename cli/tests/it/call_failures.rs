//! Calls that fail: one JSON object without secrets.

use std::net::TcpListener;

use gitpod_api::{ActionableErrorDetails, Bytes, ErrorAction, GetProjectRequest, MessageExt};
use serde_json::{Value, json};

use crate::call::call;
use crate::server::{Server, error, response};
use crate::support::{Run, program, run, run_command};

/// The error of a failed call: one line of JSON and no output.
#[track_caller]
fn failure(run: Run) -> Value {
    let run = run.exits_with(1);
    assert_eq!((run.stdout.as_str(), run.stderr.lines().count()), ("", 1), "{run:?}");
    serde_json::from_str(&run.stderr).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[test]
fn errors_of_the_api_are_reported_completely() {
    let broken = GetProjectRequest::default().with_project_id("x").validate().unwrap_err();
    let violations = Bytes::from(broken.to_detail().value().to_vec()).to_base64();
    let body = json!({
        "code": "invalid_argument",
        "message": "no\nsuch \"project\"",
        "details": [
            {"type": "buf.validate.Violations", "value": violations},
            {"type": "google.rpc.RetryInfo", "value": "AQID", "debug": {"retryDelay": "5s"}},
            {"type": "acme.Plain", "value": ""},
        ],
    });
    let response = error("400 Bad Request", &body);
    let server = Server::start(move |_| Some(response.clone()));
    let reported = failure(call(&server, "projects.retrieve", &[]));
    let path = "gitpod.v1.ProjectService/GetProject";
    assert_eq!(reported["code"], "invalid_argument");
    assert_eq!(reported["message"], "no\nsuch \"project\"");
    assert_eq!(
        (&reported["method"], &reported["httpStatus"], &reported["attempts"]),
        (&json!(path), &json!(400), &json!(1)),
    );
    assert_eq!(reported["url"], format!("{}/{path}", server.url()));
    let violation = json!({
        "field": "project_id", "rule": "string.uuid", "message": "must be a valid UUID",
    });
    let expected = json!([
        {"type": "buf.validate.Violations", "violations": [violation]},
        {"type": "google.rpc.RetryInfo", "value": "AQID", "debug": {"retryDelay": "5s"}},
        {"type": "acme.Plain", "value": ""},
    ]);
    assert_eq!(reported["details"], expected);
}

#[test]
fn a_server_without_binary_is_explained() {
    let server = Server::answering("415 Unsupported Media Type", "text/plain", "");
    let reported = failure(call(&server, "projects.list", &["--codec", "binary"]));
    let hint = "does the server accept application/proto? If not, use `--codec json`";
    assert_eq!((&reported["hint"], &reported["httpStatus"]), (&json!(hint), &json!(415)));

    let server = Server::replying("{}");
    let reported = failure(call(&server, "projects.list", &["--codec", "binary"]));
    let hint = "the server answers in another codec than that of the request: use `--codec json`";
    assert_eq!((&reported["hint"], &reported["code"]), (&json!(hint), &json!("internal")));
}

#[test]
fn details_of_known_types_are_decoded_and_others_keep_type_and_bytes() {
    let details = ActionableErrorDetails::default()
        .with_error_code("NO_RUNNER")
        .with_actions([ErrorAction::default().with_external_url("https://acme.example/")]);
    let value = Bytes::from(details.to_binary().unwrap()).to_base64();
    let name = "gitpod.v1.ActionableErrorDetails";
    let body = json!({
        "code": "failed_precondition",
        "details": [
            {"type": name, "value": value, "debug": {"errorCode": "other"}},
            {"type": name, "value": "Cg", "debug": {"errorCode": "cut off"}},
            {"type": "acme.Unknown", "value": value},
        ],
    });
    let response = error("400 Bad Request", &body);
    let server = Server::start(move |_| Some(response.clone()));
    let reported = failure(call(&server, "projects.retrieve", &[]));
    let decoded = json!({
        "errorCode": "NO_RUNNER", "actions": [{"externalUrl": "https://acme.example/"}],
    });
    let expected = json!([
        {"type": name, "decoded": decoded},
        {"type": name, "value": "Cg==", "debug": {"errorCode": "cut off"}},
        {"type": "acme.Unknown", "value": value},
    ]);
    assert_eq!(reported["details"], expected);
}

#[test]
fn unknown_codes_are_reported_beside_that_of_the_status() {
    let response = error("403 Forbidden", &json!({"code": "on_holiday"}));
    let server = Server::start(move |_| Some(response.clone()));
    let reported = failure(call(&server, "projects.list", &[]));
    assert_eq!(
        (&reported["code"], &reported["unrecognizedCode"]),
        (&json!("permission_denied"), &json!("on_holiday"))
    );
}

#[test]
fn a_web_page_instead_of_the_api_hints_at_the_base_url() {
    let page = "<html><title>Not found</title>";
    let server = Server::answering("404 Not Found", "text/html", page);
    let reported = failure(call(&server, "projects.list", &[]));
    assert_eq!(
        (&reported["code"], &reported["httpStatus"]),
        (&json!("unimplemented"), &json!(404))
    );
    assert_eq!(reported["hint"], format!("is {} the API's base URL?", server.url()));
    assert_eq!(reported["body"], page);
}

#[test]
fn undecodable_responses_are_reported_with_their_position() {
    let server = Server::replying(r#"{"project": {"id": 5}}"#);
    let reported = failure(call(&server, "projects.retrieve", &[]));
    assert_eq!(reported["code"], "internal");
    let message = reported["message"].as_str().unwrap();
    assert!(message.contains("project.id: expected a string, found the number 5"), "{message}");
    assert_eq!(reported["url"], format!("{}/gitpod.v1.ProjectService/GetProject", server.url()));
}

#[test]
fn unreachable_servers_are_reported_with_their_url() {
    // A port that was just free.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}");
    let arguments = ["call", "projects.list", "--base-url", &url, "--timeout", "10s"];
    let reported = failure(run(&arguments, ""));
    assert_eq!((&reported["code"], &reported["attempts"]), (&json!("unavailable"), &json!(3)));
    assert!(reported["message"].as_str().unwrap().contains(&url), "{reported}");
    assert_eq!(reported["hint"], "is the base URL right, and is the server up?");
    assert_eq!(reported.get("httpStatus"), None);
}

#[test]
fn the_timeout_ends_calls() {
    let server = Server::start(|_| None);
    let reported = failure(call(&server, "projects.list", &["--timeout", "200ms"]));
    assert_eq!(reported["code"], "deadline_exceeded");
    assert_eq!(reported["url"], format!("{}/gitpod.v1.ProjectService/ListProjects", server.url()));
    assert!(reported["message"].as_str().unwrap().contains("200"), "{reported}");
}

#[test]
fn a_missing_token_is_a_hint_and_tokens_are_never_printed() {
    let token = "hunter2-hunter2";
    let server = Server::start(|seen| {
        // Some servers repeat the request in the error.
        let echo = format!("not valid: {:?}", seen.header("authorization"));
        let body = json!({"code": "unauthenticated", "message": echo});
        Some(error("401 Unauthorized", &body))
    });
    let hint = |reported: &Value| reported["hint"].as_str().unwrap().to_owned();
    let without = failure(call(&server, "projects.list", &[]));
    assert!(hint(&without).contains("ONA_API_KEY or GITPOD_API_KEY"), "{without}");

    let url = server.url();
    let mut command = program(&["call", "projects.list", "--base-url", &url]);
    let run = run_command(command.env("ONA_API_KEY", token), "");
    assert_eq!(server.seen()[1].header("authorization"), Some("Bearer hunter2-hunter2"));
    assert!(!run.stderr.contains("hunter2"), "{run:?}");
    assert!(hint(&failure(run)).contains("ONA_API_KEY"));
}

#[test]
fn what_a_server_repeats_of_secrets_is_redacted() {
    let (token, key) = ("gp7Zk3/9+xQ.7vLm2", "kEy51H8uaPpLep1eZ");
    let server = Server::start(move |seen| {
        let echo = format!("Bearer {token} and {key}");
        let value = Bytes::from(echo.clone().into_bytes()).to_base64();
        let undecodable = json!({"project": {"metadata": {"createdAt": echo}}});
        let detail = json!({"type": echo, "value": value, "debug": {&echo: [{"a": value}]}});
        Some(match seen.header("x-request-id").unwrap() {
            "body" => response("500 No", "text/html", &format!("<p>{echo}</p>")),
            "message" => response("200 OK", "application/json", &undecodable.to_string()),
            _ => error("500 No", &json!({"code": echo, "message": echo, "details": [detail]})),
        })
    });
    let url = server.url();
    for place in ["body", "message", "error"] {
        let [auth, place] = [format!("X-Auth: {key}"), format!("x-request-id: {place}")];
        let arguments = [
            "call",
            "projects.retrieve",
            "--base-url",
            &url,
            "--header",
            &auth,
            "--header",
            &place,
        ];
        let run = run_command(program(&arguments).env("ONA_API_KEY", token), "");
        let shown = run.stderr.clone();
        failure(run);
        for secret in [token, key] {
            let mut pieces = (0..=secret.len() - 8).map(|start| &secret[start..start + 8]);
            assert!(pieces.all(|piece| !shown.contains(piece)), "{shown}");
        }
        assert!(shown.contains("[redacted]"), "{shown}");
    }
    let masked = failure(call(&server, "projects.retrieve", &["--header", "x-request-id: error"]));
    assert!(
        masked["message"].as_str().unwrap().contains(token),
        "sent without the token: {masked}"
    );
}

#[test]
fn errors_do_not_contain_secrets_of_requests_and_headers() {
    let server = Server::replying("{}");
    let arguments = ["--data", r#"{"clientSecret": ["hunter2"]}"#, "--header", "x-secret: hunter2"];
    let run = call(&server, "organizations.sso_configurations.create", &arguments).exits_with(2);
    assert!(run.stderr.contains("clientSecret") && !run.stderr.contains("hunter2"), "{run:?}");
    let run = call(&server, "projects.list", &["--header", "x: hunter2\u{e9}"]).exits_with(2);
    assert!(run.stderr.contains("header `x`") && !run.stderr.contains("hunter2"), "{run:?}");
    let run = call(&server, "projects.list", &["--raw", "--data", "hunter2"]).exits_with(2);
    assert!(run.stderr.contains("not JSON") && !run.stderr.contains("hunter2"), "{run:?}");
    assert!(server.seen().is_empty());
}
