//! Tests of expressions that compile, and of the reasons for which others are rejected.

use super::*;
use crate::ir::{
    Comparison, EnumId, Id as _, MapKey, MessageId, Operand, Operands, Scalar, TextTest, Type,
};
use crate::lower::pattern::compile_pattern;

const TEXT: FieldType = FieldType::Single(Type::Scalar(Scalar::String));
const INT: FieldType = FieldType::Single(Type::Scalar(Scalar::Int32));
const DURATION: FieldType = FieldType::Single(Type::Scalar(Scalar::Duration));

fn single(scalar: Scalar) -> FieldType {
    FieldType::Single(Type::Scalar(scalar))
}

fn rejected(text: &str, ty: FieldType) -> String {
    let rejection = condition(text, ty).expect_err(text);
    format!("{}: {}", text.get(rejection.span).unwrap_or_default(), rejection.reason)
}

#[test]
fn rules_of_the_schema_compile() {
    assert_eq!(
        condition("this.matches('^$|^[^/].*')", TEXT).unwrap(),
        Condition::Matches(Operand::This, compile_pattern("^$|^[^/].*").unwrap()),
    );
    let side = |comparison, seconds: i128| {
        let bound = Operand::Constant(seconds * 1_000_000_000);
        Box::new(Condition::Compare(comparison, Operands::Duration(Operand::This, bound)))
    };
    assert_eq!(
        condition("this == duration('0s') || this >= duration('1800s')", DURATION).unwrap(),
        Condition::Or(side(Comparison::Eq, 0), side(Comparison::Ge, 1800)),
    );
}

#[test]
fn every_construct_compiles() {
    let list = FieldType::Repeated(Type::Message(MessageId::at(0)));
    let key = MapKey::of(Scalar::String).unwrap();
    let map = FieldType::Map(key, Type::Scalar(Scalar::Bool));
    for (text, ty) in [
        ("this", single(Scalar::Bool)),
        ("!this || this == true", single(Scalar::Bool)),
        ("(this > 1 && this < 5) || this in [7, 9, -1]", INT),
        ("this in [1u, 2]", single(Scalar::Uint32)),
        ("this != 5", single(Scalar::Uint64)),
        ("this > 1 && this < 2.5", single(Scalar::Float)),
        ("this in [1, 2]", FieldType::Single(Type::Enum(EnumId::at(0)))),
        ("this > timestamp('2026-01-01T00:00:00Z')", single(Scalar::Timestamp)),
        ("size(this) == 2", single(Scalar::Bytes)),
        ("this.size() < 3", list),
        ("3u > size(this)", map),
        ("this.startsWith('a') || this.endsWith(\"b\") || 'abc'.contains(this)", TEXT),
        ("matches(this, 'a') && size(this) > 1 && this in ['x', 'y'] && this < 'z'", TEXT),
    ] {
        assert!(condition(text, ty).is_ok(), "{text}: {:?}", condition(text, ty));
    }
    assert_eq!(
        condition("this.contains('a')", TEXT).unwrap(),
        Condition::Text(TextTest::Contains, Operand::This, Operand::Constant("a".to_owned()),),
    );
}

#[test]
fn rejections_name_the_part_and_the_reason() {
    let message = FieldType::Single(Type::Message(MessageId::at(0)));
    for (text, ty, expected) in [
        ("this.size()", TEXT, "this.size(): expected a boolean, found an integer"),
        ("this + 1 > 2", INT, "this + 1: arithmetic is not supported"),
        ("this > 'a'", INT, "this > 'a': an integer cannot be compared with a string"),
        (
            "this > -1",
            single(Scalar::Uint32),
            "this > -1: an unsigned integer cannot be compared with an integer",
        ),
        (
            "this > 1.5",
            INT,
            "this > 1.5: an integer cannot be compared with a floating-point number",
        ),
        ("1 < 2", INT, "1 < 2: both sides are constants"),
        ("other == 1", INT, "other: unknown variable `other`, expected `this`"),
        ("this.order > 3", message, "this.order: not supported in rules"),
        ("this == this", message, "this == this: a message cannot be compared"),
        ("this.matches('[a')", TEXT, "'[a': invalid regular expression: missing closing `]`: `[a`"),
        ("this.matches(this)", TEXT, "this: expected a string literal"),
        ("this > duration('1d')", DURATION, "'1d': invalid duration"),
        ("this > duration(1)", DURATION, "1: expected a string literal for `duration`"),
        ("this in this", TEXT, "this: expected a list of constants"),
        ("this in []", TEXT, "[]: the list is empty"),
        ("this in ['a', 1]", TEXT, "1: expected a string constant"),
        ("'a' in ['a']", TEXT, "'a': expected a value, found a constant"),
        ("size(this) > 1", INT, "this: an integer has no size"),
        ("this && this", TEXT, "this: expected a boolean, found a string"),
        (
            "this ? true : false",
            single(Scalar::Bool),
            "this ? true : false: not supported in rules",
        ),
        ("this.all(x, x > 1)", INT, "this.all(x, x > 1): not supported in rules"),
        ("has(this)", TEXT, "has(this): not supported in rules"),
        ("true", TEXT, "true: a condition must refer to `this`"),
        (
            "'a'.matches('a') || !'a'.contains('b')",
            TEXT,
            "'a'.matches('a') || !'a'.contains('b'): a condition must refer to `this`",
        ),
        ("f()", TEXT, "f(): not supported in rules"),
        ("this ==", INT, ": syntax error"),
        ("", INT, ": syntax error"),
    ] {
        assert!(rejected(text, ty).starts_with(expected), "{text}\n{}", rejected(text, ty));
    }
}

#[test]
fn deep_and_long_expressions_do_not_overflow_the_stack() {
    for text in [
        format!("{}this{}", "(".repeat(MAX_NESTING), ")".repeat(MAX_NESTING)),
        format!("{}this", "!".repeat(MAX_NESTING)),
        "(".repeat(MAX_NESTING),
        format!("this{}", "||this".repeat(MAX_LENGTH / 7)),
        format!("this{}", "&&this".repeat(MAX_LENGTH / 7)),
    ] {
        let _ = condition(&text, single(Scalar::Bool));
    }
    let too_much = "too long or too deeply nested";
    assert!(rejected(&"(".repeat(MAX_NESTING + 1), INT).ends_with(too_much));
    assert!(rejected(&" ".repeat(MAX_LENGTH + 1), INT).ends_with(too_much));
}
