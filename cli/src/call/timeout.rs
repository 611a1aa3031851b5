//! Spans of time as people type them.

use std::time::Duration;

/// Reads a number with a unit, such as `5s`, `500ms`, `2.5s` or `1m`; more than no time.
pub(super) fn parse(text: &str) -> Result<Duration, String> {
    let expected = || {
        format!(
            "`{text}` is not a time; expected a number with `ms`, `s`, `m` or `h`, such as 2.5s"
        )
    };
    let unit_at = text.find(|char: char| !char.is_ascii_digit() && char != '.');
    let (number, unit) =
        text.split_at_checked(unit_at.unwrap_or(text.len())).ok_or_else(expected)?;
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return Err(expected()),
    };
    let number: f64 = number.parse().map_err(|_| expected())?;
    match Duration::try_from_secs_f64(number * seconds) {
        Ok(Duration::ZERO) => Err(format!("`{text}` is no time at all")),
        Ok(time) => Ok(time),
        Err(_) => Err(format!("`{text}` is too long a time")),
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
    fn what_is_no_time_is_told() {
        for text in [
            "", "5", "s", "-5s", "+5s", "5 s", "5S", "1e3s", "nan", "infs", "1.2.3s", ".s", "5sec",
            "5é",
        ] {
            let told = parse(text).unwrap_err();
            assert!(told.starts_with(&format!("`{text}` is not a time; expected ")), "{told}");
        }
        assert_eq!(parse("0s").unwrap_err(), "`0s` is no time at all");
        let long = format!("{}h", "9".repeat(400));
        assert!(parse(&long).unwrap_err().ends_with("is too long a time"));
    }
}
