//! `jiff::Timestamp`, which ends a day early, and `jiff::SignedDuration`.

use crate::scalar::{Duration, ScalarError, Timestamp};

impl TryFrom<Timestamp> for jiff::Timestamp {
    type Error = ScalarError;

    fn try_from(time: Timestamp) -> Result<Self, ScalarError> {
        // Less than a second of nanoseconds always fits.
        let nanos = i32::try_from(time.nanos()).map_err(|_| ScalarError::ForeignRange)?;
        Self::new(time.seconds(), nanos).map_err(|_| ScalarError::ForeignRange)
    }
}

impl TryFrom<jiff::Timestamp> for Timestamp {
    type Error = ScalarError;

    fn try_from(time: jiff::Timestamp) -> Result<Self, ScalarError> {
        // Before the epoch, jiff counts nanoseconds backward and protobuf forward.
        let nanos = time.subsec_nanosecond();
        let (seconds, nanos) = match nanos < 0 {
            true => (time.as_second() - 1, nanos + 1_000_000_000),
            false => (time.as_second(), nanos),
        };
        Self::new(seconds, u32::try_from(nanos).map_err(|_| ScalarError::TimestampRange)?)
    }
}

impl From<Duration> for jiff::SignedDuration {
    fn from(span: Duration) -> Self {
        Self::new(span.seconds(), span.nanos())
    }
}

impl TryFrom<jiff::SignedDuration> for Duration {
    type Error = ScalarError;

    fn try_from(span: jiff::SignedDuration) -> Result<Self, ScalarError> {
        Self::new(span.as_secs(), span.subsec_nanos())
    }
}
