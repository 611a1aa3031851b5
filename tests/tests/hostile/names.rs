//! Names that collide with keywords, the prelude or generated code, and invalid names.

use std::collections::BTreeSet;

use gitpod_codegen::{Code, ir};
use gitpod_tests::{file_with_fields, sources};

use crate::{accepted, answer, answer_to, codes, first};

/// The keywords of every edition (strict, reserved and weak), and names that resemble them.
const KEYWORDS: &[&str] = &[
    "abstract",
    "as",
    "async",
    "auto",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "default",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "macro_rules",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "raw",
    "ref",
    "return",
    "safe",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// Names in the prelude and names that generated code uses.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Client",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    "Bytes",
    "Timestamp",
    "Duration",
    "Error",
    "Message",
    "Router",
    "Transport",
    "Unknown",
    "Core",
    "Std",
    "Alloc",
    "Rt",
    "Crate",
    "Super",
];

fn fields_named(names: &[&str], extra: &str) -> String {
    (1..)
        .zip(names)
        .map(|(number, name)| {
            format!(
                "- {{name: \"{name}\", number: {number}, type: string, {extra}doc: One of many.}}\n"
            )
        })
        .collect()
}

/// Whether the name is a valid identifier.
fn is_identifier(name: &ir::RustName) -> bool {
    let (raw, bare) = match name.as_str().strip_prefix("r#") {
        Some(bare) => (true, bare),
        None => (false, name.as_str()),
    };
    let taken = KEYWORDS.contains(&bare)
        && !["auto", "default", "macro_rules", "raw", "safe", "union"].contains(&bare);
    let first = bare.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    let rest = bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let never_raw = ["self", "Self", "super", "crate", "_"].contains(&bare);
    first && rest && !never_raw && (raw == taken)
}

#[test]
fn every_keyword_can_name_a_field() {
    let api = accepted(file_with_fields(&fields_named(KEYWORDS, ""), ""));
    let names: BTreeSet<_> = first(&api.messages).fields.iter().map(|field| &field.rust).collect();
    assert_eq!(names.len(), KEYWORDS.len());
    for name in names {
        assert!(is_identifier(name), "{name}");
    }
}

#[test]
fn every_keyword_can_name_an_arm() {
    let messages = format!(
        "- name: Choice\n  doc: Has an arm for each keyword.\n  \
         oneofs: [{{name: self, doc: The chosen arm.}}]\n  fields:\n{}",
        fields_named(&KEYWORDS[..44], "oneof: self, ")
            .lines()
            .filter(|line| !line.contains("\"self\""))
            .map(|line| format!("  {line}\n"))
            .collect::<String>()
    );
    let root = "- {name: choice, number: 1, type: Choice, doc: The selected arm.}";
    let api = accepted(file_with_fields(root, &messages));
    let choice = api.messages.iter().find(|message| message.name == "Choice").expect("the message");
    assert!(is_identifier(&first(&choice.oneofs).rust), "{}", first(&choice.oneofs).rust);
    assert!(is_identifier(&first(&choice.oneofs).path.name), "{}", first(&choice.oneofs).path.name);
    for field in &choice.fields {
        assert!(is_identifier(&field.rust), "{}", field.rust);
    }
}

#[test]
fn every_name_in_the_prelude_can_name_a_message() {
    let fields: String = (1..)
        .zip(PRELUDE)
        .map(|(number, name)| {
            format!("- {{name: f{number}, number: {number}, type: {name}, doc: One of many.}}\n")
        })
        .collect();
    let messages: String = PRELUDE
        .iter()
        .map(|name| {
            format!("- {{name: {name}, doc: Has a special name., messages: [{{name: {name}, doc: A nested message.}}], \
                     fields: [{{name: inner, number: 1, type: {name}.{name}, doc: The nested message.}}]}}\n")
        })
        .collect();
    let api = accepted(file_with_fields(&fields, &messages));
    let paths: BTreeSet<_> = api.messages.iter().map(|message| message.path.to_string()).collect();
    assert_eq!(paths.len(), api.messages.len());
    for message in &api.messages {
        assert!(is_identifier(&message.path.name), "{}", message.path);
        assert!(message.path.modules.iter().all(is_identifier), "{}", message.path);
    }
    let bare: Vec<_> = ["Self", "Option", "Vec", "Result", "Default", "Clone"].into();
    assert!(api.messages.iter().all(|message| !bare.contains(&message.path.name.as_str())));
}

