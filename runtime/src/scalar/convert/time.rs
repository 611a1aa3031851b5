//! `time::OffsetDateTime` and `time::Duration`.

use time::OffsetDateTime;

use crate::scalar::{Duration, ScalarError, Timestamp};

const NANOS: i128 = 1_000_000_000;

impl TryFrom<Timestamp> for OffsetDateTime {
    type Error = ScalarError;

    fn try_from(time: Timestamp) -> Result<Self, ScalarError> {
        let nanos = i128::from(time.seconds()) * NANOS + i128::from(time.nanos());
        Self::from_unix_timestamp_nanos(nanos).map_err(|_| ScalarError::ForeignRange)
    }
}

impl TryFrom<OffsetDateTime> for Timestamp {
    type Error = ScalarError;

    fn try_from(time: OffsetDateTime) -> Result<Self, ScalarError> {
        Self::new(time.unix_timestamp(), time.nanosecond())
    }
}

impl From<Duration> for time::Duration {
    fn from(span: Duration) -> Self {
        Self::new(span.seconds(), span.nanos())
    }
}

impl TryFrom<time::Duration> for Duration {
    type Error = ScalarError;

    fn try_from(span: time::Duration) -> Result<Self, ScalarError> {
        Self::new(span.whole_seconds(), span.subsec_nanoseconds())
    }
}
