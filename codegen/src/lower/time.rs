//! Parses durations and timestamps of the schema into nanoseconds, the unit of the IR.
//!
//! Used by rules, CEL expressions and examples. The formats are those of `gitpod-formats`.

use gitpod_formats::{duration, timestamp};

const NANOS: i128 = 1_000_000_000;

/// The maximum of a duration, in nanoseconds.
pub(super) const MAX_DURATION: i128 =
    duration::MAX_SECONDS as i128 * NANOS + duration::MAX_NANOS as i128;

/// Parses a duration such as `1800s` or `-1.5s`.
pub(super) fn duration(text: &str) -> Option<i128> {
    duration::parse(text).ok().map(|(seconds, nanos)| total(seconds, nanos))
}

/// Parses a timestamp such as `2026-03-14T09:26:53.5Z` into nanoseconds since the epoch.
pub(super) fn timestamp(text: &str) -> Option<i128> {
    timestamp::parse(text).ok().map(|(seconds, nanos)| total(seconds, nanos))
}

fn total(seconds: i64, nanos: impl Into<i128>) -> i128 {
    i128::from(seconds) * NANOS + nanos.into()
}
