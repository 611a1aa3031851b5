//! A point in time.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use super::digits::{self, ShortText, two_digits};
use super::error::ScalarError;

const NANOS_PER_SECOND: u32 = 1_000_000_000;
const SECONDS_PER_DAY: i64 = 86_400;
/// A Gregorian cycle of 400 years, after which the calendar repeats.
const DAYS_PER_ERA: u32 = 146_097;
/// From 0000-03-01, where the arithmetic starts, to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

/// A point in time: `google.protobuf.Timestamp`.
///
/// It counts seconds since 1970-01-01T00:00:00Z, without leap seconds, and nanoseconds that are
/// added to them. The range is the years 1 to 9999. In JSON it is an RFC 3339 string; written in
/// UTC with `Z` and 0, 3, 6 or 9 digits of a second, read with any offset and 1 to 9 digits.
///
/// ```
/// use gitpod_runtime::Timestamp;
///
/// let time: Timestamp = "2024-02-29T12:00:00.5+01:00".parse()?;
/// assert_eq!(time.to_string(), "2024-02-29T11:00:00.500Z");
/// # Ok::<(), gitpod_runtime::scalar::ScalarError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp {
    // Compared in this order: the nanoseconds always count forward.
    seconds: i64,
    nanos: u32,
}

impl Timestamp {
    /// The first time of the range, 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self { seconds: -62_135_596_800, nanos: 0 };
    /// The last time of the range, 9999-12-31T23:59:59.999999999Z.
    pub const MAX: Self = Self { seconds: 253_402_300_799, nanos: NANOS_PER_SECOND - 1 };
    /// 1970-01-01T00:00:00Z, which is also the default.
    pub const EPOCH: Self = Self { seconds: 0, nanos: 0 };

    /// Makes a time from seconds since the epoch and the nanoseconds after them.
    ///
    /// # Errors
    ///
    /// [`ScalarError::TimestampRange`] when the time is outside [`MIN`](Self::MIN) to
    /// [`MAX`](Self::MAX) or the nanoseconds are a second or more.
    pub const fn new(seconds: i64, nanos: u32) -> Result<Self, ScalarError> {
        if seconds < Self::MIN.seconds || seconds > Self::MAX.seconds || nanos >= NANOS_PER_SECOND {
            return Err(ScalarError::TimestampRange);
        }
        Ok(Self { seconds, nanos })
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, negative before it.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds after [`seconds`](Self::seconds), from 0 to 999,999,999 before the epoch too.
    #[must_use]
    pub const fn nanos(self) -> u32 {
        self.nanos
    }

    /// The ProtoJSON spelling.
    pub(crate) fn text(self) -> ShortText {
        let (year, month, day) = civil(self.seconds.div_euclid(SECONDS_PER_DAY));
        let second = small(self.seconds.rem_euclid(SECONDS_PER_DAY));
        let [c0, c1] = two_digits(year / 100);
        let [y0, y1] = two_digits(year % 100);
        let [mo0, mo1] = two_digits(month);
        let [d0, d1] = two_digits(day);
        let [h0, h1] = two_digits(second / 3600);
        let [mi0, mi1] = two_digits(second / 60 % 60);
        let [s0, s1] = two_digits(second % 60);
        let mut text = ShortText::starting_with([
            c0, c1, y0, y1, b'-', mo0, mo1, b'-', d0, d1, b'T', h0, h1, b':', mi0, mi1, b':', s0,
            s1,
        ]);
        text.push_fraction(self.nanos);
        text.push(b'Z');
        text
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text().as_str())
    }
}

impl FromStr for Timestamp {
    type Err = ScalarError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (seconds, nanos) = parse(text.as_bytes()).ok_or(ScalarError::TimestampSyntax)?;
        Self::new(seconds, nanos)
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = ScalarError;

    fn try_from(time: SystemTime) -> Result<Self, Self::Error> {
        let (before, distance) = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => (false, after),
            Err(error) => (true, error.duration()),
        };
        let seconds = i64::try_from(distance.as_secs()).map_err(|_| ScalarError::TimestampRange)?;
        match (before, distance.subsec_nanos()) {
            (false, nanos) => Self::new(seconds, nanos),
            (true, 0) => Self::new(-seconds, 0),
            // Nanoseconds count forward, so a second more is borrowed for them.
            (true, nanos) => Self::new(-seconds - 1, NANOS_PER_SECOND - nanos),
        }
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = ScalarError;

    fn try_from(time: Timestamp) -> Result<Self, Self::Error> {
        let whole = std::time::Duration::from_secs(time.seconds.unsigned_abs());
        let whole = if time.seconds < 0 {
            UNIX_EPOCH.checked_sub(whole)
        } else {
            UNIX_EPOCH.checked_add(whole)
        };
        whole
            .and_then(|whole| whole.checked_add(std::time::Duration::from_nanos(time.nanos.into())))
            .ok_or(ScalarError::SystemTimeRange)
    }
}

/// Seconds and nanoseconds of an RFC 3339 text, which may be out of the range.
fn parse(text: &[u8]) -> Option<(i64, u32)> {
    let (date_time, rest) = text.split_first_chunk::<19>()?;
    let [y0, y1, y2, y3, b'-', mo0, mo1, b'-', d0, d1, b'T', time @ ..] = *date_time else {
        return None;
    };
    let [h0, h1, b':', mi0, mi1, b':', s0, s1] = time else {
        return None;
    };
    let days = days_since_epoch(
        digits::number(&[y0, y1, y2, y3])?,
        digits::number(&[mo0, mo1])?,
        digits::number(&[d0, d1])?,
    )?;
    let hour = below(digits::number(&[h0, h1])?, 24)?;
    let minute = below(digits::number(&[mi0, mi1])?, 60)?;
    let second = below(digits::number(&[s0, s1])?, 60)?;
    let (nanos, zone) = digits::split_fraction(rest)?;
    let local = days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
    Some((local - offset(zone)?, nanos))
}

/// Seconds that local time is ahead of UTC.
fn offset(zone: &[u8]) -> Option<i64> {
    match *zone {
        [b'Z'] => Some(0),
        [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => {
            let hour = below(digits::number(&[h0, h1])?, 24)?;
            let minute = below(digits::number(&[m0, m1])?, 60)?;
            let ahead = hour * 3600 + minute * 60;
            Some(if sign == b'-' { -ahead } else { ahead })
        }
        _ => None,
    }
}

fn below(value: u32, limit: u32) -> Option<i64> {
    (value < limit).then_some(i64::from(value))
}

/// Days from 1970-01-01 to a date, which is checked against the calendar.
fn days_since_epoch(year: u32, month: u32, day: u32) -> Option<i64> {
    if day == 0 || day > days_in_month(year, month)? {
        return None;
    }
    // Years that start in March put the leap day last, where it moves no other month.
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

/// Year, month and day of a count of days from 1970-01-01: [`days_since_epoch`] the other way.
fn civil(days: i64) -> (u32, u32, u32) {
    // Not negative, as the range starts after the era does.
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

/// Narrows a count of days or of seconds of a day, which the range of [`Timestamp`] keeps small.
fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or_default()
}
