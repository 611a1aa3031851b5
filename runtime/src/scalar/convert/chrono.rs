//! `chrono::DateTime<Utc>` and `chrono::TimeDelta`, which hold more than protobuf's types.

use chrono::{DateTime, TimeDelta, Utc};

use crate::scalar::{Duration, ScalarError, Timestamp};

impl TryFrom<Timestamp> for DateTime<Utc> {
    type Error = ScalarError;

    fn try_from(time: Timestamp) -> Result<Self, ScalarError> {
        Self::from_timestamp(time.seconds(), time.nanos()).ok_or(ScalarError::ForeignRange)
    }
}

impl TryFrom<DateTime<Utc>> for Timestamp {
    type Error = ScalarError;

    fn try_from(time: DateTime<Utc>) -> Result<Self, ScalarError> {
        // chrono represents a leap second by a second or more of nanoseconds; protobuf has none.
        Self::new(time.timestamp(), time.timestamp_subsec_nanos())
    }
}

impl TryFrom<Duration> for TimeDelta {
    type Error = ScalarError;

    fn try_from(span: Duration) -> Result<Self, ScalarError> {
        let seconds = Self::try_seconds(span.seconds());
        let whole = seconds
            .and_then(|seconds| seconds.checked_add(&Self::nanoseconds(span.nanos().into())));
        whole.ok_or(ScalarError::ForeignRange)
    }
}

impl TryFrom<TimeDelta> for Duration {
    type Error = ScalarError;

    fn try_from(span: TimeDelta) -> Result<Self, ScalarError> {
        Self::new(span.num_seconds(), span.subsec_nanos())
    }
}
