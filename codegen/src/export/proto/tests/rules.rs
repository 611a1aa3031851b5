//! Tests of validation rules as options.

use super::*;

/// The lines of a file with the given message body.
fn lines(body: &str) -> String {
    let file = format!("messages:\n- name: M\n  doc: Has rules.\n{body}");
    let tree = export_reached("a", &[("b", &file)], &["M"]);
    code(&tree, "a/b.proto").join("\n")
}

/// The declarations of fields, each given as `type: …, rules: …`.
fn declared(fields: &[&str]) -> String {
    let field = |(number, rest): (usize, &&str)| {
        format!("  - {{name: f{number}, number: {number}, doc: Has rules., {rest}}}\n")
    };
    let fields: String = fields.iter().enumerate().map(|(i, rest)| field((i + 1, rest))).collect();
    let lines = lines(&format!("  fields:\n{fields}"));
    let inside = lines.lines().skip_while(|line| *line != "message M {").skip(1);
    inside.take_while(|line| *line != "}").collect::<Vec<_>>().join("\n")
}

#[test]
fn each_rule_has_its_option() {
    let found = declared(&[
        "type: string, rules: {uuid: true}",
        "type: string, required: rule, rules: {uri: true, max_len: 255}",
        "type: optional string, rules: {email: true, ignore: if_zero_value}",
        "type: string, rules: {len: 4, pattern: '^[A-Z]+$'}",
        "type: bytes, rules: {min_len: 0, max_len: 32}",
        "type: int32, rules: {gte: -5, lt: 24}",
        "type: optional uint64, rules: {gt: 18446744073709551614}",
        "type: double, rules: {gte: -0.5, lt: 1.0e+300}",
        "type: float, rules: {lte: 7}",
        "type: duration, rules: {gte: '-1.5s', lte: 7200s}",
        "type: duration, rules: {gt: 0s}",
        "type: timestamp, rules: {gt: '1969-12-31T23:59:59.25Z'}",
        "type: M, required: rule",
        "type: M, rules: {ignore: always}",
        "type: any, rules: {in: [x/a.B], not_in: [x/a.C, x/a.D]}",
        "type: field_mask, rules: {const: [a, b.c]}",
        "type: field_mask, rules: {in: [a, b], not_in: [b.c]}",
        "type: field_mask, rules: {const: []}",
        "type: any, rules: {not_in: [x/a.C]}",
    ]);
    let expected = r#"  string f1 = 1 [(buf.validate.field).string.uuid = true];
  string f2 = 2 [
    (buf.validate.field).required = true,
    (buf.validate.field).string = {max_len: 255, uri: true}
  ];
  optional string f3 = 3 [
    (buf.validate.field).ignore = IGNORE_IF_ZERO_VALUE,
    (buf.validate.field).string.email = true
  ];
  string f4 = 4 [(buf.validate.field).string = {len: 4, pattern: "^[A-Z]+$"}];
  bytes f5 = 5 [(buf.validate.field).bytes = {min_len: 0, max_len: 32}];
  int32 f6 = 6 [(buf.validate.field).int32 = {gte: -5, lt: 24}];
  optional uint64 f7 = 7 [(buf.validate.field).uint64.gt = 18446744073709551614];
  double f8 = 8 [(buf.validate.field).double = {gte: -0.5, lt: 1e300}];
  float f9 = 9 [(buf.validate.field).float.lte = 7.0];
  google.protobuf.Duration f10 = 10 [
    (buf.validate.field).duration = {gte: {seconds: -1, nanos: -500000000}, lte: {seconds: 7200}}
  ];
  google.protobuf.Duration f11 = 11 [(buf.validate.field).duration.gt = {seconds: 0}];
  google.protobuf.Timestamp f12 = 12 [
    (buf.validate.field).timestamp.gt = {seconds: -1, nanos: 250000000}
  ];
  M f13 = 13 [(buf.validate.field).required = true];
  M f14 = 14 [(buf.validate.field).ignore = IGNORE_ALWAYS];
  google.protobuf.Any f15 = 15 [
    (buf.validate.field).any = {in: ["x/a.B"], not_in: ["x/a.C", "x/a.D"]}
  ];
  google.protobuf.FieldMask f16 = 16 [
    (buf.validate.field).field_mask.const = {paths: ["a", "b.c"]}
  ];
  google.protobuf.FieldMask f17 = 17 [
    (buf.validate.field).field_mask = {in: ["a", "b"], not_in: ["b.c"]}
  ];
  google.protobuf.FieldMask f18 = 18 [(buf.validate.field).field_mask.const = {paths: []}];
  google.protobuf.Any f19 = 19 [(buf.validate.field).any = {not_in: ["x/a.C"]}];"#;
    assert_eq!(found, expected);
}

