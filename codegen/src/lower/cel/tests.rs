//! What compiles, and what is refused with which reason.

use super::*;
use crate::ir::{
    Comparison, EnumId, Expression, Id as _, Literal, MapKey, MessageId, Scalar, TextTest, Type,
};

const TEXT: FieldType = FieldType::Single(Type::Scalar(Scalar::String));
const INT: FieldType = FieldType::Single(Type::Scalar(Scalar::Int32));
const DURATION: FieldType = FieldType::Single(Type::Scalar(Scalar::Duration));

fn single(scalar: Scalar) -> FieldType {
    FieldType::Single(Type::Scalar(scalar))
}

fn refused(text: &str, ty: FieldType) -> String {
    let refusal = condition(text, ty).expect_err(text);
    format!("{}: {}", text.get(refusal.span).unwrap_or_default(), refusal.reason)
}

#[test]
fn the_rules_of_the_schema() {
    assert_eq!(
        condition("this.matches('^$|^[^/].*')", TEXT).unwrap(),
        Expression::Matches(Box::new(Expression::This), "^$|^[^/].*".to_owned()),
    );
    let side = |comparison, seconds: i128| {
        let bound = Expression::Literal(Literal::Duration(seconds * 1_000_000_000));
        Box::new(Expression::Compare(comparison, Box::new(Expression::This), Box::new(bound)))
    };
    assert_eq!(
        condition("this == duration('0s') || this >= duration('1800s')", DURATION).unwrap(),
        Expression::Or(side(Comparison::Eq, 0), side(Comparison::Ge, 1800)),
    );
}

#[test]
fn every_construct_compiles() {
    let list = FieldType::Repeated(Type::Message(MessageId::at(0)));
    let map = FieldType::Map(MapKey::String, Type::Scalar(Scalar::Bool));
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
        Expression::Text(
            TextTest::Contains,
            Box::new(Expression::This),
            Box::new(Expression::Literal(Literal::Text("a".to_owned()))),
        ),
    );
}

#[test]
fn what_does_not_compile_says_which_part_and_why() {
    let message = FieldType::Single(Type::Message(MessageId::at(0)));
    for (text, ty, expected) in [
        ("this.size()", TEXT, "this.size(): a condition is true or false, and this is an integer"),
        ("this + 1 > 2", INT, "this + 1: arithmetic is not supported"),
        ("this > 'a'", INT, "this > 'a': an integer cannot be compared with text"),
        (
            "this > -1",
            single(Scalar::Uint32),
            "this > -1: an unsigned integer cannot be compared with an integer",
        ),
        (
            "this > 1.5",
            INT,
            "this > 1.5: an integer cannot be compared with a floating point number",
        ),
        ("1 < 2", INT, "1 < 2: this compares two constants"),
        ("other == 1", INT, "other: there is no `other`, only `this`"),
        ("this.order > 3", message, "this.order: this is not supported in a rule"),
        ("this == this", message, "this == this: a message cannot be compared"),
        (
            "this.matches('[a')",
            TEXT,
            "'[a': this is no regular expression: non-empty character class has no closing bracket",
        ),
        ("this.matches(this)", TEXT, "this: a pattern is a quoted text"),
        ("this > duration('1d')", DURATION, "'1d': this is no duration"),
        ("this > duration(1)", DURATION, "1: `duration` takes a quoted text"),
        ("this in this", TEXT, "this: `in` takes a list of constants"),
        ("this in []", TEXT, "[]: nothing is in an empty list"),
        ("this in ['a', 1]", TEXT, "1: this is no constant of text"),
        ("'a' in ['a']", TEXT, "'a': this looks for a constant"),
        ("size(this) > 1", INT, "this: an integer has no size"),
        ("this && this", TEXT, "this: this is text and not a boolean"),
        (
            "this ? true : false",
            single(Scalar::Bool),
            "this ? true : false: this is not supported in a rule",
        ),
        ("this.all(x, x > 1)", INT, "this.all(x, x > 1): this is not supported in a rule"),
        ("has(this)", TEXT, "has(this): this is not supported in a rule"),
        ("true", TEXT, "true: a condition looks at `this`"),
        (
            "'a'.matches('a') || !'a'.contains('b')",
            TEXT,
            "'a'.matches('a') || !'a'.contains('b'): a condition looks at `this`",
        ),
        ("f()", TEXT, "f(): this is not supported in a rule"),
        ("this ==", INT, ": this is not CEL"),
        ("", INT, ": this is not CEL"),
    ] {
        assert!(refused(text, ty).starts_with(expected), "{text}\n{}", refused(text, ty));
    }
}

#[test]
fn deep_and_long_expressions_cost_no_stack() {
    for text in [
        format!("{}this{}", "(".repeat(MAX_NESTING), ")".repeat(MAX_NESTING)),
        format!("{}this", "!".repeat(MAX_NESTING)),
        "(".repeat(MAX_NESTING),
        format!("this{}", "||this".repeat(MAX_LENGTH / 7)),
        format!("this{}", "&&this".repeat(MAX_LENGTH / 7)),
    ] {
        let _ = condition(&text, single(Scalar::Bool));
    }
    let too_much = "longer or deeper than a rule should be";
    assert!(refused(&"(".repeat(MAX_NESTING + 1), INT).ends_with(too_much));
    assert!(refused(&" ".repeat(MAX_LENGTH + 1), INT).ends_with(too_much));
}
