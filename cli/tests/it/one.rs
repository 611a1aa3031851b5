//! `json` for one message.

use crate::support::{file, run};

const LOOSE: &str = r#" { "latency" : "+1.50s",
  "gateway": {"url": "u", "name": "caf\u00e9 🦀", "region": null} }"#;

const CANONICAL: &str = r#"{"gateway":{"name":"café 🦀","url":"u"},"latency":"1.500s"}"#;

#[test]
fn a_message_is_printed_in_its_canonical_form() {
    for name in ["gitpod.v1.GatewayInfo", "GatewayInfo"] {
        run(&["json", name], LOOSE).prints(&format!("{CANONICAL}\n"));
        run(&["json", name, "-"], LOOSE).prints(&format!("{CANONICAL}\n"));
    }
    let path = file("gateway.json", LOOSE);
    let path = path.to_str().unwrap();
    run(&["json", "GatewayInfo", path], "ignored").prints(&format!("{CANONICAL}\n"));
    run(&["json", "ListRunnersRequest.Filter"], "{}").prints("{}\n");
}

#[test]
fn a_message_is_indented() {
    run(&["json", "--pretty", "GatewayInfo"], LOOSE).prints(concat!(
        "{\n  \"gateway\": {\n    \"name\": \"café 🦀\",\n    \"url\": \"u\"\n  },\n",
        "  \"latency\": \"1.500s\"\n}\n",
    ));
    run(&["json", "--pretty", "Runner"], "{}").prints("{}\n");
}

#[test]
fn defaults_are_printed_on_request() {
    let json = r#"{"pagination":{}}"#;
    run(&["json", "ListProjectsResponse"], json).prints("{\"pagination\":{}}\n");
    run(&["json", "--defaults", "ListProjectsResponse"], json)
        .prints("{\"pagination\":{\"nextToken\":\"\"},\"projects\":[]}\n");
}

#[test]
fn an_invalid_message_is_one_line_on_stderr() {
    let path = file("broken.json", "{\n \"id\": 5}");
    let path = path.to_str().unwrap();
    let broken = run(&["json", "Project", path], "").exits_with(1);
    assert_eq!(
        broken.stderr,
        format!(
            "error: {path}: gitpod.v1.Project: id: expected a string, found the number 5 \
             at line 2 column 8\n",
        ),
    );
    for json in ["", "{", "\u{feff}{}", "[]", "{} {}", r#"{"id":"\ud800"}"#, &"[".repeat(100_000)] {
        let run = run(&["json", "Project"], json).exits_with(1);
        assert!(run.stderr.starts_with("error: standard input: gitpod.v1.Project: "), "{run:?}");
        assert_eq!((run.stderr.lines().count(), run.stdout.as_str()), (1, ""), "{run:?}");
    }
    let missing = run(&["json", "Project", "/nowhere/at/all"], "").exits_with(1);
    assert!(missing.stderr.starts_with("error: cannot read /nowhere/at/all: "), "{missing:?}");
}

#[test]
fn errors_do_not_contain_secrets() {
    let json = r#"{"clientSecret": ["hunter2"]}"#;
    let run = run(&["json", "CreateSSOConfigurationRequest"], json).exits_with(1);
    assert!(!run.stderr.contains("hunter2"), "{run:?}");
}

#[test]
fn unknown_fields_are_ignored_reported_or_rejected() {
    let json = r#"{"kind":"KIND_NEW","name":"n","updatedBy":{"a":1}}"#;
    let canonical = "{\"name\":\"n\",\"kind\":\"KIND_NEW\"}\n";
    run(&["json", "Runner"], json).prints(canonical);

    let reported = run(&["json", "--report-unknown", "Runner"], json).exits_with(0);
    assert_eq!(reported.stdout, canonical);
    assert_eq!(
        reported.stderr,
        "unknown: kind: gitpod.v1.RunnerKind has no value \"KIND_NEW\"\n\
         unknown: updatedBy: gitpod.v1.Runner has no such field\n",
    );

    let rejected = run(&["json", "--strict", "Runner"], json).exits_with(1);
    assert_eq!(rejected.stdout, "");
    assert_eq!(
        rejected.stderr,
        "error: standard input: gitpod.v1.Runner: updatedBy: expected a field of \
         gitpod.v1.Runner, found an unknown field at line 1 column 31; did you mean `updatedAt`?\n",
    );
}