#[test]
fn rules_of_elements_keys_and_values_are_nested() {
    let found = declared(&[
        "type: repeated string, rules: {items: {uuid: true}}",
        "type: repeated string, rules: {min_items: 1, max_items: 3, unique: true, items: {min_len: 1, ignore: if_zero_value}}",
        "type: 'map<string, int64>', rules: {max_pairs: 2, keys: {min_len: 2}, values: {gt: 0}}",
        "type: 'map<string, M>', rules: {values: {ignore: always}}",
        "type: repeated string, rules: {items: {cel: [{id: a, message: b, expression: this != ''}]}}",
    ]);
    let expected = r#"  repeated string f1 = 1 [(buf.validate.field).repeated.items.string.uuid = true];
  repeated string f2 = 2 [
    (buf.validate.field).repeated = {
      min_items: 1
      max_items: 3
      unique: true
      items: {ignore: IGNORE_IF_ZERO_VALUE, string: {min_len: 1}}
    }
  ];
  map<string, int64> f3 = 3 [
    (buf.validate.field).map = {
      max_pairs: 2
      keys: {string: {min_len: 2}}
      values: {int64: {gt: 0}}
    }
  ];
  map<string, M> f4 = 4 [(buf.validate.field).map.values.ignore = IGNORE_ALWAYS];
  repeated string f5 = 5 [
    (buf.validate.field).repeated.items.cel = {id: "a", message: "b", expression: "this != ''"}
  ];"#;
    assert_eq!(found, expected);
}

#[test]
fn each_cel_condition_is_a_separate_option() {
    let found =
        declared(&[r"type: string, deprecated: {reason: Gone.}, rules: {max_len: 9, cel: [
        {id: first, message: must not start with a slash, expression: '!this.startsWith(''/'')'},
        {id: second, message: must be short, expression: 'size(this) < 10'}]}"]);
    let expected = r#"  string f1 = 1 [
    deprecated = true,
    (buf.validate.field).string.max_len = 9,
    (buf.validate.field).cel = {
      id: "first"
      message: "must not start with a slash"
      expression: "!this.startsWith('/')"
    },
    (buf.validate.field).cel = {
      id: "second"
      message: "must be short"
      expression: "size(this) < 10"
    }
  ];"#;
    assert_eq!(found, expected);
}

#[test]
fn strings_are_escaped() {
    let found = declared(&[r#"type: string, rules: {pattern: "^\"\\\\d\\n'é日😀7$"}"#]);
    let expected =
        r#"  string f1 = 1 [(buf.validate.field).string.pattern = "^\"\\\\d\\n'é日😀7$"];"#;
    assert_eq!(found, expected);
}

#[test]
fn required_oneofs_are_marked_and_unvalidated_messages_are_ignored() {
    let body = |validation: &str| {
        lines(&format!(
            "{validation}  oneofs: [{{name: choice, required: true, doc: One of them.}}]
  fields:
  - {{name: id, number: 1, type: string, oneof: choice, rules: {{uuid: true}}, doc: The first.}}
  - {{name: next, number: 2, type: M, oneof: choice, doc: The second.}}
  - {{name: plain, number: 3, type: string, doc: No rules.}}
"
        ))
    };
    let expected = r#"import "buf/validate/validate.proto";
message M {
  oneof choice {
    option (buf.validate.oneof).required = true;
    string id = 1 [(buf.validate.field).string.uuid = true];
    M next = 2;
  }
  string plain = 3;
}"#;
    assert_eq!(body(""), expected);
    let expected = r#"import "buf/validate/validate.proto";
message M {
  oneof choice {
    string id = 1 [
      (buf.validate.field).ignore = IGNORE_ALWAYS,
      (buf.validate.field).string.uuid = true
    ];
    M next = 2 [(buf.validate.field).ignore = IGNORE_ALWAYS];
  }
  string plain = 3;
}"#;
    assert_eq!(body("  validation: disabled\n"), expected);
}

#[test]
fn the_import_is_written_only_where_it_is_used() {
    let file = "messages:\n- name: M\n  doc: Has none.\n  fields:\n  - {name: id, number: 1, type: string, doc: Which it is.}\n";
    let tree = export_reached("a", &[("b", file)], &["M"]);
    assert!(tree.iter().all(|(_, text)| !text.contains("buf/validate")));
}

#[test]
fn rules_can_be_omitted() {
    let file = "messages:
- name: M
  doc: Has rules.
  oneofs: [{name: choice, required: true, doc: One of them.}]
  fields:
  - {name: id, number: 1, type: string, json: key, required: rule, rules: {uuid: true}, doc: Which it is.}
  - {name: name, number: 2, type: string, oneof: choice, rules: {min_len: 1}, doc: What it is called.}
";
    let api =
        api("a", &[("b", file), ("probe", &format!("{SERVICE}{}", fields("      ", &["M"])))]);
    let tree = proto(&api, ProtoRules::LeftOut);
    let expected = r#"message M {
  string id = 1 [json_name = "key"];
  oneof choice {
    string name = 2;
  }
}"#;
    assert_eq!(code(&tree, "a/b.proto").join("\n"), expected);
}

#[test]
fn options_are_fully_qualified_in_a_package_with_a_part_named_buf() {
    let file = "messages:\n- name: M\n  doc: Has rules.\n  oneofs: [{name: o, required: true, doc: One.}]\n  fields:\n  - {name: id, number: 1, type: string, oneof: o, rules: {uuid: true}, doc: Which it is.}\n";
    let tree = export_reached("deep.buf.v1", &[("b", file)], &["M"]);
    let code = code(&tree, "deep/buf/v1/b.proto").join("\n");
    assert!(code.contains("option (.buf.validate.oneof).required = true;"), "{code}");
    assert!(code.contains("string id = 1 [(.buf.validate.field).string.uuid = true];"), "{code}");
}
