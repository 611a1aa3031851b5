//! Encodings, document markers, tags, number literals and prose.

use gitpod_codegen::{Code, ir};
use gitpod_tests::{file_with_fields, sources};

use crate::{accepted, answer, answer_to, codes, first, in_time};

const FIELD: &str = "- {name: a, number: 1, type: string, doc: The subject.}";

/// Lowers the doc `text`, written in YAML as a double-quoted scalar of escapes.
fn doc(text: &str) -> ir::Prose {
    let escaped: String = text.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    let field = format!("- {{name: a, number: 1, type: string, doc: \"{escaped}\"}}");
    first(&first(&accepted(file_with_fields(&field, "")).messages).fields).doc.stated.clone()
}

#[test]
fn line_endings_and_byte_order_marks_are_ignored() {
    let text = file_with_fields(FIELD, "");
    let plain = format!("{:?}", accepted(text.as_str()));
    let crlf = text.replace('\n', "\r\n");
    assert_eq!(format!("{:?}", accepted(crlf.as_str())), plain);
    assert_eq!(format!("{:?}", accepted(format!("\u{feff}{text}"))), plain);
    assert_eq!(format!("{:?}", accepted(format!("\u{feff}{crlf}"))), plain);
}

#[test]
fn spans_are_right_after_any_text() {
    for (before, column) in [("", 3), ("\u{feff}", 3), ("# größe 名前 🦀\n", 3), ("# a\r\n\r\n", 3)]
    {
        let text = format!("{before}messages:\n- name: Thing\n  colour: 名前\n  doc: Some item.\n");
        let sources = sources(&[("things.yaml", &text)]);
        let found = answer_to(&sources).expect_err("the key is unknown");
        let span = found.iter().next().expect("the key is reported").labels[0].span;
        assert_eq!(&text[span.start as usize..span.end as usize], "colour", "{before:?}");
        let line = before.matches('\n').count() + 3;
        assert_eq!(sources.line_column(span), (line, column), "{before:?}");
    }
}

#[test]
fn columns_count_characters() {
    let text = "messages:\n- {name: \"🦀名é\", colour: red, doc: A crab.}\n";
    let sources = sources(&[("things.yaml", text)]);
    let found = answer_to(&sources).expect_err("the key is unknown");
    let unknown =
        found.iter().find(|found| found.code == Code::UnknownKey).expect("the key is reported");
    assert_eq!(sources.line_column(unknown.labels[0].span), (2, 17));
}

#[test]
fn empty_files_are_rejected() {
    for text in
        ["", "\n\n", "# only\n# comments\n", "---\n", "---\n...\n", "~\n", "\u{feff}", "null"]
    {
        let found = codes(&answer(text));
        assert!(matches!(found[..], [Code::WrongKind | Code::Syntax]), "{text:?}: {found:?}");
    }
    let api = in_time(|| answer_to(&sources(&[("api.yaml", "# nothing\n")])));
    assert_eq!(codes(&api), [Code::WrongKind]);
}

#[test]
fn malformed_documents_are_rejected() {
    let text = file_with_fields(FIELD, "");
    for wrong in [
        format!("{text}---\n{text}"),
        format!("{text}...\n---\n{text}"),
        format!("%YAML 9.9\n{text}"),
        format!("{text}\0"),
        text.replace("The subject", "The\0subject"),
        text.replace("The subject", "The\u{7}subject"),
        text.replace("The subject", "The\u{fffe}subject"),
        "}".to_owned(),
        "\t".to_owned(),
        "&".to_owned(),
        "*".to_owned(),
        "!".to_owned(),
        "%".to_owned(),
        "? ".to_owned(),
        ": ".to_owned(),
        "|".to_owned(),
        "messages: |9\n a".to_owned(),
        "\"\\uD800\"".to_owned(),
        "\"\\U00110000\"".to_owned(),
    ] {
        assert!(!codes(&answer(wrong.as_str())).is_empty(), "{wrong:?}");
    }
}

#[test]
fn unrequested_tags_have_no_effect() {
    for tag in [
        "!!binary aGVsbG8=",
        "!!binary \"?\"",
        "!!timestamp 2026-01-01",
        "!include secrets.yaml",
        "!include /etc/passwd",
        "!!python/object/apply:os.system [ls]",
        "!!set {a, b}",
        "!!float x",
        "!!int 9",
        "!!null x",
        "!!bool x",
        "!!str 12",
        "!<tag:x> y",
        "!!map []",
        "!!seq {}",
        "!env HOME",
    ] {
        let field = format!("- {{name: a, number: 1, type: string, doc: {tag}}}");
        let answer = answer(file_with_fields(&field, ""));
        let Ok(api) = answer else { continue };
        let plain = first(&first(&api.messages).fields).doc.stated.plain.join("\n");
        assert!(tag.contains(&plain) || plain == "hello", "{tag} became {plain}");
    }
}

#[test]
fn numbers_stay_within_their_bounds() {
    for number in [
        "-1",
        "0",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "18446744073709551615",
        "170141183460469231731687303715884105728",
        "1e400",
        "-0",
        "0x7fffffff",
        "0o17",
        ".inf",
        ".nan",
        "1_000",
        "+1",
        "536870912",
        "4294967297",
        "1e2",
        "00",
    ] {
        let field = format!("- {{name: a, number: {number}, type: string, doc: The subject.}}");
        let rules = format!(
            "- {{name: a, number: 1, type: int64, rules: {{gt: {number}, lte: {number}}}, doc: A quantity.}}\n\
             - {{name: b, number: 2, type: string, rules: {{min_len: {number}, max_len: {number}}}, doc: An item.}}"
        );
        let example = file_with_fields("- {name: a, number: 1, type: int32, doc: A quantity.}", "")
            .replace("request: {}", &format!("request: {{a: {number}}}"));
        let value = format!(
            "enums:\n- name: E\n  doc: The kind of item.\n  values: [{{name: E_A, number: {number}, doc: The only kind.}}]\n"
        );
        for text in [file_with_fields(&field, ""), file_with_fields(&rules, ""), example, value] {
            if let Ok(api) = answer(text) {
                assert!(api.messages.iter().flat_map(|m| &m.fields).all(|field| field.number >= 1));
            }
        }
    }
}

