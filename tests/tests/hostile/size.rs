//! Large schemas, and small ones that expand to large ones.

use gitpod_codegen::Code;
use gitpod_tests::file_with_fields;

use crate::{Answer, accepted, answer, codes, first};

const MANY: usize = 50_000;

/// The entries of a list, one per line.
fn entries(count: usize, entry: impl Fn(usize) -> String) -> String {
    (0..count).map(|index| entry(index) + "\n").collect()
}

/// The number of the field at an index. Skips the numbers that protobuf reserves.
fn number(index: usize) -> usize {
    if index < 18_000 { index + 1 } else { index + 2_001 }
}

fn help(answer: &Answer) -> Vec<&str> {
    match answer {
        Ok(_) => Vec::new(),
        Err(found) => found.iter().filter_map(|found| found.help.as_deref()).collect(),
    }
}

#[test]
fn twenty_thousand_fields_are_accepted_and_fifty_thousand_rejected() {
    let field = |i| format!("- {{name: f{i}, number: {}, type: bool, doc: A flag.}}", number(i));
    let api = accepted(file_with_fields(&entries(20_000, field), ""));
    assert_eq!(first(&api.messages).fields.len(), 20_000);
    assert_eq!(codes(&answer(file_with_fields(&entries(MANY, field), ""))), [Code::Syntax]);
}

#[test]
fn many_mistakes_are_all_reported() {
    let same = entries(1_000, |_| "- {name: a, number: 1, type: bool, doc: A flag.}".to_owned());
    let answer = answer(file_with_fields(&same, ""));
    assert_eq!(codes(&answer), [Code::DuplicateName, Code::DuplicateNumber]);
    assert_eq!(answer.map_err(|found| found.iter().count()).err(), Some(2 * 999));
}

#[test]
fn suggestions_for_many_unknown_types_are_fast() {
    let fields = entries(8_000, |i| {
        format!("- {{name: f{i}, number: {}, type: Thinng{i}, doc: A flag.}}", number(i))
    });
    let messages = entries(8_000, |i| format!("- {{name: Thing{i}, doc: An item.}}"));
    let answer = answer(file_with_fields(&fields, &messages));
    assert_eq!(codes(&answer), [Code::UnknownType]);
    let help = help(&answer);
    assert_eq!(help.len(), 8_000);
    assert!(help.contains(&"did you mean `Thing123`?"), "{:?}", help.first());
}

#[test]
fn a_long_list_in_an_example_is_checked() {
    let field = "- {name: ids, number: 1, type: repeated string, rules: {unique: true}, \
                 doc: Identifiers of items.}";
    let ids = entries(2_000, |i| format!("a{i},"));
    let text = file_with_fields(field, "").replace("request: {}", "request: {ids: [IDS]}");
    let text = text.replace("IDS", &ids.replace('\n', " "));
    assert_eq!(accepted(text).rpcs().count(), 1);
}

#[test]
fn a_huge_scalar_is_accepted() {
    let word = "prose ".repeat(10 * 1024 * 1024 / 6);
    let field = format!("- {{name: a, number: 1, type: bool, doc: \"{word}\"}}");
    let api = accepted(file_with_fields(&field, ""));
    assert_eq!(
        first(&first(&api.messages).fields).doc.stated.plain.join("").len(),
        word.trim().len()
    );
    let lines = format!("- {{name: T, doc: \"{}\"}}\n", "book\\n\\n`<[".repeat(500_000));
    assert_eq!(codes(&answer(format!("messages:\n{lines}"))), [Code::UnusedType]);
    for key in ["name", "colour"] {
        let huge = format!("messages:\n- {{{key}: \"{}\", doc: An item.}}\n", "x".repeat(10 << 20));
        assert!(!codes(&answer(huge)).is_empty());
    }
}

#[test]
fn long_names_are_accepted() {
    let long = "x".repeat(100_000);
    let pascal = format!("X{long}");
    let fields = format!(
        "- {{name: {long}, number: 1, type: {pascal}, doc: An item.}}\n\
         - {{name: b, number: 2, type: {pascal}y, doc: Another item.}}"
    );
    let messages = format!("- {{name: {pascal}, doc: Has a long name.}}\n");
    let found = codes(&answer(file_with_fields(&fields, &messages)));
    assert_eq!(found, [Code::UnknownType]);
    let words = format!("x{}", "_x".repeat(50_000));
    let field = format!("- {{name: {words}, number: 1, type: bool, doc: An item.}}");
    let api = accepted(file_with_fields(&field, ""));
    assert_eq!(first(&first(&api.messages).fields).json_name.len(), 50_001);
}

#[test]
fn alias_bombs_are_rejected() {
    let mut laughs = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n".to_owned();
    for level in 1..=9 {
        let previous = level - 1;
        let nine = vec![format!("*a{previous}"); 9].join(", ");
        laughs.push_str(&format!("a{level}: &a{level} [{nine}]\n"));
    }
    assert_eq!(codes(&answer(laughs)), [Code::Syntax]);
    let wide = format!("a: &a [x, y]\nmessages: [{}]\n", "*a, ".repeat(MANY));
    assert_eq!(codes(&answer(wide)), [Code::Syntax]);
    assert_eq!(codes(&answer("messages: &a [*a]\n")), [Code::Syntax]);
}

#[test]
fn anchors_and_aliases_are_resolved() {
    let fields = "- {name: a, number: 1, type: string, doc: &doc The doc of both fields.}\n\
                  - {name: b, number: 2, type: string, doc: *doc}\n\
                  - {name: c, number: 3, type: string, rules: &short {max_len: 3}, doc: A word.}\n\
                  - {name: d, number: 4, type: string, rules: *short, doc: Another word.}";
    let api = accepted(file_with_fields(fields, ""));
    let fields: Vec<_> = first(&api.messages).fields.iter().collect();
    assert_eq!(fields[0].doc, fields[1].doc);
    assert_eq!(fields[2].rules, fields[3].rules);
    assert_eq!(fields[3].rules.length.max, Some(3));
}
