//! Evaluates CEL conditions on values of examples.
//!
//! The result equals that of the Rust function that `emit/expression.rs` emits for the same
//! expression.

use std::cmp::Ordering;

use super::value::Value;
use crate::ir::{Comparison, Expression, Literal, TextTest};

/// Whether a condition holds for a value. It holds for values of other types than its own.
pub(super) fn holds(condition: &Expression, this: &Value<'_>) -> bool {
    boolean(condition, this).unwrap_or(true)
}

/// The result of an expression. Both sides of an operator have the same type.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Computed<'v> {
    Bool(bool),
    /// Signed and unsigned integers and numbers of enum values.
    Integer(i128),
    Double(f64),
    Text(&'v str),
    Duration(i128),
    Timestamp(i128),
}

/// Evaluates an expression. Returns `None` if the value has another type than the rule is for.
fn evaluate<'v>(of: &'v Expression, this: &'v Value<'_>) -> Option<Computed<'v>> {
    Some(match of {
        Expression::This => value(this)?,
        Expression::Literal(literal) => constant(literal),
        Expression::Length => Computed::Integer(length(this)?),
        Expression::Characters(of) => Computed::Integer(count(text(of, this)?.chars().count())),
        Expression::Not(of) => Computed::Bool(!boolean(of, this)?),
        Expression::And(left, right) => {
            Computed::Bool(boolean(left, this)? && boolean(right, this)?)
        }
        Expression::Or(left, right) => {
            Computed::Bool(boolean(left, this)? || boolean(right, this)?)
        }
        Expression::Compare(comparison, left, right) => {
            Computed::Bool(compare(*comparison, evaluate(left, this)?, evaluate(right, this)?))
        }
        Expression::In(of, constants) => {
            let value = evaluate(of, this)?;
            Computed::Bool(constants.iter().any(|literal| constant(literal) == value))
        }
        Expression::Matches(of, pattern) => Computed::Bool(pattern.is_match(text(of, this)?)),
        Expression::Text(test, of, part) => {
            let (text, part) = (text(of, this)?, text(part, this)?);
            Computed::Bool(match test {
                TextTest::StartsWith => text.starts_with(part),
                TextTest::EndsWith => text.ends_with(part),
                TextTest::Contains => text.contains(part),
            })
        }
    })
}

fn boolean(of: &Expression, this: &Value<'_>) -> Option<bool> {
    match evaluate(of, this)? {
        Computed::Bool(value) => Some(value),
        _ => None,
    }
}

fn text<'v>(of: &'v Expression, this: &'v Value<'_>) -> Option<&'v str> {
    match evaluate(of, this)? {
        Computed::Text(text) => Some(text),
        _ => None,
    }
}

/// Converts a value for CEL. Returns `None` for values that support only `size`.
fn value<'v>(this: &'v Value<'_>) -> Option<Computed<'v>> {
    Some(match this {
        Value::Bool(value) => Computed::Bool(*value),
        Value::Integer(value) => Computed::Integer(*value),
        Value::Enum(number) => Computed::Integer((*number).into()),
        Value::Single(value) => Computed::Double((*value).into()),
        Value::Double(value) => Computed::Double(*value),
        Value::Text(text) => Computed::Text(text),
        Value::Duration(nanos) => Computed::Duration(*nanos),
        Value::Timestamp(nanos) => Computed::Timestamp(*nanos),
        Value::Bytes(_) | Value::Message(_) | Value::List(_) | Value::Map(_) => return None,
    })
}

/// The number of bytes, elements or entries.
fn length(this: &Value<'_>) -> Option<i128> {
    match this {
        Value::Bytes(bytes) => Some(count(bytes.len())),
        Value::List(values) => Some(count(values.len())),
        Value::Map(entries) => Some(count(entries.len())),
        _ => None,
    }
}

fn count(length: usize) -> i128 {
    i128::try_from(length).unwrap_or(i128::MAX)
}

fn constant(literal: &Literal) -> Computed<'_> {
    match literal {
        Literal::Bool(value) => Computed::Bool(*value),
        Literal::Int(value) => Computed::Integer((*value).into()),
        Literal::Uint(value) => Computed::Integer((*value).into()),
        Literal::Double(value) => Computed::Double(*value),
        Literal::Text(text) => Computed::Text(text),
        Literal::Duration(nanos) => Computed::Duration(*nanos),
        Literal::Timestamp(nanos) => Computed::Timestamp(*nanos),
    }
}

/// Compares two values. NaN differs from everything and has no order.
fn compare(comparison: Comparison, left: Computed<'_>, right: Computed<'_>) -> bool {
    let order = order(left, right);
    match comparison {
        Comparison::Eq => order == Some(Ordering::Equal),
        Comparison::Ne => order != Some(Ordering::Equal),
        Comparison::Lt => order.is_some_and(Ordering::is_lt),
        Comparison::Le => order.is_some_and(Ordering::is_le),
        Comparison::Gt => order.is_some_and(Ordering::is_gt),
        Comparison::Ge => order.is_some_and(Ordering::is_ge),
    }
}

fn order(left: Computed<'_>, right: Computed<'_>) -> Option<Ordering> {
    match (left, right) {
        (Computed::Bool(left), Computed::Bool(right)) => Some(left.cmp(&right)),
        (Computed::Text(left), Computed::Text(right)) => Some(left.cmp(right)),
        (Computed::Double(left), Computed::Double(right)) => left.partial_cmp(&right),
        (Computed::Integer(left), Computed::Integer(right))
        | (Computed::Duration(left), Computed::Duration(right))
        | (Computed::Timestamp(left), Computed::Timestamp(right)) => Some(left.cmp(&right)),
        _ => None,
    }
}
