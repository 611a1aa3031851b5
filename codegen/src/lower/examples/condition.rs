//! Evaluates CEL conditions on values of examples.
//!
//! The result equals that of the Rust function that `emit/expression.rs` emits for the same
//! condition.

use std::cmp::Ordering;

use super::value::Value;
use crate::ir::{Comparison, Condition, Integer, Membership, Operand, Operands, TextTest};

/// Whether a condition holds for a value of the type that it was compiled for. It holds for no value
/// of another type.
pub(super) fn holds(condition: &Condition, this: &Value<'_>) -> bool {
    evaluate(condition, this) == Some(true)
}

/// Evaluates a condition. Returns `None` if the value has another type than the rule is for.
fn evaluate(of: &Condition, this: &Value<'_>) -> Option<bool> {
    Some(match of {
        Condition::This => match this {
            Value::Bool(value) => *value,
            _ => return None,
        },
        Condition::Constant(value) => *value,
        Condition::Not(of) => !evaluate(of, this)?,
        Condition::And(left, right) => evaluate(left, this)? && evaluate(right, this)?,
        Condition::Or(left, right) => evaluate(left, this)? || evaluate(right, this)?,
        Condition::Compare(comparison, operands) => compare(*comparison, operands, this)?,
        Condition::In(membership) => is_member(membership, this)?,
        Condition::Matches(of, pattern) => pattern.is_match(text(of, this)?),
        Condition::Text(test, of, part) => {
            let (text, part) = (text(of, this)?, text(part, this)?);
            match test {
                TextTest::StartsWith => text.starts_with(part),
                TextTest::EndsWith => text.ends_with(part),
                TextTest::Contains => text.contains(part),
            }
        }
    })
}

/// Compares two values. NaN differs from everything and has no order.
fn compare(comparison: Comparison, operands: &Operands, this: &Value<'_>) -> Option<bool> {
    let order = match operands {
        Operands::Bool(left, right) => evaluate(left, this)?.partial_cmp(&evaluate(right, this)?),
        Operands::Int(left, right) => integer(left, this)?.partial_cmp(&integer(right, this)?),
        Operands::Uint(left, right) => unsigned(left, this)?.partial_cmp(&unsigned(right, this)?),
        Operands::Double(left, right) => double(left, this)?.partial_cmp(&double(right, this)?),
        Operands::Text(left, right) => text(left, this)?.partial_cmp(text(right, this)?),
        Operands::Duration(left, right) => {
            duration(left, this)?.partial_cmp(&duration(right, this)?)
        }
        Operands::Timestamp(left, right) => {
            timestamp(left, this)?.partial_cmp(&timestamp(right, this)?)
        }
    };
    Some(match comparison {
        Comparison::Eq => order == Some(Ordering::Equal),
        Comparison::Ne => order != Some(Ordering::Equal),
        Comparison::Lt => order.is_some_and(Ordering::is_lt),
        Comparison::Le => order.is_some_and(Ordering::is_le),
        Comparison::Gt => order.is_some_and(Ordering::is_gt),
        Comparison::Ge => order.is_some_and(Ordering::is_ge),
    })
}

fn is_member(membership: &Membership, this: &Value<'_>) -> Option<bool> {
    Some(match membership {
        Membership::Bool(of, constants) => constants.contains(&evaluate(of, this)?),
        Membership::Int(of, constants) => {
            let value = integer(of, this)?;
            constants.iter().any(|constant| i128::from(*constant) == value)
        }
        Membership::Uint(of, constants) => {
            let value = unsigned(of, this)?;
            constants.iter().any(|constant| i128::from(*constant) == value)
        }
        Membership::Double(of, constants) => constants.contains(&double(of, this)?),
        Membership::Text(of, constants) => {
            let value = text(of, this)?;
            constants.iter().any(|constant| constant == value)
        }
        Membership::Duration(of, constants) => constants.contains(&duration(of, this)?),
        Membership::Timestamp(of, constants) => constants.contains(&timestamp(of, this)?),
    })
}

fn text<'v>(of: &'v Operand<String>, this: &'v Value<'_>) -> Option<&'v str> {
    match (of, this) {
        (Operand::Constant(text), _) => Some(text),
        (Operand::This, Value::Text(text)) => Some(text),
        (Operand::This, _) => None,
    }
}

fn integer(of: &Integer, this: &Value<'_>) -> Option<i128> {
    match (of, this) {
        (Integer::Constant(value), _) => Some((*value).into()),
        (Integer::Characters(of), _) => Some(count(text(of, this)?.chars().count())),
        (Integer::This, Value::Integer(value)) => Some(*value),
        (Integer::This, Value::Enum(number)) => Some((*number).into()),
        (Integer::Length, Value::Bytes(bytes)) => Some(count(bytes.len())),
        (Integer::Length, Value::List(values)) => Some(count(values.len())),
        (Integer::Length, Value::Map(entries)) => Some(count(entries.len())),
        (Integer::This | Integer::Length, _) => None,
    }
}

fn count(length: usize) -> i128 {
    i128::try_from(length).unwrap_or(i128::MAX)
}

fn unsigned(of: &Operand<u64>, this: &Value<'_>) -> Option<i128> {
    match (of, this) {
        (Operand::Constant(value), _) => Some((*value).into()),
        (Operand::This, Value::Integer(value)) => Some(*value),
        (Operand::This, _) => None,
    }
}

fn double(of: &Operand<f64>, this: &Value<'_>) -> Option<f64> {
    match (of, this) {
        (Operand::Constant(value), _) | (Operand::This, Value::Double(value)) => Some(*value),
        (Operand::This, Value::Single(value)) => Some((*value).into()),
        (Operand::This, _) => None,
    }
}

fn duration(of: &Operand<i128>, this: &Value<'_>) -> Option<i128> {
    match (of, this) {
        (Operand::Constant(nanos), _) | (Operand::This, Value::Duration(nanos)) => Some(*nanos),
        (Operand::This, _) => None,
    }
}

fn timestamp(of: &Operand<i128>, this: &Value<'_>) -> Option<i128> {
    match (of, this) {
        (Operand::Constant(nanos), _) | (Operand::This, Value::Timestamp(nanos)) => Some(*nanos),
        (Operand::This, _) => None,
    }
}
