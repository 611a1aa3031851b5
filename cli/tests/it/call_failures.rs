//! Calls that fail: one JSON object, and no secret in it.

use std::net::TcpListener;

use gitpod_api::{Bytes, GetProjectRequest, Message};
use serde_json::{Value, json};

use crate::call::call;
use crate::server::{Server, error};
use crate::support::{Run, program, run, run_command};

/// What a failed call tells: one line of JSON and nothing else.
#[track_caller]
fn told(run: Run) -> Value {
    let run = run.exits_with(1);
    assert_eq!((run.stdout.as_str(), run.stderr.lines().count()), ("", 1), "{run:?}");
    serde_json::from_str(&run.stderr).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[test]
fn an_error_of_the_api_is_told_with_all_it_has() {
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
    let told = told(call(&server, "projects.retrieve", &[]));
    let path = "gitpod.v1.ProjectService/GetProject";
    assert_eq!(told["code"], "invalid_argument");
    assert_eq!(told["message"], "no\nsuch \"project\"");
    assert_eq!(
        (&told["method"], &told["httpStatus"], &told["attempts"]),
        (&json!(path), &json!(400), &json!(1)),
    );
    assert_eq!(told["url"], format!("{}/{path}", server.url()));
    let violation = json!({
        "field": "project_id", "rule": "string.uuid", "message": "must be a valid UUID",
    });
    let expected = json!([
        {"type": "buf.validate.Violations", "violations": [violation]},
        {"type": "google.rpc.RetryInfo", "value": "AQID", "debug": {"retryDelay": "5s"}},
        {"type": "acme.Plain", "value": ""},
    ]);
    assert_eq!(told["details"], expected);
}

#[test]
fn codes_of_tomorrow_are_told_as_they_are() {
    let response = error("418 I'm a teapot", &json!({"code": "on_holiday"}));
    let server = Server::start(move |_| Some(response.clone()));
    let told = told(call(&server, "projects.list", &[]));
    assert_eq!((&told["code"], &told["message"]), (&json!("on_holiday"), &json!("")));
}

#[test]
fn a_page_where_the_api_should_be_asks_about_the_base_url() {
    let page = "<html><title>Not found</title>";
    let server = Server::answering("404 Not Found", "text/html", page);
    let told = told(call(&server, "projects.list", &[]));
    assert_eq!((&told["code"], &told["httpStatus"]), (&json!("unimplemented"), &json!(404)));
    assert_eq!(told["hint"], format!("is {} the API's base URL?", server.url()));
    assert_eq!(told["body"], page);
}

#[test]
fn a_reply_that_is_none_is_told_with_its_place() {
    let server = Server::replying(r#"{"project": {"id": 5}}"#);
    let told = told(call(&server, "projects.retrieve", &[]));
    assert_eq!(told["code"], "internal");
    let message = told["message"].as_str().unwrap();
    assert!(message.contains("project.id: expected a string, found the number 5"), "{message}");
    assert_eq!(told["url"], format!("{}/gitpod.v1.ProjectService/GetProject", server.url()));
}

#[test]
fn no_server_is_told_with_its_url() {
    // A port that was free a moment ago.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}");
    let arguments = ["call", "projects.list", "--base-url", &url, "--timeout", "10s"];
    let told = told(run(&arguments, ""));
    assert_eq!((&told["code"], &told["attempts"]), (&json!("unavailable"), &json!(3)));
    assert!(told["message"].as_str().unwrap().contains(&url), "{told}");
    assert_eq!(told["hint"], "is the base URL right, and is the server up?");
    assert_eq!(told.get("httpStatus"), None);
}

#[test]
fn a_server_that_never_answers_is_given_up() {
    let server = Server::start(|_| None);
    let told = told(call(&server, "projects.list", &["--timeout", "200ms"]));
    assert_eq!(told["code"], "deadline_exceeded");
    assert_eq!(told["url"], format!("{}/gitpod.v1.ProjectService/ListProjects", server.url()));
    assert!(told["message"].as_str().unwrap().contains("200"), "{told}");
}

#[test]
fn no_token_is_advised_about_and_a_token_never_shown() {
    let token = "hunter2-hunter2";
    let server = Server::start(|seen| {
        // Some servers put the request into their answer.
        let echo = format!("not valid: {:?}", seen.header("authorization"));
        let body = json!({"code": "unauthenticated", "message": echo});
        Some(error("401 Unauthorized", &body))
    });
    let hint = |told: &Value| told["hint"].as_str().unwrap().to_owned();
    let without = told(call(&server, "projects.list", &[]));
    assert!(hint(&without).contains("GITPOD_API_KEY or ONA_API_KEY"), "{without}");

    let url = server.url();
    let mut command = program(&["call", "projects.list", "--base-url", &url]);
    let run = run_command(command.env("ONA_API_KEY", token), "");
    assert_eq!(server.seen()[1].header("authorization"), Some("Bearer hunter2-hunter2"));
    assert!(!run.stderr.contains("hunter2"), "{run:?}");
    assert!(hint(&told(run)).contains("ONA_API_KEY"));
}

#[test]
fn secrets_of_requests_and_headers_are_in_no_complaint() {
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
