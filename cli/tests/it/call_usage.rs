//! Wrong usage of `call`: nothing is sent, and the error says what to do.

use crate::call::call;
use crate::server::Server;
use crate::support::{file, program, run, run_command};

const HINT: &str = "\nsee `gitpod-api help call`\n";

#[test]
fn an_unknown_method_suggests_similar_ones() {
    for (typed, meant) in [
        ("projects.retreive", "projects.retrieve"),
        ("ProjectService/GetProjet", "ProjectService/GetProject"),
        ("gitpod.v1.ProjectService/getproject", "ProjectService/GetProject"),
        ("/gitpod.v1.ProjectServices/GetProject", "ProjectService/GetProject"),
        ("GetProject", "ProjectService/GetProject"),
    ] {
        let run = run(&["call", typed], "").exits_with(2);
        let start = format!("error: there is no RPC `{typed}`; did you mean `{meant}`");
        assert!(run.stderr.starts_with(&start), "{run:?}");
        assert!(run.stderr.contains("`gitpod-api methods` lists them"), "{run:?}");
        assert_eq!(run.stdout, "");
    }
    let run = run(&["call", "zzzzzzzz"], "").exits_with(2);
    assert!(run.stderr.starts_with("error: there is no RPC `zzzzzzzz`\n"), "{run:?}");
    // An unknown RPC needs its package.
    let arguments = ["call", "--raw", "NewService/New"];
    assert!(
        run_command(&mut program(&arguments), "").exits_with(2).stderr.contains("by its full path")
    );
}

#[test]
fn a_request_that_does_not_fit_is_not_sent() {
    let server = Server::replying("{}");
    let path = file("bad-request.json", "{\n \"projectId\": 5}");
    let at_path = format!("@{}", path.display());
    let engine = "gitpod.v1.GetProjectRequest: ";
    for (data, expected) in [
        (
            r#"{"projectId": 5}"#,
            format!(
                "--data: {engine}projectId: expected a string, found the number 5 at line 1 column 15"
            ),
        ),
        (
            r#"{"projectID": "x"}"#,
            format!(
                "--data: {engine}projectID: expected a field of gitpod.v1.GetProjectRequest, \
                     found an unknown field at line 1 column 2; did you mean `projectId`?"
            ),
        ),
        (
            r#"{"project": "x"}"#,
            format!(
                "--data: {engine}project: expected a field of gitpod.v1.GetProjectRequest, \
                     found an unknown field at line 1 column 2; did you mean `projectId`?"
            ),
        ),
        (
            r#"{"zzz": "x"}"#,
            format!(
                "--data: {engine}zzz: expected a field of gitpod.v1.GetProjectRequest, \
                     found an unknown field at line 1 column 2\n"
            ),
        ),
        (
            &at_path,
            format!(
                "{}: {engine}projectId: expected a string, found the number 5 at line 2 column 15",
                path.display()
            ),
        ),
        ("-", format!("standard input: {engine}")),
        ("", format!("--data: {engine}")),
        ("[]", format!("--data: {engine}expected an object, found an array")),
        ("@/nowhere/at/all", "cannot read /nowhere/at/all: ".to_owned()),
    ] {
        let run = call(&server, "projects.retrieve", &["--data", data]).exits_with(2);
        assert!(run.stderr.starts_with(&format!("error: {expected}")), "{run:?}");
        assert!(run.stderr.ends_with(HINT) && run.stdout.is_empty(), "{run:?}");
    }
    assert!(server.seen().is_empty());
}

