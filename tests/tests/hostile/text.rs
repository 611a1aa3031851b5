//! Text that is not what it seems: encodings, framing, tags, numbers and prose.

use gitpod_codegen::{Code, ir};
use gitpod_tests::{file_with_fields, sources};

use crate::{accepted, answer, answer_to, codes, in_time};

const FIELD: &str = "- {name: a, number: 1, type: string, doc: What it is about.}";

/// The doc of a field whose doc is `text`, which is given as a double-quoted scalar of ASCII.
fn doc(text: &str) -> ir::Doc {
    let escaped: String = text.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    let field = format!("- {{name: a, number: 1, type: string, doc: \"{escaped}\"}}");
    accepted(file_with_fields(&field, "")).messages[0].fields[0].doc.clone()
}

#[test]
fn line_endings_and_a_byte_order_mark_change_nothing() {
    let text = file_with_fields(FIELD, "");
    let plain = format!("{:?}", accepted(text.as_str()));
    let crlf = text.replace('\n', "\r\n");
    assert_eq!(format!("{:?}", accepted(crlf.as_str())), plain);
    assert_eq!(format!("{:?}", accepted(format!("\u{feff}{text}"))), plain);
    assert_eq!(format!("{:?}", accepted(format!("\u{feff}{crlf}"))), plain);
}

#[test]
fn places_are_right_behind_any_text() {
    for (before, column) in [("", 3), ("\u{feff}", 3), ("# größe 名前 🦀\n", 3), ("# a\r\n\r\n", 3)] {
        let text = format!("{before}messages:\n- name: Thing\n  colour: 名前\n");
        let sources = sources(&[("things.yaml", &text)]);
        let found = answer_to(&sources).expect_err("there is no such key");
        let span = found.iter().next().expect("it is reported").labels[0].span;
        assert_eq!(&text[span.start as usize..span.end as usize], "colour", "{before:?}");
        let line = before.matches('\n').count() + 3;
        assert_eq!(sources.line_column(span), (line, column), "{before:?}");
    }
}

#[test]
fn places_count_characters_and_not_bytes() {
    let text = "messages:\n- {name: \"🦀名é\", colour: red, doc: A crab.}\n";
    let sources = sources(&[("things.yaml", text)]);
    let found = answer_to(&sources).expect_err("there is no such key");
    let unknown = found.iter().find(|found| found.code == Code::UnknownKey).expect("is reported");
    assert_eq!(sources.line_column(unknown.labels[0].span), (2, 17));
}

#[test]
fn files_without_anything_are_refused() {
    for text in ["", "\n\n", "# only\n# comments\n", "---\n", "---\n...\n", "~\n", "\u{feff}", "null"] {
        let found = codes(&answer(text));
        assert!(matches!(found[..], [Code::WrongKind | Code::Syntax]), "{text:?}: {found:?}");
    }
    let api = in_time(|| answer_to(&sources(&[("api.yaml", "# nothing\n")])));
    assert_eq!(codes(&api), [Code::WrongKind]);
}

