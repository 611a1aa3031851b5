//! Input lines and their answers.

use serde_json::json;

use crate::support::{file, run};

/// The answers to lines; standard error must be empty.
#[track_caller]
fn answers(input: impl AsRef<[u8]>) -> Vec<serde_json::Value> {
    let run = run(&["json", "--lines"], input).exits_with(0);
    assert_eq!(run.stderr, "");
    run.answers()
}

/// The type and the error in the answer to a line.
#[track_caller]
fn error(line: impl AsRef<[u8]>) -> (Option<String>, String) {
    let answers = answers(line);
    let [answer] = answers.as_slice() else { panic!("{answers:?}") };
    let error = answer["error"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
    assert_eq!(answer.as_object().unwrap().len(), 2, "{answer}");
    (answer["type"].as_str().map(str::to_owned), error)
}

#[test]
fn a_line_is_answered_with_its_canonical_form() {
    let line =
        r#"{"type": "gitpod.v1.Runner", "json": {"spec":null, "name":"caf\u00e9 \ud83e\udd80"}}"#;
    let answer =
        "{\"type\":\"gitpod.v1.Runner\",\"canonical\":{\"name\":\"café 🦀\"},\"violations\":[]}\n";
    for ended in [format!("{line}\n"), line.to_owned(), format!("{line}\r\n"), format!(" {line}\t")]
    {
        run(&["json", "--lines"], &ended).prints(answer);
        run(&["json", "--lines", "-"], &ended).prints(answer);
    }
    let path = file("lines.jsonl", line);
    run(&["json", "--lines", path.to_str().unwrap()], "").prints(answer);
}

#[test]
fn members_of_a_line_are_in_any_order_and_unknown_ones_are_skipped() {
    let line = r#"{"id":[{"json":1}],"json":{},"x":1e999,"type":"gitpod.v1.Runner"}"#;
    let answer = json!({"type": "gitpod.v1.Runner", "canonical": {}, "violations": []});
    // Without the package, the answer has the full name.
    let short = r#"{"type":"Runner","json":{}}"#;
    assert_eq!(answers(format!("{line}\n{short}")), [answer.clone(), answer]);
}

#[test]
fn messages_are_decoded_from_their_original_text() {
    let of =
        |json: &str| error(format!(r#"{{"type":"gitpod.v1.PaginationRequest","json":{json}}}"#)).1;
    let engine = |expected: &str| format!("gitpod.v1.PaginationRequest: {expected}");
    for (json, expected) in [
        (
            r#"{"pageSize":1e400}"#,
            "pageSize: expected an int32, found the number 1e400 at line 1 column 13",
        ),
        (
            r#"{"pageSize":1,"pageSize":1}"#,
            "pageSize: expected each field at most once, found a duplicate field at line 1 column 15",
        ),
        (
            r#"{"pageSize":1,"page_size":1}"#,
            "pageSize: expected each field at most once, found a duplicate field at line 1 column 15",
        ),
        (
            r#"{"pageSize":1.5}"#,
            "pageSize: expected an int32, found the number 1.5 at line 1 column 13",
        ),
        (
            r#"{"token":"\ud800"}"#,
            "token: expected a surrogate pair, found a lone surrogate at line 1 column 12",
        ),
        ("null", "expected an object, found null at line 1 column 1"),
        ("[]", "expected an object, found an array at line 1 column 1"),
    ] {
        assert_eq!(of(json), engine(expected), "{json}");
    }
    let exact = r#"{"type":"gitpod.v1.PaginationRequest","json":{"pageSize":1.0e2}}"#;
    assert_eq!(answers(exact)[0]["canonical"], json!({"pageSize": 100}));
}

#[test]
fn errors_of_a_line_are_its_answer() {
    for (line, of, expected) in [
        ("\n", None, "the line is empty"),
        ("  \r\n", None, "the line is empty"),
        ("\u{feff}{}", None, "the line starts with a byte order mark"),
        ("nonsense", None, "the line is not an object"),
        ("[1]", None, "the line is not an object"),
        ("{}", None, "`type` is missing"),
        (r#"{"json":{}}"#, None, "`type` is missing"),
        (r#"{"type":null,"json":{}}"#, None, "`type` is not a string at column 12"),
        (r#"{"type":"Project"}"#, Some("Project"), "`json` is missing"),
        (
            r#"{"type":"Project","json":{}"#,
            Some("Project"),
            "EOF while parsing an object at column 27",
        ),
        (r#"{"type":"Nope","json":{}}"#, Some("Nope"), "there is no message type `Nope`"),
        (r#"{"type":"","json":{}}"#, Some(""), "there is no message type ``"),
    ] {
        assert_eq!(error(line), (of.map(str::to_owned), expected.to_owned()), "{line}");
    }
    let (of, expected) = error(b"{\"type\":\"Project\",\"json\":{\"id\":\"\xff\"}}");
    assert_eq!((of, expected.as_str()), (None, "the line is not UTF-8 at byte 33"));
    let long = "é".repeat(100_000);
    let (of, expected) = error(format!(r#"{{"type":"{long}","json":{{}}}}"#));
    assert_eq!(of.as_deref(), Some(long.as_str()));
    assert_eq!(expected, format!("there is no message type `{}…`", "é".repeat(80)));
}

#[test]
fn invalid_lines_do_not_end_the_stream() {
    let good = r#"{"type":"gitpod.v1.Project","json":{}}"#;
    let input = format!("{good}\n\nbroken\n{{\n{good}\r\n{{\"type\":\"X\",\"json\":{{}}}}\n{good}");
    let answers = answers(input);
    let fine: Vec<bool> = answers.iter().map(|answer| answer.get("error").is_none()).collect();
    assert_eq!(fine, [true, false, false, false, true, false, true]);
    assert_eq!(run(&["json", "--lines"], "").exits_with(0).stdout, "");
}

#[test]
fn deep_nesting_is_rejected_in_messages_and_skipped_elsewhere() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(200_000), close.repeat(200_000));
        let line = format!(r#"{{"type":"gitpod.v1.Project","json":{{"new":{deep}}}}}"#);
        let (of, expected) = error(&line);
        assert_eq!(of.as_deref(), Some("gitpod.v1.Project"));
        assert!(expected.contains("expected at most 100 levels of nesting"), "{expected}");
        // Skipped values may nest to any depth.
        let line = format!(r#"{{"type":"gitpod.v1.Project","x":{deep},"json":{{}}}}"#);
        assert_eq!(answers(line)[0]["canonical"], json!({}));
        // A truncated line is invalid.
        let line = format!(r#"{{"type":"gitpod.v1.Project","json":{}"#, open.repeat(200_000));
        assert!(error(line).1.starts_with("EOF while parsing"));
    }
}

#[test]
fn options_apply_to_every_line() {
    let line =
        |json: &str| format!("{{\"type\":\"gitpod.v1.PaginationRequest\",\"json\":{json}}}\n");
    let input = line("{}") + &line(r#"{"new":1}"#);
    let defaults = run(&["json", "--lines", "--defaults"], &input).exits_with(0).answers();
    assert_eq!(defaults[0]["canonical"], json!({"token": "", "pageSize": 0}));
    let strict = run(&["json", "--lines", "--strict"], &input).exits_with(0).answers();
    assert_eq!(strict[0]["canonical"], json!({}));
    assert_eq!(
        strict[1]["error"],
        "gitpod.v1.PaginationRequest: new: expected a field of gitpod.v1.PaginationRequest, \
         found an unknown field at line 1 column 2",
    );
    let expected = run(&["json", "--lines", "--report-unknown"], &input).exits_with(0);
    assert_eq!(
        expected.stderr,
        "unknown: line 2: new: gitpod.v1.PaginationRequest has no such field\n"
    );
    assert_eq!(expected.answers().len(), 2);
}

#[test]
fn more_violations_than_the_limit_are_marked() {
    let answer = |count: usize| {
        let projects = vec!["{}"; count].join(",");
        let json = format!("{{\"projects\":[{projects}]}}");
        answers(format!("{{\"type\":\"CreateProjectsRequest\",\"json\":{json}}}\n")).remove(0)
    };
    let few = answer(1);
    assert_eq!(few.get("truncated"), None, "{few}");
    let many = answer(200);
    assert_eq!(many["truncated"], true);
    assert_eq!(many["violations"].as_array().map(Vec::len), Some(100));
}

#[test]
fn violations_have_field_rule_and_message() {
    let line = r#"{"type":"gitpod.v1.GetProjectRequest","json":{"projectId":"x"}}"#;
    let violation = json!({
        "field": "project_id", "rule": "string.uuid", "message": "must be a valid UUID",
    });
    assert_eq!(answers(line)[0]["violations"], json!([violation]));
}