#[test]
fn unusable_settings_are_reported() {
    for (arguments, expected) in [
        (
            ["--base-url", "app.example/api"],
            "`--base-url` cannot be used: `app.example/api` is not a URL",
        ),
        (
            ["--base-url", "https://me:hunter2@app.example"],
            "`--base-url` cannot be used: it contains credentials",
        ),
        (
            ["--base-url", "https://app.example/api?token=hunter2"],
            "`--base-url` cannot be used: `https://app.example/api` is followed by a query",
        ),
        (
            ["--trust-redirects-to", "https://app.example"],
            "`--trust-redirects-to` cannot be used: `https://app.example` is not a host",
        ),
        (["--base-url", "http://app.example"], "`http://app.example/` is plain http"),
        (["--header", "Content-Type: text/plain"], "header `content-type` is set by the protocol"),
        (["--header", "a b: c"], "`--header`: expected 'NAME: VALUE', and a name"),
    ] {
        let arguments = [&["call", "projects.list"], &arguments[..]].concat();
        let run = run(&arguments, "").exits_with(2);
        assert!(run.stderr.starts_with(&format!("error: {expected}")), "{run:?}");
        assert!(run.stderr.ends_with(HINT) && run.stdout.is_empty(), "{run:?}");
        assert!(!run.stderr.contains("hunter2"), "{run:?}");
    }
    let mut command = program(&["call", "projects.list"]);
    let run = run_command(command.env("GITPOD_BASE_URL", "ftp://x"), "").exits_with(2);
    assert!(run.stderr.contains("invalid base URL from `GITPOD_BASE_URL`"), "{run:?}");
    assert!(!run.stderr.contains("allow_plain_http"), "{run:?}");
}

#[test]
fn plain_http_to_another_machine_is_an_option() {
    // Reaches this machine, but is not a loopback address.
    let url = "http://0.0.0.0:1";
    let run = |option: &[&str]| {
        let arguments = ["call", "projects.list", "--timeout", "5s", "--base-url", url];
        let mut command = program(&[&arguments, option].concat());
        run_command(command.env("NO_PROXY", "*"), "")
    };
    assert!(run(&[]).exits_with(2).stderr.contains("or allow it with `--allow-plain-http`"));
    assert!(run(&["--allow-plain-http"]).exits_with(1).stderr.starts_with("{\"code\":"));
}

#[test]
fn only_lists_have_pages() {
    let server = Server::replying("{}");
    let run = call(&server, "projects.retrieve", &["--all"]).exits_with(2);
    let expected = "error: `--all` needs an RPC with pages, and ProjectService/GetProject has none";
    assert_eq!(run.stderr, format!("{expected}{HINT}"));
    assert!(server.seen().is_empty());
}

#[test]
fn a_wrong_line_of_a_header_file_is_reported_without_its_value() {
    let server = Server::replying("{}");
    for (text, expected) in [
        ("x-a: 1\n\nhunter2\n", "line 3: expected 'NAME: VALUE'"),
        ("x-a: 1\r\nBearer hunter2: 2", "line 2: expected 'NAME: VALUE', and a name has only"),
        ("x-a: 1\nX-A: hunter2", "line 2: duplicate header `X-A`"),
        ("x-a: hunter2\u{e9}", "line 1: invalid value of header `x-a`: byte 7 is not"),
    ] {
        let path = file("bad-headers", text);
        let header = format!("@{}", path.display());
        let run = call(&server, "projects.list", &["--header", &header]).exits_with(2);
        let expected = format!("error: {}, {expected}", path.display());
        assert!(run.stderr.starts_with(&expected) && run.stderr.ends_with(HINT), "{run:?}");
        assert!(!run.stderr.contains("hunter2"), "{run:?}");
    }
    let latin = file("latin-headers", b"x-a: 1\nx-b: \xe9hunter2");
    let empty = file("empty-headers", "\n \n");
    for (header, expected) in [
        (format!("@{}", latin.display()), format!("{}, line 2: it is not UTF-8", latin.display())),
        (format!("@{}", empty.display()), format!("{} holds no header", empty.display())),
        ("@/nowhere/at/all".to_owned(), "cannot read /nowhere/at/all: ".to_owned()),
        ("@".to_owned(), "`--header`: expected a file name after `@`".to_owned()),
    ] {
        let run = call(&server, "projects.list", &["--header", &header]).exits_with(2);
        assert!(run.stderr.starts_with(&format!("error: {expected}")), "{run:?}");
    }
    assert!(server.seen().is_empty());
}

#[test]
fn standard_input_is_read_only_once() {
    let server = Server::replying("{}");
    for options in [
        &["--data", "-", "--header", "@-"][..],
        &["--header", "@-", "--data", "@-", "--raw"],
        &["--header", "@-", "--header", "@-"],
    ] {
        let run = call(&server, "projects.list", options).exits_with(2);
        let expected = "error: standard input holds either the request or headers";
        assert!(run.stderr.starts_with(expected), "{run:?}");
    }
    assert!(server.seen().is_empty());
}