#[test]
fn every_keyword_can_name_a_value_an_rpc_and_a_resource() {
    let values: String = (1..)
        .zip(KEYWORDS)
        .map(|(number, name)| {
            let name = name.to_uppercase();
            format!("  - {{name: WORD_{name}, number: {number}, doc: One of many.}}\n")
        })
        .collect();
    let text =
        file_with_fields("- {name: word, number: 1, type: Word, doc: The selected value.}", "")
            + "enums:\n- name: Word\n  doc: Has a value for each keyword.\n  values:\n  \
           - {name: WORD_UNSPECIFIED, number: 0, doc: Not specified.}\n"
            + &values;
    let text =
        text.replace("ThingService", "Self").replace("name: things", "name: self.super.crate");
    let api = accepted(text.replace("GetThing", "Self").replace("retrieve", "self"));
    assert!(first(&api.enums).values.iter().all(|value| is_identifier(&value.rust)));
    let (service, rpc) = api.rpcs().next().expect("there is an RPC");
    let rust = &service.rust;
    for name in [&rust.module, &rust.server_trait, &rust.server, &rust.client_trait] {
        assert!(is_identifier(name), "{name}");
    }
    for name in [&rpc.method, &rpc.constant, &rpc.documented.method] {
        assert!(is_identifier(name), "{name}");
    }
    assert!(api.accessors.iter().all(|step| is_identifier(&step.method)));
}

#[test]
fn rpcs_with_the_same_name_keep_their_own_examples() {
    let file = |service: &str, resource: &str, message: &str, field: &str| {
        format!(
            "service: {{name: {service}, doc: Manages items for sale.}}
resources:
- name: {resource}
  doc: Items for sale.
  rpcs:
  - name: Get
    method: get
    doc: Returns an item.
    request: {{type: {message}}}
    response: {{type: {message}}}
    examples: [{{title: An item, request: {{{field}: x}}, response: {{}}}}]
messages:
- name: {message}
  doc: An item for sale.
  fields: [{{name: {field}, number: 1, type: string, doc: The name of the item.}}]
"
        )
    };
    let (one, two) = (file("A", "as", "Apple", "a"), file("B", "bs", "Bread", "b"));
    let api = answer_to(&sources(&[("one.yaml", &one), ("two.yaml", &two)]));
    let api = api.unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    let requests: Vec<_> = api.rpcs().map(|(_, rpc)| rpc.examples[0].request.as_str()).collect();
    assert_eq!(requests, ["{\n  \"a\": \"x\"\n}", "{\n  \"b\": \"x\"\n}"]);
}

#[test]
fn invalid_names_are_rejected() {
    let wrong = [
        "",
        " ",
        "_",
        "__",
        "a b",
        "a-b",
        "a.b",
        "a::b",
        "1a",
        "r#type",
        "A",
        "a_",
        "_a",
        "a__b",
        "größe",
        "名前",
        "\u{661}",
        "a\u{301}",
        "a\u{200B}b",
        "\u{202E}a",
        "a\u{feff}",
        "🦀",
        "a\\0b",
        "a\\nb",
        "ª",
        "ı",
        "ſ",
        "K",
    ];
    for name in wrong {
        let found = codes(&answer(file_with_fields(&fields_named(&[name], ""), "")));
        let is_unsafe = ["\u{202E}a", "a\\0b"].contains(&name);
        let code = if is_unsafe { Code::ControlCharacter } else { Code::BadName };
        assert_eq!(found, [code], "{name:?}");
        let message = format!("messages:\n- {{name: \"{name}\", doc: Has a special name.}}\n");
        if name != "A" && name != "K" {
            assert!(codes(&answer(message)).contains(&code), "{name:?}");
        }
    }
}
