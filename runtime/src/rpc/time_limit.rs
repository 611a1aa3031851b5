//! [`TimeLimit`]: the parameter of `timeout` methods.

use std::time::Duration;

use crate::scalar;

/// A time limit. Methods take it as `impl Into<TimeLimit>`: a [`std::time::Duration`], the protobuf
/// [`Duration`](crate::Duration) that generated crates re-export under the same name, or `None` for
/// no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeLimit(Option<Duration>);

impl TimeLimit {
    /// No limit.
    pub const NONE: Self = Self(None);

    /// The duration. `None` means no limit.
    #[must_use]
    pub const fn duration(self) -> Option<Duration> {
        self.0
    }
}

impl From<Duration> for TimeLimit {
    fn from(limit: Duration) -> Self {
        Self(Some(limit))
    }
}

/// A negative duration is a limit of zero.
impl From<scalar::Duration> for TimeLimit {
    fn from(limit: scalar::Duration) -> Self {
        Self(Some(Duration::try_from(limit).unwrap_or_default()))
    }
}

impl From<Option<Duration>> for TimeLimit {
    fn from(limit: Option<Duration>) -> Self {
        Self(limit)
    }
}
