//! The protobuf type `google.protobuf.Duration`.

use std::fmt;
use std::str::FromStr;

use gitpod_formats::digits::ShortText;
use gitpod_formats::duration::{self, MAX_NANOS, MAX_SECONDS};

use super::error::ScalarError;
use super::nanos::Nanos;

/// A positive or negative span of time: `google.protobuf.Duration`.
///
/// Consists of seconds and nanoseconds of the same sign, with at most 315,576,000,000 whole seconds
/// (about 10,000 years) in either direction. In JSON it is a string of seconds with the suffix `s`:
/// written with 0, 3, 6 or 9 fractional digits, read with an optional sign and up to 9 digits.
///
/// It compares with [`std::time::Duration`] and takes part in arithmetic with it. `+` and `-` saturate
/// at [`MIN`](Self::MIN) and [`MAX`](Self::MAX).
///
/// ```
/// use gitpod_runtime::Duration;
///
/// let duration: Duration = "+90.25s".parse()?;
/// assert_eq!(duration.to_string(), "90.250s");
/// assert_eq!(duration, std::time::Duration::from_millis(90_250));
/// assert!(duration + std::time::Duration::from_secs(60) < Duration::from_hours(1));
/// # Ok::<(), gitpod_runtime::scalar::ScalarError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
// Without it, a quarter of the value would be padding.
#[repr(Rust, packed(4))]
pub struct Duration {
    // The derived order is correct because both parts have the same sign.
    seconds: i64,
    nanos: Nanos,
}

impl Duration {
    /// The longest negative duration.
    pub const MIN: Self = Self::of(-MAX_SECONDS, -MAX_NANOS);
    /// The longest duration.
    pub const MAX: Self = Self::of(MAX_SECONDS, MAX_NANOS);
    /// The zero duration, which is the default.
    pub const ZERO: Self = Self::of(0, 0);

    /// Creates a duration of whole seconds.
    #[must_use]
    pub const fn from_secs(seconds: u32) -> Self {
        // Every `u32` is within the range of seconds.
        Self::of(seconds as i64, 0)
    }

    /// Creates a duration of whole minutes.
    #[must_use]
    pub const fn from_mins(minutes: u32) -> Self {
        // Every `u32` of minutes is within the range of seconds.
        Self::of(minutes as i64 * 60, 0)
    }

    /// Creates a duration of whole hours. Saturates at [`MAX`](Self::MAX), after about 10,000 years.
    #[must_use]
    pub const fn from_hours(hours: u32) -> Self {
        Self::saturating(hours as i64 * 3_600)
    }

    /// Creates a duration of days of 24 hours. Saturates at [`MAX`](Self::MAX), after about 10,000
    /// years.
    #[must_use]
    pub const fn from_days(days: u32) -> Self {
        Self::saturating(days as i64 * 86_400)
    }

    /// Creates a duration of milliseconds.
    #[must_use]
    pub const fn from_millis(millis: u32) -> Self {
        // Less than a second of nanoseconds always fits.
        Self::of((millis / 1_000) as i64, (millis % 1_000 * 1_000_000) as i32)
    }

    const fn saturating(seconds: i64) -> Self {
        if seconds > MAX_SECONDS { Self::MAX } else { Self::of(seconds, 0) }
    }

    /// Creates a duration from seconds and additional nanoseconds of the same sign.
    ///
    /// # Errors
    ///
    /// [`ScalarError::DurationRange`] if the duration is outside of [`MIN`](Self::MIN) to
    /// [`MAX`](Self::MAX), the nanoseconds are a second or more, or the signs differ.
    pub const fn new(seconds: i64, nanos: i32) -> Result<Self, ScalarError> {
        if duration::in_range(seconds, nanos) {
            Ok(Self::of(seconds, nanos))
        } else {
            Err(ScalarError::DurationRange)
        }
    }

    /// A duration in range.
    const fn of(seconds: i64, nanos: i32) -> Self {
        Self { seconds, nanos: Nanos::new(nanos) }
    }

    /// The whole seconds, rounded toward zero.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// The nanoseconds beyond [`seconds`](Self::seconds), of the same sign.
    #[must_use]
    pub const fn nanos(self) -> i32 {
        self.nanos.get()
    }

    /// Whether the duration is less than zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.seconds < 0 || self.nanos() < 0
    }

    /// The length, without the sign.
    #[must_use]
    pub const fn unsigned_abs(self) -> std::time::Duration {
        std::time::Duration::new(self.seconds.unsigned_abs(), self.nanos().unsigned_abs())
    }

    /// The ProtoJSON text.
    pub(crate) fn text(self) -> ShortText {
        duration::format(self.seconds, self.nanos())
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text().as_str())
    }
}

impl FromStr for Duration {
    type Err = ScalarError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (seconds, nanos) = duration::parse(text).map_err(ScalarError::of_duration)?;
        Self::new(seconds, nanos)
    }
}

impl TryFrom<std::time::Duration> for Duration {
    type Error = ScalarError;

    fn try_from(duration: std::time::Duration) -> Result<Self, Self::Error> {
        let seconds = i64::try_from(duration.as_secs());
        let nanos = i32::try_from(duration.subsec_nanos());
        match (seconds, nanos) {
            (Ok(seconds), Ok(nanos)) => Self::new(seconds, nanos),
            _ => Err(ScalarError::DurationRange),
        }
    }
}

impl TryFrom<Duration> for std::time::Duration {
    type Error = ScalarError;

    fn try_from(duration: Duration) -> Result<Self, Self::Error> {
        let seconds = u64::try_from(duration.seconds);
        let nanos = u32::try_from(duration.nanos());
        match (seconds, nanos) {
            (Ok(seconds), Ok(nanos)) => Ok(Self::new(seconds, nanos)),
            _ => Err(ScalarError::DurationNegative),
        }
    }
}
