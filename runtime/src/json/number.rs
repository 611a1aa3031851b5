//! JSON numbers: their grammar, conversion to integers and floats, and formatting of floats.

/// The length of the JSON number at the start of a text, in bytes; `None` if there is none.
pub(super) fn scan(text: &[u8]) -> Option<usize> {
    let after_sign = text.strip_prefix(b"-").unwrap_or(text);
    let mut rest = match after_sign {
        [b'0', rest @ ..] => rest,
        [b'1'..=b'9', rest @ ..] => skip_digits(rest),
        _ => return None,
    };
    if let [b'.', fraction @ ..] = rest {
        rest = digits(fraction)?;
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let unsigned = match exponent {
            [b'+' | b'-', rest @ ..] => rest,
            all => all,
        };
        rest = digits(unsigned)?;
    }
    Some(text.len() - rest.len())
}

/// The JSON number at the start of a text and its length in bytes, if it is an integer of at most nine
/// digits without a sign, and more text follows. `None` does not mean that there is no number.
#[inline]
pub(super) fn short_integer(text: &[u8]) -> Option<(u32, usize)> {
    let mut integer = 0;
    for (length, byte) in text.iter().enumerate() {
        match byte {
            // A number has no leading zeros.
            b'0'..=b'9' if length == 0 || (integer != 0 && length < 9) => {
                integer = integer * 10 + u32::from(byte - b'0');
            }
            b'0'..=b'9' | b'.' | b'e' | b'E' => return None,
            _ => return (length != 0).then_some((integer, length)),
        }
    }
    None
}

/// Skips one or more digits.
fn digits(text: &[u8]) -> Option<&[u8]> {
    let rest = skip_digits(text);
    (rest.len() < text.len()).then_some(rest)
}

fn skip_digits(mut text: &[u8]) -> &[u8] {
    while let [b'0'..=b'9', rest @ ..] = text {
        text = rest;
    }
    text
}

/// Whether the text is exactly one JSON number.
pub(super) fn is_number(text: &str) -> bool {
    scan(text.as_bytes()) == Some(text.len())
}

/// The sign (`true` for negative) and magnitude of a JSON number; `None` if it is not an integer
/// or does not fit.
fn integer(text: &str) -> Option<(bool, u64)> {
    let (negative, unsigned) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    // 19 digits always fit. Nearly all numbers take this path.
    let plain = unsigned.len() <= 19 && unsigned.iter().all(u8::is_ascii_digit);
    let magnitude = if plain {
        unsigned.iter().fold(0, |value, byte| value * 10 + u64::from(byte - b'0'))
    } else {
        exact(unsigned)?
    };
    Some((negative, magnitude))
}

/// The value of an unsigned JSON number with a fraction or exponent, in exact decimal arithmetic.
fn exact(unsigned: &[u8]) -> Option<u64> {
    let mantissa_end = unsigned.iter().position(|byte| matches!(byte, b'e' | b'E'));
    let (mantissa, exponent) = unsigned.split_at_checked(mantissa_end.unwrap_or(unsigned.len()))?;
    let point = mantissa.iter().position(|byte| *byte == b'.').unwrap_or(mantissa.len());
    let digits = || mantissa.iter().filter(|byte| **byte != b'.').map(|byte| byte - b'0');

    let nonzero = digits().enumerate().filter(|(_, digit)| *digit != 0);
    let Some((last, _)) = nonzero.last() else {
        return Some(0);
    };
    // The number of digits before the decimal point after applying the exponent.
    let integer_digits = i64::try_from(point).ok()?.checked_add(exponent_value(exponent)?)?;
    let integer_digits = usize::try_from(integer_digits).ok()?;
    if last >= integer_digits {
        return None;
    }
    let zeros = integer_digits - last - 1;
    // Leading zeros are harmless: they do not overflow.
    let significant = digits().take(last + 1).try_fold(0, append)?;
    (0..zeros).try_fold(significant, |value, _| append(value, 0))
}

fn append(value: u64, digit: u8) -> Option<u64> {
    value.checked_mul(10)?.checked_add(digit.into())
}

/// The exponent after `e`; zero if there is none.
fn exponent_value(text: &[u8]) -> Option<i64> {
    let Some(text) = text.get(1..) else {
        return Some(0);
    };
    let text = std::str::from_utf8(text).ok()?;
    text.strip_prefix('+').unwrap_or(text).parse().ok()
}

/// An integral JSON number as `i64`.
pub(super) fn to_i64(text: &str) -> Option<i64> {
    match integer(text)? {
        (false, magnitude) => i64::try_from(magnitude).ok(),
        (true, magnitude) => 0_i64.checked_sub_unsigned(magnitude),
    }
}

/// An integral JSON number as `u64`; `-0` is zero.
pub(super) fn to_u64(text: &str) -> Option<u64> {
    match integer(text)? {
        (true, magnitude) if magnitude != 0 => None,
        (_, magnitude) => Some(magnitude),
    }
}

/// An integral JSON number as `i32`.
pub(super) fn to_i32(text: &str) -> Option<i32> {
    to_i64(text).and_then(|value| i32::try_from(value).ok())
}

/// An integral JSON number as `u32`.
pub(super) fn to_u32(text: &str) -> Option<u32> {
    to_u64(text).and_then(|value| u32::try_from(value).ok())
}

/// A JSON number as `f64`; `None` instead of infinity if it is too large.
pub(super) fn to_f64(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// A JSON number as `f32`; `None` instead of infinity if it is too large.
pub(super) fn to_f32(text: &str) -> Option<f32> {
    text.parse().ok().filter(|value: &f32| value.is_finite())
}

/// The float with a ProtoJSON name: `NaN`, `Infinity` or `-Infinity`.
pub(super) fn special_float(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

/// The ProtoJSON name of a float that is not finite.
pub(super) fn special_name(value: f64) -> Option<&'static str> {
    if value.is_finite() {
        None
    } else if value.is_nan() {
        Some("NaN")
    } else if value > 0.0 {
        Some("Infinity")
    } else {
        Some("-Infinity")
    }
}

/// The shortest text that parses to the same float: a JSON number or a special name.
pub(crate) fn float_text<T>(value: T) -> String
where
    T: Copy + Into<f64> + std::fmt::Display + std::fmt::LowerExp,
{
    let wide: f64 = value.into();
    let magnitude = wide.abs();
    match special_name(wide) {
        Some(name) => name.to_owned(),
        // Outside this range, plain notation would be padded with zeros.
        None if magnitude != 0.0 && !(1e-5..1e16).contains(&magnitude) => format!("{value:e}"),
        None => format!("{value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{scan, short_integer, to_u64};

    #[test]
    fn short_integers_are_those_without_sign_fraction_or_exponent() {
        for text in ["0}", "7,", "10 ", "12345678]", "123456789}"] {
            let (number, length) = short_integer(text.as_bytes()).unwrap();
            assert_eq!(Some(length), scan(text.as_bytes()), "{text}");
            assert_eq!(Some(number.into()), to_u64(&text[..length]), "{text}");
        }
        for text in
            ["", "0", "12", "-1,", "+1,", ",", "01,", "00,", "1234567890,", "1.5,", "1e2,", "0E1,"]
        {
            assert_eq!(short_integer(text.as_bytes()), None, "{text}");
        }
    }
}