#[test]
fn what_is_not_one_document_is_refused() {
    let text = file_with_fields(FIELD, "");
    for wrong in [
        format!("{text}---\n{text}"),
        format!("{text}...\n---\n{text}"),
        format!("%YAML 9.9\n{text}"),
        format!("{text}\0"),
        text.replace("What it", "What\0it"),
        text.replace("What it", "What\u{7}it"),
        text.replace("What it", "What\u{fffe}it"),
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
fn tags_do_nothing_that_is_not_asked_for() {
    for tag in [
        "!!binary aGVsbG8=", "!!binary \"?\"", "!!timestamp 2026-01-01", "!include secrets.yaml",
        "!include /etc/passwd", "!!python/object/apply:os.system [ls]", "!!set {a, b}", "!!float x",
        "!!int 9", "!!null x", "!!bool x", "!!str 12", "!<tag:x> y", "!!map []", "!!seq {}", "!env HOME",
    ] {
        let field = format!("- {{name: a, number: 1, type: string, doc: {tag}}}");
        let answer = answer(file_with_fields(&field, ""));
        let Ok(api) = answer else { continue };
        let plain = api.messages[0].fields[0].doc.plain.join("\n");
        assert!(tag.contains(&plain) || plain == "hello", "{tag} became {plain}");
    }
}

#[test]
fn numbers_stay_within_their_bounds() {
    for number in [
        "-1", "0", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "18446744073709551615", "170141183460469231731687303715884105728", "1e400", "-0", "0x7fffffff",
        "0o17", ".inf", ".nan", "1_000", "+1", "536870912", "4294967297", "1e2", "00",
    ] {
        let field = format!("- {{name: a, number: {number}, type: string, doc: What it is about.}}");
        let rules = format!(
            "- {{name: a, number: 1, type: int64, rules: {{gt: {number}, lte: {number}}}, doc: How many.}}\n\
             - {{name: b, number: 2, type: string, rules: {{min_len: {number}, max_len: {number}}}, doc: Of which.}}"
        );
        let example = file_with_fields("- {name: a, number: 1, type: int32, doc: How many.}", "")
            .replace("request: {}", &format!("request: {{a: {number}}}"));
        let value = format!(
            "enums:\n- name: E\n  doc: Which one.\n  values: [{{name: E_A, number: {number}, doc: This one.}}]\n"
        );
        for text in [file_with_fields(&field, ""), file_with_fields(&rules, ""), example, value] {
            if let Ok(api) = answer(text) {
                assert!(api.messages.iter().flat_map(|m| &m.fields).all(|field| field.number >= 1));
            }
        }
    }
}

#[test]
fn prose_in_any_script_stays_as_it_is() {
    for text in ["Größe in mm.", "名前は必須です。", "اسم المشروع", "Crabs 🦀🦀 and flags 🏳️‍🌈.", "e\u{301}tat"] {
        assert_eq!(doc(text).plain, [text]);
    }
}

#[test]
fn prose_keeps_no_character_that_could_hide_code() {
    let hidden = "a\u{0}b\u{8}c\u{1b}[31md\u{7f}e\u{85}f\u{202a}g\u{202e}h\u{2066}i\u{2069}j\u{2028}k\r\nl";
    let doc = doc(hidden);
    for line in doc.plain.iter().chain(&doc.markdown) {
        let bad = |c: char| {
            c.is_control()
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
        };
        assert!(!line.contains(bad), "{line:?}");
    }
}

#[test]
fn no_prose_leaves_a_fence_open_or_has_rustdoc_compile_it() {
    let prose = [
        "Text\n\n```\nlet x = 1;", "Text\n\n~~~~\nlet x", "```rust\nfn main() {}\n```", "a ``` b", "`",
        "``````", "~~~", "Text\n\n    let x = 1;", "Text\n\n\tlet x = 1;", "- item\n\n      let x;",
        "- ```\n  let x = 1;\n  ```", "> ```\n> let x", "1. ~~~\n   let x", "-     let x = 1;",
        "```\n`````\n```", "~~~ a`b\nx", "   ```\nx\n   ```", "a\n```\nb\n```\nc\n```\nd",
    ];
    for text in prose {
        let markdown = doc(&format!("Prose. {text}")).markdown;
        let mut open: Option<&str> = None;
        for line in &markdown {
            let marker = line.trim_start().trim_start_matches(['-', '>', '1', '.', ' ']);
            let fence = marker.starts_with("```") || marker.starts_with("~~~");
            match open {
                None if fence => {
                    assert!(marker.ends_with("text"), "{text:?} became {markdown:?}");
                    open = Some(marker.trim_end_matches("text"));
                }
                Some(fence) if marker == fence => open = None,
                Some(_) => {}
                None => assert!(!line.starts_with("    "), "{text:?} became {markdown:?}"),
            }
            let item = line.trim_start().trim_start_matches(['-', '*', '+']);
            assert!(open.is_some() || !item.starts_with("     "), "{text:?} became {markdown:?}");
        }
        assert!(open.is_none(), "{text:?} became {markdown:?}");
    }
}

#[test]
fn no_prose_becomes_markup() {
    for text in [
        "a */ b /* c", "<script>", "</div>", "[link]", "[a](b)", "![a](b)", "[a]: b", "a <!-- b", "&lt;",
        "`<a>` and <b>", "`` ` <a> ``", "`<a>\n\n<b>`", "https://", "https://a.example/<b>[c]", "\\<a\\>",
        "`open <a>\n- [item]", "http://[::1]/", "\\", "a\\", "[`Vec`]", "crate::Foo", "#![feature(x)]",
        "\"quoted\" 'text' r#\"raw\"#", "//! inner", "/// outer", "*/", "#[doc = \"x\"]", "{}", "{0}", "$x",
    ] {
        let markdown = doc(&format!("Prose. {text}")).markdown.join("\n");
        let outside: String = markdown.split('`').step_by(2).collect();
        let mut unescaped = String::new();
        let mut letters = outside.chars();
        while let Some(letter) = letters.next() {
            if letter == '\\' {
                letters.next();
            } else {
                unescaped.push(letter);
            }
        }
        for mark in ["<script", "</div", "<!--", "<b>", "](", "]:", "["] {
            assert!(!unescaped.contains(mark), "{text:?} became {markdown:?}");
        }
    }
}
