//! Conversions to and from the time types of other crates.
#![cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]

use gitpod_runtime::{Duration, Timestamp};

/// Times around the epoch, with nanoseconds, and the first and last legal ones.
fn times() -> Vec<Timestamp> {
    let inner = [(0, 0), (-1, 1), (-1, 999_999_999), (1, 500_000_000), (1_773_480_413, 7)];
    let inner = inner.map(|(seconds, nanos)| Timestamp::new(seconds, nanos).expect("legal"));
    [Timestamp::MIN, Timestamp::MAX].into_iter().chain(inner).collect()
}

fn spans() -> Vec<Duration> {
    let inner = [(0, 0), (0, -1), (-1, -999_999_999), (1, 500_000_000)];
    let inner = inner.map(|(seconds, nanos)| Duration::new(seconds, nanos).expect("legal"));
    [Duration::MIN, Duration::MAX].into_iter().chain(inner).collect()
}

#[test]
fn chrono_holds_everything() {
    for time in times() {
        let there = chrono::DateTime::<chrono::Utc>::try_from(time).expect("chrono holds it");
        assert_eq!(Timestamp::try_from(there), Ok(time));
    }
    for span in spans() {
        let there = chrono::TimeDelta::try_from(span).expect("chrono holds it");
        assert_eq!(Duration::try_from(there), Ok(span));
    }
    assert!(Timestamp::try_from(chrono::DateTime::<chrono::Utc>::MAX_UTC).is_err());
}

#[test]
fn jiff_holds_all_but_the_last_day() {
    for time in times() {
        match jiff::Timestamp::try_from(time) {
            Ok(there) => assert_eq!(Timestamp::try_from(there), Ok(time)),
            Err(_) => assert_eq!(time, Timestamp::MAX),
        }
    }
    for span in spans() {
        assert_eq!(Duration::try_from(jiff::SignedDuration::from(span)), Ok(span));
    }
    assert!(Timestamp::try_from(jiff::Timestamp::MIN).is_err());
    assert!(Duration::try_from(jiff::SignedDuration::MAX).is_err());
}

#[test]
fn time_holds_everything() {
    for time in times() {
        let there = time::OffsetDateTime::try_from(time).expect("time holds it");
        assert_eq!(Timestamp::try_from(there), Ok(time));
    }
    for span in spans() {
        assert_eq!(Duration::try_from(time::Duration::from(span)), Ok(span));
    }
    assert!(Duration::try_from(time::Duration::MAX).is_err());
}
