//! Durations and timestamps of the schema in nanoseconds, the unit in which the IR holds them.
//!
//! Rules, CEL expressions and examples use it. The formats are those of `gitpod-formats`.

use gitpod_formats::{duration, timestamp};

const NANOS: i128 = 1_000_000_000;

/// The maximum of a duration, in nanoseconds.
pub(super) const MAX_DURATION: i128 =
    duration::MAX_SECONDS as i128 * NANOS + duration::MAX_NANOS as i128;

/// Reads a duration such as `1800s` or `-1.5s`.
pub(super) fn duration(text: &str) -> Option<i128> {
    duration::parse(text).ok().map(|(seconds, nanos)| total(seconds, nanos))
}

/// Reads a timestamp such as `2026-03-14T09:26:53.5Z`, as nanoseconds since the epoch.
pub(super) fn timestamp(text: &str) -> Option<i128> {
    timestamp::parse(text).ok().map(|(seconds, nanos)| total(seconds, nanos))
}

fn total(seconds: i64, nanos: impl Into<i128>) -> i128 {
    i128::from(seconds) * NANOS + nanos.into()
}
