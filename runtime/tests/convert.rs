//! Conversions to and from the time types of chrono, jiff and time.
#![cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]

use gitpod_runtime::{Duration, Timestamp};

/// Timestamps around the epoch, and the first and last valid ones.
fn timestamps() -> Vec<Timestamp> {
    let inner = [(0, 0), (-1, 1), (-1, 999_999_999), (1, 500_000_000), (1_773_480_413, 7)];
    let inner = inner.map(|(seconds, nanos)| Timestamp::new(seconds, nanos).expect("in range"));
    [Timestamp::MIN, Timestamp::MAX].into_iter().chain(inner).collect()
}

fn durations() -> Vec<Duration> {
    let inner = [(0, 0), (0, -1), (-1, -999_999_999), (1, 500_000_000)];
    let inner = inner.map(|(seconds, nanos)| Duration::new(seconds, nanos).expect("in range"));
    [Duration::MIN, Duration::MAX].into_iter().chain(inner).collect()
}

#[test]
fn chrono_represents_all_values() {
    for time in timestamps() {
        let converted =
            chrono::DateTime::<chrono::Utc>::try_from(time).expect("in range of chrono");
        assert_eq!(Timestamp::try_from(converted), Ok(time));
    }
    for span in durations() {
        let converted = chrono::TimeDelta::try_from(span).expect("in range of chrono");
        assert_eq!(Duration::try_from(converted), Ok(span));
    }
    assert!(Timestamp::try_from(chrono::DateTime::<chrono::Utc>::MAX_UTC).is_err());
}

#[test]
fn jiff_represents_all_but_the_last_timestamp() {
    for time in timestamps() {
        match jiff::Timestamp::try_from(time) {
            Ok(converted) => assert_eq!(Timestamp::try_from(converted), Ok(time)),
            Err(_) => assert_eq!(time, Timestamp::MAX),
        }
    }
    for span in durations() {
        assert_eq!(Duration::try_from(jiff::SignedDuration::from(span)), Ok(span));
    }
    assert!(Timestamp::try_from(jiff::Timestamp::MIN).is_err());
    assert!(Duration::try_from(jiff::SignedDuration::MAX).is_err());
}

#[test]
fn time_represents_all_values() {
    for time in timestamps() {
        let converted = time::OffsetDateTime::try_from(time).expect("in range of time");
        assert_eq!(Timestamp::try_from(converted), Ok(time));
    }
    for span in durations() {
        assert_eq!(Duration::try_from(time::Duration::from(span)), Ok(span));
    }
    assert!(Duration::try_from(time::Duration::MAX).is_err());
}
