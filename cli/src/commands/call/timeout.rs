//! Durations with a unit.

use std::time::Duration;

/// Parses a positive number with a unit, such as `5s`, `500ms`, `2.5s` or `1m`.
pub(super) fn parse(text: &str) -> Result<Duration, &'static str> {
    const EXPECTED: &str = "expected a number with `ms`, `s`, `m` or `h`, such as 2.5s";
    let unit_at = text.find(|char: char| !char.is_ascii_digit() && char != '.');
    let (number, unit) = text.split_at_checked(unit_at.unwrap_or(text.len())).ok_or(EXPECTED)?;
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return Err(EXPECTED),
    };
    let number: f64 = number.parse().map_err(|_| EXPECTED)?;
    match Duration::try_from_secs_f64(number * seconds) {
        Ok(Duration::ZERO) => Err("the duration must be greater than zero"),
        Ok(duration) => Ok(duration),
        Err(_) => Err("the duration is too long"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read() {
        for (text, milliseconds) in [
            ("5s", 5_000),
            ("500ms", 500),
            ("1m", 60_000),
            ("2.5s", 2_500),
            (".5s", 500),
            ("1.5h", 5_400_000),
            ("1s", 1_000),
            ("0.1s", 100),
        ] {
            assert_eq!(parse(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
    }

    #[test]
    fn invalid_durations_are_rejected() {
        for text in [
            "", "5", "s", "-5s", "+5s", "5 s", "5S", "1e3s", "nan", "infs", "1.2.3s", ".s", "5sec",
            "5é",
        ] {
            assert!(parse(text).unwrap_err().starts_with("expected a number with "), "{text}");
        }
        assert_eq!(parse("0s").unwrap_err(), "the duration must be greater than zero");
        let long = format!("{}h", "9".repeat(400));
        assert_eq!(parse(&long).unwrap_err(), "the duration is too long");
    }
}
