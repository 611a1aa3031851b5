//! Timestamps and durations, which are messages of two numbers on the wire.

use crate::scalar::{Duration, Timestamp};

/// The number of the field `seconds`.
pub(super) const SECONDS: u32 = 1;
/// The number of the field `nanos`.
pub(super) const NANOS: u32 = 2;

/// The fields of a timestamp or duration, in any range.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeParts {
    pub(super) seconds: i64,
    pub(super) nanos: i32,
}

/// A timestamp or duration.
pub(super) trait Time: Sized {
    /// What is expected of one, for errors.
    const RANGE: &'static str;

    /// The fields.
    fn parts(&self) -> TimeParts;

    /// The value with these fields; `None` if they are out of range.
    fn from_parts(parts: TimeParts) -> Option<Self>;
}

impl Time for Timestamp {
    const RANGE: &'static str = "a timestamp between the years 1 and 9999";

    fn parts(&self) -> TimeParts {
        // At most 999,999,999.
        TimeParts { seconds: self.seconds(), nanos: self.nanos().cast_signed() }
    }

    fn from_parts(parts: TimeParts) -> Option<Self> {
        Self::new(parts.seconds, u32::try_from(parts.nanos).ok()?).ok()
    }
}

impl Time for Duration {
    const RANGE: &'static str = "a duration of at most 315576000000 seconds";

    fn parts(&self) -> TimeParts {
        TimeParts { seconds: self.seconds(), nanos: self.nanos() }
    }

    fn from_parts(parts: TimeParts) -> Option<Self> {
        Self::new(parts.seconds, parts.nanos).ok()
    }
}
