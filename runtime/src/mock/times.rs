//! Times of resources: their order, and what a request says about them.
//!
//! The clock of a mock starts at a time that depends on the seed and moves by one second with every
//! call, so that the same calls give the same responses. It starts after all sampled times but those
//! at which something expires.
//!
//! Used by the handlers and by `response`. It must not depend on them.

use super::path::FieldPath;
use super::plan::FieldRef;
use super::seed;
use crate::json;
use crate::message::{Message, Slot, Value};
use crate::scalar::{Duration, Timestamp};

/// 2026-06-01T00:00:00Z, in seconds: clocks start in the month after it.
const START: u64 = 1_780_272_000;
const MONTH: u64 = 30 * 24 * 60 * 60;
const DAY: i64 = 24 * 60 * 60;
/// The maximum lifetime of what expires, in days, unless a request sets it.
const MAX_LIFETIME: i64 = 90;

/// The time of a call. Calls are counted from 0.
pub(super) fn of_call(seed: u64, call: u64) -> Timestamp {
    let start = seed::mix(seed, &["clock"]) % MONTH;
    let seconds = i64::try_from((START + start).saturating_add(call)).unwrap_or(i64::MAX);
    Timestamp::new(seconds, 0).unwrap_or(Timestamp::MAX)
}

/// Makes a message look as if it had just been created: it expires later, and all else happened
/// now.
pub(super) fn begin(message: &mut dyn Message, now: Timestamp) {
    for field in FieldRef::all(message.descriptor()) {
        match field.get(message) {
            Value::Timestamp(sampled) => {
                let time = if expires(field) { after(now, lifetime(sampled)) } else { now };
                set(message, field, time);
            }
            Value::Message(_) => {
                if let Slot::Message(nested) = field.slot(message) {
                    begin(nested, now);
                }
            }
            _ => {}
        }
    }
}

/// Makes a change. If it has an effect, `updated_at` moves.
pub(super) fn record(
    message: &mut dyn Message,
    now: Timestamp,
    change: impl FnOnce(&mut dyn Message),
) {
    let before = json::encode_to_vec(message);
    change(message);
    if json::encode_to_vec(message) != before {
        touch(message, now);
    }
}

fn touch(message: &mut dyn Message, now: Timestamp) {
    let Some(path) = FieldPath::find(message, "updated_at") else { return };
    if let Value::Timestamp(before) = path.get(message) {
        // A request or a test may have set a later time.
        let now = if before > now { after(before, Duration::from_secs(1)) } else { now };
        path.with_parent(message, |parent, field| set(parent, field, now));
    }
}

/// Sets the times for which the request has durations: `token_expires_at` is `token_expires_in`
/// from now.
pub(super) fn schedule(request: &dyn Message, message: &mut dyn Message, now: Timestamp) {
    for field in FieldRef::all(request.descriptor()) {
        if let Value::Duration(lifetime) = field.get(request)
            && let Some(stem) = field.name().strip_suffix("_in")
            && let Some(path) = FieldPath::find(message, &format!("{stem}_at"))
        {
            path.with_parent(message, |parent, field| set(parent, field, after(now, lifetime)));
        }
    }
}

/// Copies the times that a message has in common with another one.
pub(super) fn agree(from: &dyn Message, to: &mut dyn Message) {
    for field in FieldRef::all(to.descriptor()) {
        if let Some(same) = FieldRef::named(from.descriptor(), field.name())
            && let Value::Timestamp(time) = same.get(from)
        {
            set(to, field, time);
        }
    }
}

/// A lifetime of at least a day that depends on a sampled time.
fn lifetime(sampled: Timestamp) -> Duration {
    let days = sampled.seconds().div_euclid(DAY).rem_euclid(MAX_LIFETIME);
    Duration::from_days(1 + u32::try_from(days).unwrap_or_default())
}

fn expires(field: FieldRef) -> bool {
    field.name().contains("expire")
}

fn set(message: &mut dyn Message, field: FieldRef, time: Timestamp) {
    if let Slot::Timestamp(slot) = field.slot(message) {
        *slot = time;
    }
}

/// A time this long after another one, within the range of timestamps.
fn after(time: Timestamp, span: Duration) -> Timestamp {
    let limit = if span.is_negative() { Timestamp::MIN } else { Timestamp::MAX };
    time.checked_add(span).unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_stay_in_their_range() {
        let lifetime = |text: &str| text.parse::<Duration>().expect("a duration");
        let now: Timestamp = "2026-06-01T00:00:00Z".parse().expect("a time");
        assert_eq!(of_call(7, 61), after(of_call(7, 0), lifetime("61s")));
        assert!(of_call(7, 0) >= now && of_call(7, 0) < after(now, Duration::from_days(30)));
        assert_ne!(of_call(7, 0), of_call(8, 0));
        assert_eq!(after(now, lifetime("86400.5s")).to_string(), "2026-06-02T00:00:00.500Z");
        assert_eq!(after(now, lifetime("-0.5s")).to_string(), "2026-05-31T23:59:59.500Z");
        assert_eq!(after(now, lifetime("315576000000s")), Timestamp::MAX);
        assert_eq!(after(now, lifetime("-315576000000s")), Timestamp::MIN);
        assert_eq!(of_call(7, u64::MAX), Timestamp::MAX);
    }
}
