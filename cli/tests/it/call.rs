//! Calls that succeed: their requests and output.

use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::server::{Server, response};
use crate::support::{Run, file, program, run, run_command};

const ID: &str = "d2c94c27-3b76-4a42-b88c-95a85e392c68";

/// Calls a method of the server with further arguments.
pub(crate) fn call(server: &Server, method: &str, arguments: &[&str]) -> Run {
    run(&[&["call", method, "--base-url", &server.url()], arguments].concat(), "")
}

#[test]
fn the_response_is_printed_in_canonical_form() {
    let server = Server::replying(
        r#"{ "project": {"new": [1], "metadata": {"name": "caf\u00e9"}, "id": "1"} }"#,
    );
    for name in [
        "gitpod.v1.ProjectService/GetProject",
        "/gitpod.v1.ProjectService/GetProject",
        "ProjectService/GetProject",
        "/ProjectService/GetProject",
        "projects.retrieve",
    ] {
        call(&server, name, &[])
            .prints("{\"project\":{\"id\":\"1\",\"metadata\":{\"name\":\"café\"}}}\n");
    }
    for seen in server.seen() {
        assert_eq!(seen.target, "POST /api/gitpod.v1.ProjectService/GetProject");
        assert_eq!(seen.body, "{}");
    }
}

