//! Calls of the program against its mock: two processes and a socket.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::mock::Mock;
use crate::support::{Run, file, program, run};

const ID: &str = "0199a7d4-52c8-7e13-8f02-b4d91e6a7c35";

/// Calls with these arguments after the method.
fn call(mock: &Mock, method: &str, arguments: &[&str]) -> Run {
    run(&[&["call", method, "--base-url", mock.url()], arguments].concat(), "")
}

/// The one line that a call prints.
#[track_caller]
fn reply(run: Run) -> Value {
    let [reply] = run.exits_with(0).answers().try_into().expect("one line");
    reply
}

#[test]
fn an_rpc_of_each_service_returns_the_requested_object() {
    let mock = Mock::start(&["--seed", "7"]);
    for (method, id, place) in [
        ("organizations.retrieve", "organizationId", "/organization/id"),
        ("users.pats.get", "personalAccessTokenId", "/pat/id"),
        ("gitpod.v1.RunnerService/GetRunner", "runnerId", "/runner/runnerId"),
        (
            "RunnerConfigurationService/GetEnvironmentClass",
            "environmentClassId",
            "/environmentClass/id",
        ),
        ("projects.retrieve", "projectId", "/project/id"),
    ] {
        let data = format!(r#"{{"{id}": "{ID}"}}"#);
        let reply = reply(call(&mock, method, &["--data", &data, "--validate", "refuse"]));
        assert_eq!(reply.pointer(place), Some(&ID.into()), "{method}: {reply}");
    }
}

#[test]
fn both_codecs_print_the_same() {
    let mock = Mock::start(&["--seed", "7"]);
    for (method, data) in [
        ("projects.list", r#"{"pagination": {"pageSize": 2}}"#.to_owned()),
        ("projects.retrieve", format!(r#"{{"projectId": "{ID}"}}"#)),
    ] {
        let [json, binary] = ["json", "binary"].map(|codec| {
            call(&mock, method, &["--data", &data, "--codec", codec]).exits_with(0).stdout
        });
        assert!(json.len() > 100, "{json}");
        assert_eq!(json, binary);
    }
    let [json, binary] = ["json", "binary"].map(|codec| {
        call(&mock, "projects.list", &["--all", "--codec", codec]).exits_with(0).stdout
    });
    assert_eq!(json, binary);
}

#[test]
fn raw_binary_is_passed_on_unchanged() {
    let mock = Mock::start(&["--seed", "7"]);
    let json = format!(r#"{{"projectId":"{ID}"}}"#);
    // Field 1 with the ID of 36 bytes.
    let path = file("get-project.bin", [b"\x0a\x24", ID.as_bytes()].concat());
    let request = format!("@{}", path.display());
    let arguments = ["--raw", "--codec", "binary", "--data", &request];
    let arguments =
        [&["call", "projects.retrieve", "--base-url", mock.url()], &arguments[..]].concat();
    let raw = program(&arguments).output().expect("it runs").stdout;
    let converted =
        run(&["convert", "GetProjectResponse", "--from", "binary"], &raw).exits_with(0).stdout;
    let typed = call(&mock, "projects.retrieve", &["--data", &json]).exits_with(0).stdout;
    assert_eq!(converted, typed);

    for data in [&[][..], &["--data", &json]] {
        let options = [&["--raw", "--codec", "binary"], data].concat();
        let run = call(&mock, "projects.retrieve", &options).exits_with(2);
        let problem = "error: --data: a raw binary request comes from a file or standard input\n";
        assert!(run.stderr.starts_with(problem), "{run:?}");
    }
}

#[test]
fn an_enum_value_without_a_number_is_not_sent_in_binary() {
    let mock = Mock::start(&[]);
    let data = r#"{"kind": "RUNNER_KIND_NEW"}"#;
    let run = call(&mock, "runners.create", &["--data", data, "--codec", "binary"]).exits_with(1);
    let reported: Value = serde_json::from_str(&run.stderr).expect("one object");
    assert_eq!(reported["code"], "invalid_argument");
    let message = reported["message"].as_str().expect("a message");
    assert!(message.contains(": kind: the binary encoding needs the number"), "{message}");
}

#[test]
fn created_objects_are_found_by_later_runs() {
    let mock = Mock::start(&["--strict"]);
    let created = reply(call(&mock, "runners.create", &["--data", r#"{"name": "Mine"}"#]));
    let id = created["runner"]["runnerId"].as_str().expect("an ID");
    let data = format!(r#"{{"runnerId": "{id}"}}"#);
    let got = reply(call(&mock, "runners.retrieve", &["--data", &data]));
    assert_eq!((&got["runner"], &got["runner"]["name"]), (&created["runner"], &"Mine".into()));
    call(&mock, "runners.delete", &["--data", &data]).prints("{}\n");
    let gone = call(&mock, "runners.retrieve", &["--data", &data]).exits_with(1);
    assert_eq!(gone.stdout, "");
    let reported: Value = serde_json::from_str(&gone.stderr).expect("one object");
    assert_eq!(
        (&reported["code"], &reported["httpStatus"]),
        (&"not_found".into(), &404.into()),
        "{reported}"
    );
}

#[test]
fn all_pages_have_all_items_for_any_page_size() {
    let mock = Mock::start(&["--seed", "7"]);
    for number in 0..5 {
        let data = format!(r#"{{"name": "Runner {number}"}}"#);
        reply(call(&mock, "runners.create", &["--data", &data]));
    }
    let all = |size: usize| {
        let data = format!(r#"{{"pagination": {{"pageSize": {size}}}}}"#);
        let run = call(&mock, "runners.list", &["--all", "--data", &data]).exits_with(0);
        assert_eq!(run.stderr, "");
        run.answers()
    };
    let whole = all(100);
    let names: BTreeSet<_> = whole.iter().map(|runner| runner["name"].to_string()).collect();
    for number in 0..5 {
        assert!(names.contains(&format!("\"Runner {number}\"")), "{names:?}");
    }
    for size in 1..=3 {
        assert_eq!(all(size), whole, "in pages of {size}");
    }
}

#[test]
fn injected_errors_are_reported() {
    let mock = Mock::start(&[]);
    let header = ["--header", "x-mock-error: failed_precondition"];
    let run = call(&mock, "users.dotfiles.get", &header).exits_with(1);
    let reported: Value = serde_json::from_str(&run.stderr).expect("one object");
    assert_eq!(reported["code"], "failed_precondition");
    assert_eq!(reported.get("details"), None);
}

#[test]
fn injected_details_are_decoded() {
    let mock = Mock::start(&[]);
    let name = "gitpod.v1.ActionableErrorDetails";
    let detail = format!("x-mock-error-detail: {name}, gitpod.v1.ErrorAction");
    let headers = ["--header", "x-mock-error: aborted", "--header", &detail];
    let run = call(&mock, "users.dotfiles.get", &headers).exits_with(1);
    let reported: Value = serde_json::from_str(&run.stderr).expect("one object");
    let details = reported["details"].as_array().expect("a list");
    assert_eq!(details.len(), 2, "{reported}");
    assert_eq!(details[0]["type"], name);
    assert!(details[0]["decoded"]["actions"][0]["label"].is_string(), "{reported}");
    assert!(details[1]["decoded"]["label"].is_string(), "{reported}");
}

#[test]
fn the_documented_request_of_an_rpc_can_be_sent_as_it_is() {
    let mock = Mock::start(&[]);
    for method in ["projects.create", "runners.create", "ProjectService/ListProjects"] {
        // Without a server, so nothing is sent.
        let example = run(&["call", method, "--example"], "").exits_with(0);
        assert!(example.stdout.starts_with("{\n  \""), "{example:?}");
        let options = ["--base-url", mock.url(), "--validate", "refuse", "--data", "-"];
        run(&[&["call", method], &options[..]].concat(), &example.stdout).exits_with(0);
    }
    run(&["call", "projects.create", "--example", "--raw"], "").exits_with(2);
    let unknown = run(&["call", "projects.creat", "--example"], "").exits_with(2);
    assert!(unknown.stderr.contains("did you mean `projects.create`"), "{unknown:?}");
}
