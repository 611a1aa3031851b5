//! Durations and timestamps as rules and examples spell them, in nanoseconds.

const NANOS: i128 = 1_000_000_000;

/// Largest distance that a protobuf duration has, in nanoseconds.
pub(super) const MAX_DURATION: i128 = 315_576_000_001 * NANOS - 1;

/// Reads `1800s`, `-1.5s`, `+0.000000001s`.
pub(super) fn duration(text: &str) -> Option<i128> {
    let number = text.strip_suffix('s')?;
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, nanos(fraction)?),
        None => (digits, 0),
    };
    let seconds = integer(whole, 1..=18)?;
    let total = seconds * NANOS + fraction;
    (total <= MAX_DURATION).then_some(sign * total)
}

/// Reads `2026-03-14T09:26:53.5Z` and the same with an offset.
pub(super) fn timestamp(text: &str) -> Option<i128> {
    let (date, time) = text.split_once('T')?;
    let mut date = date.split('-');
    let (year, month, day) = (
        integer(date.next()?, 4..=4)?,
        integer(date.next()?, 2..=2)?,
        integer(date.next()?, 2..=2)?,
    );
    let (time, offset) = split_offset(time)?;
    let (clock, fraction) = match time.split_once('.') {
        Some((clock, fraction)) => (clock, nanos(fraction)?),
        None => (time, 0),
    };
    let mut clock = clock.split(':');
    let (hour, minute, second) = (
        integer(clock.next()?, 2..=2)?,
        integer(clock.next()?, 2..=2)?,
        integer(clock.next()?, 2..=2)?,
    );
    let valid = date.next().is_none()
        && clock.next().is_none()
        && year >= 1
        && (1..=12).contains(&month)
        && (1..=days_of_month(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
    valid.then_some(seconds * NANOS + fraction)
}

/// The time before `Z` or an offset, and the offset in seconds.
fn split_offset(time: &str) -> Option<(&str, i128)> {
    if let Some(time) = time.strip_suffix('Z') {
        return Some((time, 0));
    }
    let at = time.rfind(['+', '-'])?;
    let (time, offset) = time.split_at_checked(at)?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let (hours, minutes) = (integer(hours, 2..=2)?, integer(minutes, 2..=2)?);
    (hours < 24 && minutes < 60).then_some((time, sign * (hours * 3600 + minutes * 60)))
}

fn nanos(fraction: &str) -> Option<i128> {
    let digits = integer(fraction, 1..=9)?;
    let missing = 9 - u32::try_from(fraction.len()).ok()?;
    Some(digits * 10_i128.pow(missing))
}

fn integer(digits: &str, length: std::ops::RangeInclusive<usize>) -> Option<i128> {
    let valid = length.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if valid { digits.parse().ok() } else { None }
}

fn is_leap(year: i128) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of_month(year: i128, month: i128) -> i128 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar.
fn days(year: i128, month: i128, day: i128) -> i128 {
    // Years start in March, so that the leap day is the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        assert_eq!(duration("1.5s"), Some(1_500_000_000));
        assert_eq!(duration("+9125115.360s"), Some(9_125_115_360_000_000));
        assert_eq!(duration("-1s"), Some(-1_000_000_000));
        assert_eq!(duration("-315576000000.999999999s"), Some(-MAX_DURATION));
        for wrong in ["", "s", "1", "1m", "--1s", "1.s", ".5s", "1.0000000001s", "315576000001s"] {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn timestamps() {
        assert_eq!(timestamp("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(timestamp("2000-03-01T00:00:00Z"), Some(951_868_800 * NANOS));
        assert_eq!(timestamp("1970-01-01T01:00:00.5+01:00"), Some(500_000_000));
        for wrong in
            ["2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01", "2026-1-1T0:0:0Z"]
        {
            assert_eq!(timestamp(wrong), None, "{wrong}");
        }
    }
}
