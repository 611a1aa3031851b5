//! Durations as ProtoJSON spells them: a number of seconds with the suffix `s`, such as `1.5s`.
//!
//! A duration is a pair of seconds and nanoseconds of the same sign.

use crate::TimeError;
use crate::digits::{self, ShortText};

/// The maximum of whole seconds in either direction, about 10,000 years.
pub const MAX_SECONDS: i64 = 315_576_000_000;
/// The maximum of nanoseconds beyond the seconds, in either direction.
pub const MAX_NANOS: i32 = 999_999_999;

/// Whether both parts are in range and have the same sign.
///
/// The range is that of each part: the longest duration has [`MAX_SECONDS`] and [`MAX_NANOS`].
#[must_use]
pub const fn in_range(seconds: i64, nanos: i32) -> bool {
    let signs_differ = (seconds < 0 && nanos > 0) || (seconds > 0 && nanos < 0);
    !signs_differ
        && seconds.unsigned_abs() <= MAX_SECONDS.unsigned_abs()
        && nanos.unsigned_abs() <= MAX_NANOS.unsigned_abs()
}

/// Reads an optional sign, whole seconds, an optional fraction of 1 to 9 digits and `s`.
///
/// # Errors
///
/// [`TimeError::Syntax`] if the text does not follow this format, and [`TimeError::Range`] if it
/// has more than [`MAX_SECONDS`].
pub fn parse(text: &str) -> Result<(i64, i32), TimeError> {
    let (negative, unsigned) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        text => (false, text),
    };
    let (whole, rest) = digits::split_digits(unsigned);
    let (nanos, unit) = digits::split_fraction(rest).ok_or(TimeError::Syntax)?;
    if whole.is_empty() || unit != b"s" {
        return Err(TimeError::Syntax);
    }
    let seconds = whole_seconds(whole).ok_or(TimeError::Range)?;
    let nanos = i32::try_from(nanos).map_err(|_| TimeError::Range)?;
    let (seconds, nanos) = if negative { (-seconds, -nanos) } else { (seconds, nanos) };
    if in_range(seconds, nanos) { Ok((seconds, nanos)) } else { Err(TimeError::Range) }
}

/// Writes a duration in canonical form: with 0, 3, 6 or 9 digits after the point.
#[must_use]
pub fn format(seconds: i64, nanos: i32) -> ShortText {
    let mut text = ShortText::new();
    if seconds < 0 || nanos < 0 {
        text.push(b'-');
    }
    text.push_number(seconds.unsigned_abs());
    text.push_fraction(nanos.unsigned_abs());
    text.push(b's');
    text
}

fn whole_seconds(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0_i64, |value, byte| {
        value.checked_mul(10)?.checked_add(i64::from(byte.wrapping_sub(b'0')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_and_written() {
        for (text, parts, canonical) in [
            ("0s", (0, 0), "0s"),
            ("-0s", (0, 0), "0s"),
            ("1.5s", (1, 500_000_000), "1.500s"),
            ("-1.5s", (-1, -500_000_000), "-1.500s"),
            ("+9125115.360s", (9_125_115, 360_000_000), "9125115.360s"),
            ("-0.000001s", (0, -1_000), "-0.000001s"),
            ("0007.000000001s", (7, 1), "7.000000001s"),
            ("-315576000000.999999999s", (-MAX_SECONDS, -MAX_NANOS), "-315576000000.999999999s"),
        ] {
            assert_eq!(parse(text), Ok(parts), "{text}");
            assert_eq!(format(parts.0, parts.1).as_str(), canonical);
        }
    }

    #[test]
    fn what_is_not_a_duration() {
        for text in ["", "s", "1", "1m", "--1s", "-+1s", "1.s", ".5s", "1.0000000001s", "1 s", "1S"]
        {
            assert_eq!(parse(text), Err(TimeError::Syntax), "{text}");
        }
        for text in ["315576000001s", "-315576000001s", "99999999999999999999s"] {
            assert_eq!(parse(text), Err(TimeError::Range), "{text}");
        }
        for (seconds, nanos) in [(1, -1), (-1, 1), (0, 1_000_000_000), (MAX_SECONDS + 1, 0)] {
            assert!(!in_range(seconds, nanos), "{seconds} {nanos}");
        }
    }
}
