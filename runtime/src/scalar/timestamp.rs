//! The protobuf type `google.protobuf.Timestamp`.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use gitpod_formats::digits::ShortText;
use gitpod_formats::timestamp::{self, MAX_NANOS, MAX_SECONDS, MIN_SECONDS};

use super::error::ScalarError;
use super::nanos::Nanos;

/// A point in time: `google.protobuf.Timestamp`.
///
/// Consists of seconds since 1970-01-01T00:00:00Z, without leap seconds, and nanoseconds that are
/// added to them. The range is the years 1 to 9999. In JSON it is an RFC 3339 string: written in
/// UTC with `Z` and 0, 3, 6 or 9 fractional digits, read with any offset and 1 to 9 digits.
///
/// It compares with [`SystemTime`] and takes part in arithmetic with durations. `+` and `-` saturate
/// at [`MIN`](Self::MIN) and [`MAX`](Self::MAX).
///
/// ```
/// use std::time::SystemTime;
/// use gitpod_runtime::{Duration, Timestamp};
///
/// let time: Timestamp = "2024-02-29T12:00:00.5+01:00".parse()?;
/// assert_eq!(time.to_string(), "2024-02-29T11:00:00.500Z");
/// assert!(time < SystemTime::now());
/// assert_eq!((time + Duration::from_days(1)) - time, Duration::from_hours(24));
/// # Ok::<(), gitpod_runtime::scalar::ScalarError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
// Without it, a quarter of the value would be padding.
#[repr(Rust, packed(4))]
pub struct Timestamp {
    // The derived order is correct because nanoseconds always count forward.
    seconds: i64,
    nanos: Nanos,
}

impl Timestamp {
    /// The earliest timestamp, 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self::of(MIN_SECONDS, 0);
    /// The latest timestamp, 9999-12-31T23:59:59.999999999Z.
    pub const MAX: Self = Self::of(MAX_SECONDS, MAX_NANOS);
    /// 1970-01-01T00:00:00Z, which is the default.
    pub const EPOCH: Self = Self::of(0, 0);

    /// Creates a timestamp from seconds since the epoch and additional nanoseconds.
    ///
    /// # Errors
    ///
    /// [`ScalarError::TimestampRange`] if the timestamp is outside of [`MIN`](Self::MIN) to
    /// [`MAX`](Self::MAX) or the nanoseconds are a second or more.
    pub const fn new(seconds: i64, nanos: u32) -> Result<Self, ScalarError> {
        if timestamp::in_range(seconds, nanos) {
            Ok(Self::of(seconds, nanos))
        } else {
            Err(ScalarError::TimestampRange)
        }
    }

    /// A timestamp in range.
    const fn of(seconds: i64, nanos: u32) -> Self {
        Self { seconds, nanos: Nanos::new(nanos.cast_signed()) }
    }

    /// The whole seconds since 1970-01-01T00:00:00Z, negative before it.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// The nanoseconds after [`seconds`](Self::seconds): 0 to 999,999,999, also before the epoch.
    #[must_use]
    pub const fn nanos(self) -> u32 {
        self.nanos.get().cast_unsigned()
    }

    /// The ProtoJSON text.
    pub(crate) fn text(self) -> ShortText {
        timestamp::format(self.seconds, self.nanos())
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
        let (seconds, nanos) = timestamp::parse(text).map_err(ScalarError::of_timestamp)?;
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
            // Nanoseconds count forward, so one second more is borrowed for them.
            (true, nanos) => Self::new(-seconds - 1, MAX_NANOS + 1 - nanos),
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
            .and_then(|whole| {
                whole.checked_add(std::time::Duration::from_nanos(time.nanos().into()))
            })
            .ok_or(ScalarError::SystemTimeRange)
    }
}
