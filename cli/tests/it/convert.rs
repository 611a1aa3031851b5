//! `convert`.

use std::fs;

use crate::support::{Run, file, program, run};

const JSON: &str = r#"{"gateway":{"name":"café","url":"u"},"latency":"1.500s"}"#;
const HEX: &str = "0a0a0a05636166c3a912017512080801 1080cab5ee01";
const BASE64: &str = "CgoKBWNhZsOpEgF1EggIARCAyrXuAQ==";

/// A run on a `GatewayInfo`.
#[track_caller]
fn convert(options: &[&str], input: impl AsRef<[u8]>) -> Run {
    run(&[&["convert", "GatewayInfo"], options].concat(), input)
}

#[test]
fn every_form_becomes_every_other_one() {
    let hex = HEX.replace(' ', "");
    let forms = [("json", JSON), ("hex", &hex), ("base64", BASE64)];
    for (from, input) in forms {
        for (to, output) in forms {
            convert(&["--from", from, "--to", to], input).prints(&format!("{output}\n"));
        }
    }
    // JSON is the default of both.
    convert(&["--to", "hex"], JSON).prints(&format!("{hex}\n"));
    convert(&["--from", "hex"], HEX).prints(&format!("{JSON}\n"));
    convert(&[], JSON).prints(&format!("{JSON}\n"));
}

#[test]
fn binary_has_no_newline_and_comes_from_a_file_or_standard_input() {
    let binary = program(&["convert", "GatewayInfo", "--to", "binary"])
        .stdin(fs::File::open(file("gateway-to-binary.json", JSON)).unwrap())
        .output()
        .unwrap()
        .stdout;
    assert_eq!((binary.len(), binary.last()), (22, Some(&1)));
    let path = file("gateway.bin", &binary);
    let path = path.to_str().unwrap();
    convert(&["--from", "binary"], &binary).prints(&format!("{JSON}\n"));
    convert(&["--from", "binary", "-"], &binary).prints(&format!("{JSON}\n"));
    convert(&["--from=binary", path, "--to=base64"], "ignored").prints(&format!("{BASE64}\n"));
    convert(&["--to", "binary"], "{}").prints("");
}

#[test]
fn json_is_canonical_indented_and_complete_on_request() {
    convert(&["--pretty", "--from", "hex"], "12020801").prints("{\n  \"latency\": \"1s\"\n}\n");
    run(&["convert", "PaginationRequest", "--defaults", "--from", "hex"], "")
        .prints("{\"pageSize\":0,\"token\":\"\"}\n");
    for option in ["--pretty", "--defaults"] {
        let run = convert(&["--to", "hex", option], "{}").exits_with(2);
        assert_eq!(run.stderr, format!("error: the argument '{option}' needs '--to json'\n"));
    }
}

#[test]
fn malformed_text_is_reported_with_its_position() {
    for (form, input, error) in [
        ("hex", "0a0a\n0a0", "expected two hex digits a byte, found `0` at line 2 column 3"),
        ("hex", "0x0a", "expected a hex digit, found `x` at line 1 column 2"),
        ("base64", "CgoK\r\n *", "expected a base64 digit, found `*` at line 2 column 2"),
        (
            "base64",
            "CgoKB",
            "expected at least two digits in the last group, found `B` at line 1 column 5",
        ),
    ] {
        let run = convert(&["--from", form], input).exits_with(1);
        assert_eq!(run.stderr, format!("error: standard input: {error}\n"));
    }
}

#[test]
fn malformed_messages_are_reported() {
    let run_of = |input: &str| convert(&["--from", "hex"], input).exits_with(1).stderr;
    // The end within a field, field number 0, a wire type that does not exist.
    for input in ["0a0a0a", "0000", "0f"] {
        let error = run_of(input);
        assert!(error.starts_with("error: standard input: gitpod.v1.GatewayInfo: "), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn unknown_fields_survive_in_binary_and_are_reported_or_rejected() {
    // Field 99 holds the varint 7.
    let input = "1202080198060 7";
    convert(&["--from", "hex", "--to", "hex"], input).prints("12020801980607\n");
    convert(&["--from", "hex"], input).prints("{\"latency\":\"1s\"}\n");
    let reported = convert(&["--from", "hex", "--report-unknown"], input).exits_with(0);
    assert!(reported.stderr.starts_with("unknown: "), "{reported:?}");
    assert!(reported.stderr.contains("99"), "{reported:?}");
    let rejected = convert(&["--from", "hex", "--strict"], input).exits_with(1);
    assert!(rejected.stderr.contains("99") && rejected.stdout.is_empty(), "{rejected:?}");
}

#[test]
fn an_enum_value_without_a_number_has_no_binary_form() {
    let run = run(&["convert", "Runner", "--to", "hex"], r#"{"kind":"KIND_NEW"}"#).exits_with(1);
    assert_eq!(
        run.stderr,
        "error: gitpod.v1.Runner: kind: the binary encoding needs the number of the enum value \
         \"KIND_NEW\"\n",
    );
    assert_eq!(run.stdout, "");
}

#[test]
fn violations_are_reported_as_by_json() {
    let json = r#"{"projectId":"x"}"#;
    let checked = run(&["json", "GetProjectRequest"], json).exits_with(0);
    let hex = run(&["convert", "GetProjectRequest", "--to", "hex"], json).exits_with(0);
    assert_eq!(hex.stdout, "0a0178\n");
    assert!(checked.stderr.starts_with("violation: project_id: "), "{checked:?}");
    assert_eq!(checked.stderr, hex.stderr);
}
