//! Parses constants.

use cel_core_parser::{Expr, SpannedExpr, UnaryOp};

use super::Rejection;
use super::types::CelType;
use crate::lower::time;

/// A constant.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Literal {
    Bool(bool),
    Int(i64),
    Uint(u64),
    /// A finite floating-point number.
    Double(f64),
    Text(String),
    /// A duration in nanoseconds.
    Duration(i128),
    /// A timestamp in nanoseconds since the epoch.
    Timestamp(i128),
}

/// Parses a constant. Returns `None` if the expression is not a constant.
pub(super) fn literal(of: &SpannedExpr) -> Result<Option<(Literal, CelType)>, Rejection> {
    let literal = match &of.node {
        Expr::Bool(value) => Literal::Bool(*value),
        Expr::Int(value) => Literal::Int(*value),
        Expr::UInt(value) => Literal::Uint(*value),
        Expr::Float(value) if value.is_finite() => Literal::Double(*value),
        Expr::String(value) => Literal::Text(value.clone()),
        Expr::Unary { op: UnaryOp::Neg, expr } => match &expr.node {
            Expr::Int(value) => Literal::Int(value.wrapping_neg()),
            Expr::Float(value) if value.is_finite() => Literal::Double(-value),
            _ => return Ok(None),
        },
        Expr::Call { expr, args } => match (&expr.node, args.as_slice()) {
            (Expr::Ident(name), [arg]) if name == "duration" || name == "timestamp" => {
                time_literal(name, arg)?
            }
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    let ty = type_of(&literal);
    Ok(Some((literal, ty)))
}

fn time_literal(name: &str, arg: &SpannedExpr) -> Result<Literal, Rejection> {
    let Expr::String(text) = &arg.node else {
        return Err(Rejection::new(arg, format!("expected a string literal for `{name}`")));
    };
    let literal = match name {
        "duration" => duration(text).map(Literal::Duration),
        _ => time::timestamp(text).map(Literal::Timestamp),
    };
    literal.ok_or_else(|| Rejection::new(arg, format!("invalid {name}")))
}

/// Parses a duration in the syntax of CEL, such as `1h30m`, `-1.5s` or `250ms`.
fn duration(text: &str) -> Option<i128> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut total = 0_i128;
    loop {
        let unit_at = rest.find(|letter: char| letter.is_ascii_alphabetic() || letter == 'µ')?;
        let (number, tail) = rest.split_at_checked(unit_at)?;
        let number_at = tail.find(|letter: char| letter.is_ascii_digit() || letter == '.');
        let (unit, tail) = tail.split_at_checked(number_at.unwrap_or(tail.len()))?;
        total = total.checked_add(scaled(number, nanoseconds(unit)?)?)?;
        rest = tail;
        if rest.is_empty() {
            // Larger durations are outside of protobuf's range.
            return (total <= time::MAX_DURATION).then_some(sign * total);
        }
    }
}

fn nanoseconds(unit: &str) -> Option<i128> {
    Some(match unit {
        "ns" => 1,
        "us" | "µs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => return None,
    })
}

/// Converts a decimal number of units to nanoseconds, rounding towards zero.
fn scaled(number: &str, unit: i128) -> Option<i128> {
    /// The maximum number of digits that cannot overflow with any unit.
    const DIGITS: usize = 18;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| {
        let valid = text.len() <= DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        let value = if text.is_empty() { Some(0) } else { text.parse::<i128>().ok() };
        value.filter(|_| valid)
    };
    let power = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let (whole_value, fraction_value) = (digits(whole)?, digits(fraction)?);
    let empty = whole.is_empty() && fraction.is_empty();
    (!empty).then(|| whole_value * unit + fraction_value * unit / power)
}

/// Returns the type of a constant.
pub(super) const fn type_of(literal: &Literal) -> CelType {
    match literal {
        Literal::Bool(_) => CelType::Bool,
        Literal::Int(_) => CelType::Int,
        Literal::Uint(_) => CelType::Uint,
        Literal::Double(_) => CelType::Double,
        Literal::Text(_) => CelType::Text,
        Literal::Duration(_) => CelType::Duration,
        Literal::Timestamp(_) => CelType::Timestamp,
    }
}

/// Converts an integer constant to another number type, because CEL compares numbers across types.
pub(super) fn widened(literal: &Literal, ty: CelType) -> Option<Literal> {
    #[allow(clippy::cast_precision_loss, reason = "checked to be exact")]
    match (literal, ty) {
        (literal, ty) if type_of(literal) == ty => Some(literal.clone()),
        (Literal::Int(value), CelType::Uint) => u64::try_from(*value).ok().map(Literal::Uint),
        (Literal::Uint(value), CelType::Int) => i64::try_from(*value).ok().map(Literal::Int),
        (Literal::Int(value), CelType::Double) if value.unsigned_abs() < 1 << 53 => {
            Some(Literal::Double(*value as f64))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn cel_durations_are_parsed() {
        const SECOND: i128 = 1_000_000_000;
        assert_eq!(duration("1800s"), Some(1800 * SECOND));
        assert_eq!(duration("1h30m"), Some(5400 * SECOND));
        assert_eq!(duration("-1.5s"), Some(-3 * SECOND / 2));
        assert_eq!(duration("+.5ms"), Some(500_000));
        assert_eq!(duration("1.us"), Some(1000));
        assert_eq!(duration("0.0000000019s"), Some(1));
        assert_eq!(duration("87660000h"), Some(315_576_000_000 * SECOND));
        for wrong in
            ["", "s", "1", "1d", "1s2", ".s", "1h-1m", "--1s", "1.1.1s", "87660001h", "1 s"]
        {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
    }
}
