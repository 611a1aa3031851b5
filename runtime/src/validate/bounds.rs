//! Bounds of numbers, durations and timestamps.

use std::cmp::Ordering;
use std::fmt;

use super::check::Broken;
use crate::message::Value;
use crate::message::rules::{Bound, Kind, Lower, Upper};

/// The part of the rule id, the bound, and whether the bound itself is allowed.
type Side = (&'static str, Bound, bool);

/// Checks a value against both bounds. A lower and an upper bound are one rule.
pub(super) fn check(lower: Lower, upper: Upper, kind: Kind, value: Value<'_>) -> Option<Broken> {
    let value = comparable(value)?;
    let lower = match lower {
        Lower::None => None,
        Lower::Gt(bound) => Some(("gt", bound, false)),
        Lower::Gte(bound) => Some(("gte", bound, true)),
    };
    let upper = match upper {
        Upper::None => None,
        Upper::Lt(bound) => Some(("lt", bound, false)),
        Upper::Lte(bound) => Some(("lte", bound, true)),
    };
    match (lower, upper) {
        (None, None) => None,
        (Some(side), None) => (!above(value, side)).then(|| broken(kind, side.0, &greater(side))),
        (None, Some(side)) => (!below(value, side)).then(|| broken(kind, side.0, &less(side))),
        (Some(lower), Some(upper)) => between(lower, upper, kind, value),
    }
}

fn between(lower: Side, upper: Side, kind: Kind, value: Bound) -> Option<Broken> {
    let (is_above, is_below) = (above(value, lower), below(value, upper));
    let excludes = compare(upper.1, lower.1) == Some(Ordering::Less);
    let (holds, id, word) = match excludes {
        true => (is_above || is_below, "_exclusive", "or"),
        false => (is_above && is_below, "", "and"),
    };
    (!holds).then(|| {
        let id = format!("{}_{}{id}", lower.0, upper.0);
        broken(kind, &id, &format!("{} {word} {}", greater(lower), less(upper)))
    })
}

fn broken(kind: Kind, id: &str, words: &str) -> Broken {
    Broken { rule: format!("{}.{id}", kind.name()), message: format!("must be {words}") }
}

fn above(value: Bound, (_, bound, inclusive): Side) -> bool {
    is_on_side(value, bound, inclusive, Ordering::Greater)
}

fn below(value: Bound, (_, bound, inclusive): Side) -> bool {
    is_on_side(value, bound, inclusive, Ordering::Less)
}

/// Whether a value is on this side of a bound. NaN is on neither.
fn is_on_side(value: Bound, bound: Bound, inclusive: bool, side: Ordering) -> bool {
    match compare(value, bound) {
        Some(Ordering::Equal) => inclusive,
        order => order == Some(side),
    }
}

fn compare(one: Bound, other: Bound) -> Option<Ordering> {
    match (one, other) {
        (Bound::Integer(one), Bound::Integer(other)) => Some(one.cmp(&other)),
        (Bound::Float(one), Bound::Float(other)) => one.partial_cmp(&other),
        (Bound::Duration(one), Bound::Duration(other)) => Some(one.cmp(&other)),
        (Bound::Timestamp(one), Bound::Timestamp(other)) => Some(one.cmp(&other)),
        _ => None,
    }
}

/// Converts a value for comparison with bounds. Returns `None` for values without an order.
fn comparable(value: Value<'_>) -> Option<Bound> {
    Some(match value {
        Value::I32(value) => Bound::Integer(value.into()),
        Value::U32(value) => Bound::Integer(value.into()),
        Value::I64(value) => Bound::Integer(value.into()),
        Value::U64(value) => Bound::Integer(value.into()),
        Value::F32(value) => Bound::Float(value.into()),
        Value::F64(value) => Bound::Float(value),
        Value::Duration(value) => Bound::Duration(value),
        Value::Timestamp(value) => Bound::Timestamp(value),
        _ => return None,
    })
}

fn greater((_, bound, inclusive): Side) -> String {
    let or_equal = if inclusive { " or equal to" } else { "" };
    format!("greater than{or_equal} {}", Spelled(bound))
}

fn less((_, bound, inclusive): Side) -> String {
    let or_equal = if inclusive { " or equal to" } else { "" };
    format!("less than{or_equal} {}", Spelled(bound))
}

/// A bound in the notation of CEL: durations and timestamps have no trailing zeros.
struct Spelled(Bound);

impl fmt::Display for Spelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Bound::Integer(value) => value.fmt(f),
            Bound::Float(value) => value.fmt(f),
            Bound::Duration(value) => {
                write!(f, "{}s", short(value.to_string().trim_end_matches('s')))
            }
            Bound::Timestamp(value) => {
                write!(f, "{}Z", short(value.to_string().trim_end_matches('Z')))
            }
        }
    }
}

/// Removes the trailing zeros of a fraction.
fn short(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0') } else { number }
}
