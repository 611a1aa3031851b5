//! Strings and bytes.

use gitpod_runtime::Bytes;
use gitpod_runtime::message::rules::{Kind, Pattern, Rule, Rules};

use crate::sample::leak;
use crate::{Sample, broken, expect, plain};

fn text(text: &str, rule: Rule) -> Sample {
    plain(text.to_owned(), Rules::new(Kind::String, leak([rule])))
}

fn bytes(length: usize, rule: Rule) -> Sample {
    plain(Bytes::from(vec![7; length]), Rules::new(Kind::Bytes, leak([rule])))
}

#[test]
fn string_lengths_count_characters() {
    // Characters are code points: `ä` has two bytes, `🎉` has four, and `e\u{301}` is two of them.
    let two = "ä🎉";
    expect(&text(two, Rule::Len(2)), None);
    expect(&text("", Rule::Len(0)), None);
    expect(&text("e\u{301}", Rule::Len(2)), None);
    expect(&text(two, Rule::Len(3)), Some("must be 3 characters [string.len]"));
    expect(&text(two, Rule::MinLen(2)), None);
    expect(&text(two, Rule::MinLen(3)), Some("must be at least 3 characters [string.min_len]"));
    expect(&text("", Rule::MinLen(1)), Some("must be at least 1 characters [string.min_len]"));
    expect(&text(two, Rule::MaxLen(2)), None);
    expect(&text(two, Rule::MaxLen(1)), Some("must be at most 1 characters [string.max_len]"));
}

#[test]
fn byte_lengths() {
    expect(&bytes(3, Rule::Len(3)), None);
    expect(&bytes(2, Rule::Len(3)), Some("must be 3 bytes [bytes.len]"));
    expect(&bytes(3, Rule::MinLen(3)), None);
    expect(&bytes(2, Rule::MinLen(3)), Some("must be at least 3 bytes [bytes.min_len]"));
    expect(&bytes(3, Rule::MaxLen(3)), None);
    expect(&bytes(4, Rule::MaxLen(3)), Some("must be at most 3 bytes [bytes.max_len]"));
}

#[test]
fn patterns_match_anywhere_unless_anchored() {
    static ANCHORED: Pattern = Pattern::new("^a+$");
    static INSIDE: Pattern = Pattern::new("b{2}");
    static BROKEN: Pattern = Pattern::new("[a");
    expect(&text("aaa", Rule::Pattern(&ANCHORED)), None);
    let expected = "does not match regex pattern `^a+$` [string.pattern]";
    expect(&text("aab", Rule::Pattern(&ANCHORED)), Some(expected));
    // As in RE2, `$` does not match before a final newline.
    expect(&text("a\n", Rule::Pattern(&ANCHORED)), Some(expected));
    expect(&text("", Rule::Pattern(&ANCHORED)), Some(expected));
    expect(&text("abba", Rule::Pattern(&INSIDE)), None);
    let expected = "does not match regex pattern `b{2}` [string.pattern]";
    expect(&text("aba", Rule::Pattern(&INSIDE)), Some(expected));
    let expected = "does not match regex pattern `[a` [string.pattern]";
    expect(&text("a", Rule::Pattern(&BROKEN)), Some(expected));
}

#[test]
fn all_violations_are_reported_in_order() {
    static PATTERN: Pattern = Pattern::new("^x");
    let rules = Rules::new(
        Kind::String,
        leak([Rule::MinLen(5), Rule::MaxLen(1), Rule::Pattern(&PATTERN), Rule::Uri]),
    );
    assert_eq!(
        broken(&plain("yy".to_owned(), rules)),
        [
            "f: must be at least 5 characters [string.min_len]",
            "f: must be at most 1 characters [string.max_len]",
            "f: does not match regex pattern `^x` [string.pattern]",
            "f: must be a valid URI [string.uri]",
        ]
    );
}

#[test]
fn rules_for_other_types_have_no_effect() {
    static PATTERN: Pattern = Pattern::new("^x");
    for rule in [
        Rule::Len(3),
        Rule::Pattern(&PATTERN),
        Rule::Uuid,
        Rule::DefinedOnly,
        Rule::MinItems(3),
        Rule::Unique,
        Rule::MinPairs(3),
    ] {
        expect(&plain(5_i32, Rules::new(Kind::I32, leak([rule]))), None);
    }
}

#[test]
fn a_large_text_beyond_its_maximum_is_reported_for_its_size_only() {
    static DIGITS: Pattern = Pattern::new("^[0-9]*$");
    let check = |length: usize, max| {
        let rules = leak([Rule::MaxLen(max), Rule::Pattern(&DIGITS), Rule::Email]);
        broken(&plain("x".repeat(length), Rules::new(Kind::String, rules))).len()
    };
    assert_eq!(check(11, 10), 3);
    assert_eq!(check(4096, 4095), 3);
    assert_eq!(check(4097, 4096), 1);
    assert_eq!(check(4097, 4097), 2);
}
