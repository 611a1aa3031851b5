//! Deeply nested collections, messages and types.

use std::fmt::Write;

use gitpod_codegen::Code;
use gitpod_tests::file_with_fields;

use crate::{accepted, answer, codes};

const DEEP: usize = 5_000;

#[test]
fn deep_flow_collections_are_rejected() {
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("[{a: ", "}]")] {
        let closed = format!("messages: {}1{}\n", open.repeat(DEEP), close.repeat(DEEP));
        assert_eq!(codes(&answer(closed)), [Code::Syntax], "{open}");
        let unclosed = format!("messages: {}", open.repeat(DEEP));
        assert_eq!(codes(&answer(unclosed)), [Code::Syntax], "{open}");
    }
}

#[test]
fn deep_block_collections_are_rejected() {
    assert_eq!(codes(&answer("- ".repeat(DEEP))), [Code::Syntax]);
    assert_eq!(codes(&answer("? ".repeat(DEEP))), [Code::Syntax]);
    let mut mappings = String::new();
    for depth in 0..DEEP {
        writeln!(mappings, "{:depth$}a:", "").expect("writing to a string cannot fail");
    }
    assert_eq!(codes(&answer(mappings)), [Code::Syntax]);
}

#[test]
fn every_depth_is_handled() {
    for depth in 2..=130 {
        let lists = format!("messages: {}{}\n", "[".repeat(depth), "]".repeat(depth));
        let mappings = format!("messages: {}1{}\n", "{a: ".repeat(depth), "}".repeat(depth));
        for text in [lists, mappings] {
            assert!(
                matches!(codes(&answer(text))[..], [Code::Syntax | Code::WrongKind]),
                "{depth}"
            );
        }
    }
}

#[test]
fn deeply_nested_messages_are_accepted() {
    let mut messages = String::new();
    for depth in 0..8 {
        let indent = depth * 2;
        let _ = write!(
            messages,
            "{0:indent$}- name: Level{depth}\n{0:indent$}  doc: A nested message.\n\
             {0:indent$}  messages:\n",
            ""
        );
    }
    messages.push_str("                - {name: Last, doc: The innermost message.}\n");
    let path = "Level0.Level1.Level2.Level3.Level4.Level5.Level6.Level7.Last";
    let field = format!("- {{name: last, number: 1, type: {path}, doc: The innermost message.}}");
    let api = accepted(file_with_fields(&field, &messages));
    let last = api.messages.iter().find(|message| message.name == path);
    assert_eq!(last.map(|message| message.path.modules.len()), Some(8));
}

#[test]
fn deep_types_and_paths_are_rejected() {
    let types = [
        "repeated ".repeat(DEEP) + "string",
        "optional ".repeat(DEEP) + "string",
        "map<string, ".repeat(DEEP) + "string" + &">".repeat(DEEP),
        ["Outer"; DEEP].join("."),
        "<".repeat(DEEP),
        ",".repeat(DEEP),
        ".".repeat(DEEP),
    ];
    for kind in types {
        let field =
            format!("- {{name: a, number: 1, type: \"{kind}\", doc: The innermost message.}}");
        let found = codes(&answer(file_with_fields(&field, "")));
        assert!(matches!(found[..], [Code::TypeSyntax | Code::UnknownType]), "{found:?}");
    }
}