#[test]
fn prose_in_any_script_is_kept() {
    for text in [
        "Größe in mm.",
        "名前は必須です。",
        "اسم المشروع",
        "Crabs 🦀🦀 and flags 🏳️‍🌈.",
        "e\u{301}tat",
    ] {
        assert_eq!(doc(text).plain, [text]);
    }
}

#[test]
fn control_characters_in_prose_are_rejected() {
    for control in ["0", "b", "e[31m", "x7f", "N", "r\\n", "u202a", "u202e", "u2066", "u2069"] {
        let doc = format!("\"The subject\\{control} of a letter.\"");
        let field = format!("- {{name: a, number: 1, type: string, doc: {doc}}}");
        let found = codes(&answer(file_with_fields(&field, "")));
        assert_eq!(found, [Code::ControlCharacter], "{control}");
    }
    assert_eq!(doc("A list:\n\n- an\titem").plain, ["A list:", "", "- an item"]);
}

#[test]
fn prose_fences_are_closed_and_never_compiled() {
    let prose = [
        "```\nlet x = 1;",
        "~~~~\nlet x",
        "```rust\nfn main() {}\n```",
        "a ``` b",
        "`",
        "``````",
        "~~~",
        "    let x = 1;",
        "\tlet x = 1;",
        "- item\n\n      let x;",
        "- ```\n  let x = 1;\n  ```",
        "- ```\n  let x = 1; ```",
        "> ```\n> let x",
        "- ```\n  let x = 1;\n  and ``` b",
        "* ~~~\n  let x",
        "1. ~~~\n   let x",
        "-     let x = 1;",
        "12)      let x = 1;",
        "- -     let x = 1;",
        "-\t\tlet x = 1;",
        "```\n`````\n```",
        "~~~ a`b\nx",
        "   ```\nx\n   ```",
        "a\n```\nb\n```\nc\n```\nd",
        "`a\n- ```\n- b`",
    ];
    for text in prose {
        for before in ["Prose. ", "Prose.\n\n", ""] {
            let markdown = doc(&format!("{before}{text}\n\nMore prose.")).markdown;
            let compiled = compiled_line(&markdown);
            assert_eq!(compiled, None, "{before:?} and {text:?} became {markdown:?}");
        }
    }
}

/// A line that rustdoc would compile as Rust, or that opens a fence that is never closed.
fn compiled_line(markdown: &[String]) -> Option<&str> {
    let mut open: Option<&str> = None;
    for line in markdown {
        let item = line.trim_start_matches(|c: char| c.is_ascii_digit() || "-*+.)> ".contains(c));
        match open {
            Some(fence) if item == fence => open = None,
            Some(_) => {}
            None if item.starts_with("```") || item.starts_with("~~~") => {
                open = item.strip_suffix("text").filter(|_| line.starts_with(item));
                if open.is_none() {
                    return Some(line);
                }
            }
            None if line.strip_suffix(item).is_some_and(|marks| marks.contains("    ")) => {
                return Some(line);
            }
            None => {}
        }
    }
    open
}

#[test]
fn markup_in_prose_is_escaped() {
    for text in [
        "a */ b /* c",
        "<script>",
        "</div>",
        "[link]",
        "[a](b)",
        "![a](b)",
        "[a]: b",
        "a <!-- b",
        "&lt;",
        "`<a>` and <b>",
        "`` ` <a> ``",
        "`<a>\n\n<b>`",
        "https://",
        "https://a.example/<b>[c]",
        "\\<a\\>",
        "`open <a>\n- [item] <b>`",
        "`open\n# [Heading] <b>`",
        "`open\n> [Quote]`",
        "`a\n---\n<b>`",
        "| a |\n|---|\n| `a | <b>` |",
        "http://[::1]/",
        "\\",
        "a\\",
        "[`Vec`]",
        "crate::Foo",
        "#![feature(x)]",
        "\"quoted\" 'text' r#\"raw\"#",
        "//! inner",
        "/// outer",
        "*/",
        "{}",
        "{0}",
        "$x",
    ] {
        let markdown = doc(&format!("Prose. {text}")).markdown;
        for block in blocks(&markdown) {
            let outside = outside_of_code(&block);
            for mark in ["<script", "</div", "<!--", "<b>", "[", "]", "|"] {
                assert!(!outside.contains(mark), "{text:?} became {markdown:?}");
            }
        }
    }
}

/// Splits Markdown at empty lines and at lines that start a list item, heading, quote or rule.
fn blocks(markdown: &[String]) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for line in markdown {
        if line.is_empty() || line.trim_start().starts_with(['-', '#', '>']) {
            blocks.push(String::new());
        }
        if let Some(block) = blocks.last_mut() {
            block.push_str(line);
            block.push('\n');
        }
    }
    blocks
}

/// Removes the code spans and escaped characters from a block.
fn outside_of_code(block: &str) -> String {
    let mut outside = String::new();
    let mut rest = block;
    while let Some(next) = rest.chars().next() {
        let ticks = &rest[..rest.len() - rest.trim_start_matches('`').len()];
        let taken = match next {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '`' => {
                let span = rest[ticks.len()..].find(ticks).map(|end| end + ticks.len());
                ticks.len() + span.unwrap_or(0)
            }
            _ => {
                outside.push(next);
                next.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    outside
}
