//! Plain scalars by the core schema of YAML 1.2.

use crate::node::Kind;

/// Resolves a plain scalar. Returns `None` for a number that is not finite.
///
/// Other spellings of numbers and booleans, such as `1_000`, `0b11`, `+0x9` and `yes`, are text.
pub(super) fn resolve(text: &str) -> Option<Kind> {
    Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Bool(true),
        "false" | "False" | "FALSE" => Kind::Bool(false),
        _ if !may_be_number(text) => Kind::Text(text.to_owned()),
        _ if is_not_finite(text) => return None,
        _ => match integer(text) {
            Some(integer) => Kind::Integer(integer),
            None if is_decimal(text) => {
                Kind::Float(text.parse().ok().filter(|value: &f64| value.is_finite())?)
            }
            None => Kind::Text(text.to_owned()),
        },
    })
}

/// Whether a text starts as numbers do. Texts may be long, and most do not.
fn may_be_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.'))
}

fn is_not_finite(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

fn integer(text: &str) -> Option<i128> {
    let digits = |text: &str, radix| {
        let all = !text.is_empty() && text.chars().all(|digit| digit.is_digit(radix));
        all.then(|| i128::from_str_radix(text, radix).ok()).flatten()
    };
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, 8);
    }
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        return digits(hexadecimal, 16);
    }
    match text.strip_prefix('-') {
        Some(decimal) => digits(decimal, 10).map(|value| -value),
        None => digits(text.strip_prefix('+').unwrap_or(text), 10),
    }
}

/// Whether a text has the form of a decimal number: digits with an optional sign, fraction and
/// exponent.
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)))
        }
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_mantissa =
        digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    has_mantissa && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_those_of_the_core_schema() {
        for (text, value) in [
            ("0", 0),
            ("-12", -12),
            ("+12", 12),
            ("010", 10),
            ("0o17", 15),
            ("0x1F", 31),
            ("170141183460469231731687303715884105727", i128::MAX),
        ] {
            assert_eq!(resolve(text), Some(Kind::Integer(value)), "{text}");
        }
        for text in
            ["1_000", "0x1_0", "0b11", "0X10", "+0x9", "-0o7", "0O7", "0x", "0o8", "1,0", "--1"]
        {
            assert_eq!(resolve(text), Some(Kind::Text(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn floats_are_those_of_the_core_schema() {
        for (text, value) in
            [("1.5", 1.5), ("-.5", -0.5), ("2.", 2.0), ("1e2", 100.0), ("+1E-1", 0.1)]
        {
            assert_eq!(resolve(text), Some(Kind::Float(value)), "{text}");
        }
        for text in [".", "1.2.3", "e2", "1e", "1e+", "0x1.8", "inf", "NaN", "1.5s"] {
            assert_eq!(resolve(text), Some(Kind::Text(text.to_owned())), "{text}");
        }
        for text in [".inf", "-.INF", "+.Inf", ".nan", "1e999"] {
            assert_eq!(resolve(text), None, "{text}");
        }
    }

    #[test]
    fn booleans_and_null_have_three_spellings_each() {
        assert_eq!(resolve("TRUE"), Some(Kind::Bool(true)));
        assert_eq!(resolve("~"), Some(Kind::Null));
        for text in ["yes", "on", "tRUE", "nil"] {
            assert_eq!(resolve(text), Some(Kind::Text(text.to_owned())), "{text}");
        }
    }
}
