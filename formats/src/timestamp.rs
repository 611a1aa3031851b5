//! Timestamps as ProtoJSON spells them: RFC 3339, such as `2024-05-31T23:59:59.5Z`.
//!
//! A timestamp is a pair of seconds since 1970-01-01T00:00:00Z, without leap seconds, and
//! nanoseconds that are added to them.

use crate::TimeError;
use crate::digits::{self, ShortText, two_digits};

/// The seconds of the first timestamp, 0001-01-01T00:00:00Z.
pub const MIN_SECONDS: i64 = -62_135_596_800;
/// The seconds of the last timestamps, 9999-12-31T23:59:59Z.
pub const MAX_SECONDS: i64 = 253_402_300_799;
/// The maximum of nanoseconds.
pub const MAX_NANOS: u32 = 999_999_999;

const SECONDS_PER_DAY: i64 = 86_400;
/// The days of the Gregorian cycle of 400 years, after which the calendar repeats.
const DAYS_PER_ERA: u32 = 146_097;
/// The days from 0000-03-01, where the arithmetic starts, to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

/// Whether a timestamp is in the years 1 to 9999 and its nanoseconds are less than a second.
#[must_use]
pub const fn in_range(seconds: i64, nanos: u32) -> bool {
    seconds >= MIN_SECONDS && seconds <= MAX_SECONDS && nanos <= MAX_NANOS
}

/// Reads a timestamp with `Z` or an offset and an optional fraction of 1 to 9 digits.
///
/// # Errors
///
/// [`TimeError::Syntax`] if the text does not follow this format or names a date that does not
/// exist, and [`TimeError::Range`] if the timestamp is outside of the years 1 to 9999 in UTC.
pub fn parse(text: &str) -> Result<(i64, u32), TimeError> {
    let (seconds, nanos) = read(text.as_bytes()).ok_or(TimeError::Syntax)?;
    if in_range(seconds, nanos) { Ok((seconds, nanos)) } else { Err(TimeError::Range) }
}

/// Writes a timestamp in canonical form: in UTC, with 0, 3, 6 or 9 digits after the point.
///
/// The timestamp must be in range; see [`in_range`].
#[must_use]
pub fn format(seconds: i64, nanos: u32) -> ShortText {
    let (year, month, day) = civil(seconds.div_euclid(SECONDS_PER_DAY));
    let second = small(seconds.rem_euclid(SECONDS_PER_DAY));
    let [c0, c1] = two_digits(year / 100);
    let [y0, y1] = two_digits(year % 100);
    let [mo0, mo1] = two_digits(month);
    let [d0, d1] = two_digits(day);
    let [h0, h1] = two_digits(second / 3600);
    let [mi0, mi1] = two_digits(second / 60 % 60);
    let [s0, s1] = two_digits(second % 60);
    let mut text = ShortText::starting_with([
        c0, c1, y0, y1, b'-', mo0, mo1, b'-', d0, d1, b'T', h0, h1, b':', mi0, mi1, b':', s0, s1,
    ]);
    text.push_fraction(nanos);
    text.push(b'Z');
    text
}

/// Reads the parts of an RFC 3339 text, which may be out of range.
fn read(text: &[u8]) -> Option<(i64, u32)> {
    let (date_time, rest) = text.split_first_chunk::<19>()?;
    let [y0, y1, y2, y3, b'-', mo0, mo1, b'-', d0, d1, b'T', time @ ..] = *date_time else {
        return None;
    };
    let [h0, h1, b':', mi0, mi1, b':', s0, s1] = time else {
        return None;
    };
    let days = days_since_epoch(
        digits::number([y0, y1, y2, y3])?,
        digits::number([mo0, mo1])?,
        digits::number([d0, d1])?,
    )?;
    let hour = below(digits::number([h0, h1])?, 24)?;
    let minute = below(digits::number([mi0, mi1])?, 60)?;
    let second = below(digits::number([s0, s1])?, 60)?;
    let (nanos, zone) = digits::split_fraction(rest)?;
    let local = days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
    Some((local - offset(zone)?, nanos))
}

/// The seconds by which local time is ahead of UTC.
fn offset(zone: &[u8]) -> Option<i64> {
    match *zone {
        [b'Z'] => Some(0),
        [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => {
            let hour = below(digits::number([h0, h1])?, 24)?;
            let minute = below(digits::number([m0, m1])?, 60)?;
            let ahead = hour * 3600 + minute * 60;
            Some(if sign == b'-' { -ahead } else { ahead })
        }
        _ => None,
    }
}

fn below(value: u32, limit: u32) -> Option<i64> {
    (value < limit).then_some(i64::from(value))
}

/// The days from 1970-01-01 to a date; `None` for a date that the calendar does not have.
fn days_since_epoch(year: u32, month: u32, day: u32) -> Option<i64> {
    if day == 0 || day > days_in_month(year, month)? {
        return None;
    }
    // Counting years from March puts the leap day last, where it shifts no other month.
    let year = i64::from(year) - i64::from(month <= 2);
    let month_from_march = i64::from((month + 9) % 12);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * i64::from(DAYS_PER_ERA) + day_of_era - DAYS_TO_EPOCH)
}

const fn days_in_month(year: u32, month: u32) -> Option<u32> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if is_leap_year(year) => Some(29),
        2 => Some(28),
        _ => None,
    }
}

const fn is_leap_year(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// The year, month and day of a number of days since 1970-01-01; the inverse of
/// [`days_since_epoch`].
fn civil(days: i64) -> (u32, u32, u32) {
    // Not negative: the range starts after the era.
    let days = small(days + DAYS_TO_EPOCH);
    let (era, day_of_era) = (days / DAYS_PER_ERA, days % DAYS_PER_ERA);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    (era * 400 + year_of_era + u32::from(month <= 2), month, day)
}

/// Narrows a number of days, or of seconds within a day; both fit within the range of timestamps.
fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_read_and_written() {
        for (text, parts, canonical) in [
            ("1970-01-01T00:00:00Z", (0, 0), "1970-01-01T00:00:00Z"),
            ("2000-03-01T00:00:00Z", (951_868_800, 0), "2000-03-01T00:00:00Z"),
            ("1970-01-01T01:00:00.5+01:00", (0, 500_000_000), "1970-01-01T00:00:00.500Z"),
            ("1969-12-31T23:59:59.000001Z", (-1, 1_000), "1969-12-31T23:59:59.000001Z"),
            ("0000-12-31T23:00:00-01:00", (MIN_SECONDS, 0), "0001-01-01T00:00:00Z"),
            (
                "9999-12-31T23:59:59.999999999Z",
                (MAX_SECONDS, MAX_NANOS),
                "9999-12-31T23:59:59.999999999Z",
            ),
        ] {
            assert_eq!(parse(text), Ok(parts), "{text}");
            assert_eq!(format(parts.0, parts.1).as_str(), canonical);
        }
    }

    #[test]
    fn what_is_not_a_timestamp() {
        for text in [
            "",
            "2026-01-01",
            "2026-1-1T0:0:0Z",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:60Z",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00+24:00",
            "2026-01-01t00:00:00z",
        ] {
            assert_eq!(parse(text), Err(TimeError::Syntax), "{text}");
        }
        for text in
            ["0000-12-31T23:59:59Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"]
        {
            assert_eq!(parse(text), Err(TimeError::Range), "{text}");
        }
    }
}