#[test]
fn responses_are_printed_indented_and_with_defaults() {
    let server = Server::replying(r#"{"pagination":{}}"#);
    call(&server, "projects.list", &["--pretty"]).prints("{\n  \"pagination\": {}\n}\n");
    call(&server, "projects.list", &["--defaults"])
        .prints("{\"pagination\":{\"nextToken\":\"\"},\"projects\":[]}\n");
}

#[test]
fn requests_come_from_the_command_line_a_file_and_the_input() {
    let server = Server::replying("{}");
    let loose = format!("{{ \"project_id\" : \"{ID}\" }}");
    let path = file("request.json", &loose);
    let at_path = format!("@{}", path.display());
    let url = server.url();
    for data in [&loose, &at_path, "-", "@-"] {
        let arguments = ["call", "projects.retrieve", "--base-url", &url, "--data", data];
        run(&arguments, &loose).prints("{}\n");
    }
    let seen = server.seen();
    assert_eq!(seen.len(), 4);
    for seen in seen {
        assert_eq!(seen.body, format!("{{\"projectId\":\"{ID}\"}}"));
    }
}

#[test]
fn headers_come_from_the_protocol_and_options() {
    let server = Server::replying("{}");
    let arguments = ["--timeout", "2.5s", "--header", "X-Team: a: b", "--header", "x-none:"];
    call(&server, "projects.list", &arguments).prints("{}\n");
    let seen = server.only();
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let user_agent = format!("gitpod-api-cli/{} ({os}; {arch})", env!("CARGO_PKG_VERSION"));
    for (name, value) in [
        ("content-type", "application/json"),
        ("connect-protocol-version", "1"),
        ("user-agent", user_agent.as_str()),
        ("x-team", "a: b"),
        ("x-none", ""),
    ] {
        assert_eq!(seen.header(name), Some(value), "{seen:?}");
    }
    let timeout: u64 = seen.header("connect-timeout-ms").unwrap().parse().unwrap();
    assert!((1..=2_500).contains(&timeout), "{timeout}");
    assert_eq!(seen.header("authorization"), None);
}

#[test]
fn token_and_base_url_come_from_the_environment() {
    let server = Server::replying("{}");
    let other = Server::replying("{}");
    let authorizations = |environment: &[(&str, &str)], arguments: &[&str]| {
        let mut command = program(&[&["call", "projects.list"], arguments].concat());
        command.env("ONA_BASE_URL", server.url()).envs(environment.iter().copied());
        run_command(&mut command, "").prints("{}\n");
        server.seen().pop().unwrap().header("authorization").map(str::to_owned)
    };
    let bearer = |token: &str| Some(format!("Bearer {token}"));
    assert_eq!(authorizations(&[], &[]), None);
    assert_eq!(authorizations(&[("ONA_API_KEY", "second")], &[]), bearer("second"));
    assert_eq!(authorizations(&[("GITPOD_API_KEY", "second")], &[]), bearer("second"));
    let both = [("GITPOD_API_KEY", "second"), ("ONA_API_KEY", "first")];
    assert_eq!(authorizations(&both, &[]), bearer("first"));
    // Options take precedence over the environment.
    let header = ["--header", "authorization: Bearer third"];
    assert_eq!(authorizations(&both, &header), bearer("third"));
    let before = server.seen().len();
    authorizations(&both, &["--base-url", &other.url()]);
    assert_eq!((server.seen().len(), other.seen().len()), (before, 1));
}

#[test]
fn raw_json_is_passed_on_unchanged() {
    let reply = "{ \"new\" : 1.50,\n \"new\": null }\n";
    let server = Server::replying(reply);
    let request = r#"{ "newField" : 1e400 }"#;
    for (name, path) in [
        ("projects.list", "gitpod.v1.ProjectService/ListProjects"),
        ("acme.v2.NewService/New", "acme.v2.NewService/New"),
        ("/acme.v2.NewService/New", "acme.v2.NewService/New"),
    ] {
        call(&server, name, &["--raw", "--data", request]).prints(reply);
        let seen = server.seen().pop().unwrap();
        assert_eq!(seen.target, format!("POST /api/{path}"));
        assert_eq!(seen.body, request);
    }
    // A missing newline at the end is added.
    call(&Server::replying("{}"), "projects.list", &["--raw"]).prints("{}\n");
}

/// A server of a list of three pages.
fn pages(last_token: &'static str) -> Server {
    Server::start(move |seen| {
        let request: Value = serde_json::from_str(&seen.body).unwrap();
        let (ids, next) = match request["pagination"]["token"].as_str().unwrap_or_default() {
            "" => (vec!["1", "2"], "second"),
            "second" => (vec![], "third"),
            _ => (vec!["3"], last_token),
        };
        let projects: Vec<Value> = ids.iter().map(|id| json!({"id": id, "new": 1})).collect();
        let reply = json!({"projects": projects, "pagination": {"nextToken": next}});
        Some(response("200 OK", "application/json", &reply.to_string()))
    })
}

#[test]
fn all_pages_are_fetched_and_their_items_printed_line_by_line() {
    let server = pages("");
    let data = r#"{"pagination": {"pageSize": 2}}"#;
    let items = "{\"id\":\"1\"}\n{\"id\":\"2\"}\n{\"id\":\"3\"}\n";
    call(&server, "projects.list", &["--all", "--data", data]).prints(items);
    let bodies: Vec<String> = server.seen().into_iter().map(|seen| seen.body).collect();
    let expected = [
        r#"{"pagination":{"pageSize":2}}"#,
        r#"{"pagination":{"pageSize":2,"token":"second"}}"#,
        r#"{"pagination":{"pageSize":2,"token":"third"}}"#,
    ];
    assert_eq!(bodies, expected);
    let third = r#"{"pagination": {"token": "third"}}"#;
    let run =
        call(&server, "projects.list", &["--all", "--defaults", "--data", third]).exits_with(0);
    let [item] = run.answers().try_into().unwrap();
    assert_eq!((&item["id"], &item["automationsFilePath"]), (&json!("3"), &json!("")));
}

#[test]
fn a_repeated_page_token_is_an_error_after_the_items() {
    let run = call(&pages("second"), "projects.list", &["--all"]).exits_with(1);
    assert_eq!(run.answers().len(), 3);
    let reported: Value = serde_json::from_str(&run.stderr).unwrap();
    assert_eq!(reported["code"], "internal");
    let message = "gitpod.v1.ListProjectsRequest: the server repeated a page token";
    assert_eq!(reported["message"], message);
    assert_eq!(reported["method"], "gitpod.v1.ProjectService/ListProjects");
}

#[test]
fn empty_pages_without_end_are_an_error() {
    let tokens = AtomicUsize::new(0);
    let server = Server::start(move |_| {
        let next = tokens.fetch_add(1, Ordering::Relaxed).to_string();
        let reply = json!({"pagination": {"nextToken": next}});
        Some(response("200 OK", "application/json", &reply.to_string()))
    });
    let mut seen = 0;
    for (options, pages) in [(&["--all"][..], 101), (&["--all", "--max-empty-pages", "3"], 4)] {
        let run = call(&server, "projects.list", options).exits_with(1);
        let reported: Value = serde_json::from_str(&run.stderr).unwrap();
        let message = reported["message"].as_str().unwrap();
        assert!(message.contains(&format!("returned {pages} empty pages in a row")), "{message}");
        assert!(
            reported["hint"].as_str().unwrap().contains("raise `--max-empty-pages`"),
            "{run:?}"
        );
        seen += pages;
        assert_eq!(server.seen().len(), seen);
    }
}

#[test]
fn headers_come_from_files_and_the_input() {
    let server = Server::replying("{}");
    let path = file("headers", "X-Team: a: b\r\n\n  x-none:\nAuthorization: Bearer t1");
    let header = format!("@{}", path.display());
    call(&server, "projects.list", &["--header", &header, "--header", "x-more: 1"]).prints("{}\n");
    let url = server.url();
    let arguments = ["call", "projects.list", "--base-url", &url, "--header", "@-"];
    let input = "x-team: a: b\nx-none:\nauthorization: Bearer t1\nx-more: 1\n";
    run(&arguments, input).prints("{}\n");
    for seen in server.seen() {
        let headers = [("x-team", "a: b"), ("x-none", ""), ("authorization", "Bearer t1")];
        for (name, value) in headers.into_iter().chain([("x-more", "1")]) {
            assert_eq!(seen.header(name), Some(value), "{seen:?}");
        }
    }
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn a_redirect_to_a_trusted_host_keeps_the_request() {
    let other = Server::replying("{}");
    let away = other.url().replace("127.0.0.1", "localhost");
    let host = away.replace("http://", "").replace("/api", "");
    let server = Server::start(move |_| {
        let head = format!("HTTP/1.1 307 Elsewhere\r\nlocation: {away}\r\n");
        Some(format!("{head}content-length: 0\r\n\r\n").into_bytes())
    });
    let request = r#"{"inviteId":"hunter2"}"#;
    let arguments = ["--data", request, "--header", "x-jwt: hunter2"];
    let run =
        call(&server, "OrganizationService/GetOrganizationInviteSummary", &arguments).exits_with(1);
    let reported: Value = serde_json::from_str(&run.stderr).unwrap();
    assert!(reported["message"].as_str().unwrap().contains("`invite_id` is sensitive"), "{run:?}");
    assert!(reported["hint"].as_str().unwrap().contains("`--trust-redirects-to`"), "{run:?}");
    assert!(!run.stderr.contains("hunter2"), "{run:?}");
    assert!(other.seen().is_empty());
    let trusting = [&arguments[..], &["--trust-redirects-to", &host]].concat();
    call(&server, "OrganizationService/GetOrganizationInviteSummary", &trusting).prints("{}\n");
    let seen = other.only();
    assert_eq!((seen.header("x-jwt"), seen.body.as_str()), (Some("hunter2"), request));
}

#[test]
fn requests_are_validated_on_request() {
    let server = Server::replying("{}");
    let data = ["--data", r#"{"projectId": "x"}"#];
    call(&server, "projects.retrieve", &data).prints("{}\n");
    let warn = [&data[..], &["--validate", "warn"]].concat();
    let warned = call(&server, "projects.retrieve", &warn).exits_with(0);
    assert_eq!(warned.stdout, "{}\n");
    assert_eq!(warned.stderr, "violation: project_id: must be a valid UUID [string.uuid]\n");
    assert_eq!(server.seen().len(), 2);

    let refuse = [&data[..], &["--validate", "refuse"]].concat();
    let rejected = call(&server, "projects.retrieve", &refuse).exits_with(1);
    let reported: Value = serde_json::from_str(&rejected.stderr).unwrap();
    let violation = json!({
        "field": "project_id", "rule": "string.uuid", "message": "must be a valid UUID",
    });
    assert_eq!(reported["code"], "invalid_argument");
    assert_eq!(
        reported["details"],
        json!([{"type": "buf.validate.Violations", "violations": [violation]}]),
    );
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn a_closed_standard_output_is_no_error() {
    let server = pages("");
    let mut command = program(&["call", "projects.list", "--all", "--base-url", &server.url()]);
    let mut child = command.stdin(Stdio::null()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), String::from_utf8(output.stderr).unwrap()),
        (Some(0), String::new())
    );
}
