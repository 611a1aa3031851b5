//! Integers, durations and timestamps, all as integers in a range.

use super::hints::{Hints, nanoseconds};
use super::propose::{NAME_ATTEMPTS, NEAR_RULES};
use super::rng::Rng;
use super::scalar::Scalar;
use crate::message::rules::Kind;
use crate::scalar::{Duration, Timestamp};

const MILLISECOND: i128 = 1_000_000;
const SECOND: i128 = 1000 * MILLISECOND;
const MINUTE: i128 = 60 * SECOND;
const HOUR: i128 = 60 * MINUTE;
const DAY: i128 = 24 * HOUR;
/// 2026-01-01T00:00:00Z. Fixed, so that samples do not depend on the clock.
const NEW_YEAR: i128 = 1_767_225_600 * SECOND;

/// The values of a kind. Durations and timestamps are in nanoseconds.
struct Range {
    kind: Kind,
    min: i128,
    max: i128,
    /// The realistic values and the distance between them.
    typical: (i128, i128),
    step: i128,
}

/// A realistic value; later attempts use values near those in the rules.
pub(super) fn realistic(
    rng: &mut Rng,
    kind: Kind,
    name: &str,
    hints: &Hints,
    attempt: u32,
) -> Option<Scalar> {
    let range = Range::new(kind, name)?;
    let (low, high) = range.typical;
    let value = match attempt {
        0..NAME_ATTEMPTS => range.rounded(rng.between(low, high)),
        NAME_ATTEMPTS..NEAR_RULES => range.between_boundaries(rng, hints),
        _ => range.near_boundary(rng, hints),
    };
    range.scalar(value)
}

/// An edge case.
pub(super) fn edge_case(rng: &mut Rng, kind: Kind, hints: &Hints) -> Option<Scalar> {
    let range = Range::new(kind, "")?;
    let value = match rng.below(6) {
        0 => rng.pick(&[range.min, range.max, 0]),
        1 => range.near_boundary(rng, hints),
        2 => range.between_boundaries(rng, hints),
        3 => rng.between(range.min, range.max),
        // Numbers of any length; below, times with 0, 3, 6 or 9 fractional digits.
        4 => rng.between(range.min, range.max) >> rng.below(64),
        _ => {
            let step = rng.pick(&[1, 1000, 1_000_000, SECOND]);
            let value = rng.between(range.min, range.max);
            value - value % step
        }
    };
    range.scalar(value)
}

impl Range {
    fn new(kind: Kind, name: &str) -> Option<Self> {
        let of = |min: i128, max: i128| Self { kind, min, max, typical: (1, 20), step: 1 };
        Some(match kind {
            Kind::I32 => of(i32::MIN.into(), i32::MAX.into()),
            Kind::U32 => of(0, u32::MAX.into()),
            Kind::I64 => of(i64::MIN.into(), i64::MAX.into()),
            Kind::U64 => of(0, u64::MAX.into()),
            Kind::Duration => {
                let is_short = name.contains("latency") || name.contains("delay");
                let step = if is_short { MILLISECOND } else { 15 * MINUTE };
                let typical = (step, 192 * step);
                Self { typical, step, ..of(span(Duration::MIN), span(Duration::MAX)) }
            }
            Kind::Timestamp => Self {
                typical: typical_period(name),
                step: SECOND,
                ..of(point(Timestamp::MIN), point(Timestamp::MAX))
            },
            _ => return None,
        })
    }

    /// Zero, the limits of the range and the numbers in the rules.
    fn boundaries(&self, hints: &Hints) -> Vec<i128> {
        let mut boundaries = vec![self.min, 0, self.max];
        let within = |value: &&i128| (self.min..=self.max).contains(*value);
        boundaries.extend(hints.numbers.iter().filter(within));
        boundaries.sort_unstable();
        boundaries.dedup();
        boundaries
    }

    /// A value between two boundaries, often near one of them.
    fn between_boundaries(&self, rng: &mut Rng, hints: &Hints) -> i128 {
        let boundaries = self.boundaries(hints);
        let at = rng.index(boundaries.len().saturating_sub(1));
        let Some([low, high, ..]) = boundaries.get(at..) else { return 0 };
        let width = self.typical.1 - self.typical.0;
        let value = match rng.below(3) {
            0 => rng.between(*low, low.saturating_add(width).min(*high)),
            1 => rng.between(high.saturating_sub(width).max(*low), *high),
            _ => rng.between(*low, *high),
        };
        // Prefer a rounded value.
        let rounded = self.rounded(value);
        if rounded > *low { rounded } else { value }
    }

    /// A boundary or one step beside it.
    fn near_boundary(&self, rng: &mut Rng, hints: &Hints) -> i128 {
        let boundary = rng.pick(&self.boundaries(hints));
        boundary + rng.pick(&[0, 1, -1, self.step, -self.step])
    }

    fn rounded(&self, value: i128) -> i128 {
        value - value.rem_euclid(self.step)
    }

    /// Converts a value to its kind, clamped to the range.
    fn scalar(&self, value: i128) -> Option<Scalar> {
        let value = value.clamp(self.min, self.max);
        match self.kind {
            Kind::I32 => i32::try_from(value).ok().map(Scalar::I32),
            Kind::U32 => u32::try_from(value).ok().map(Scalar::U32),
            Kind::I64 => i64::try_from(value).ok().map(Scalar::I64),
            Kind::U64 => u64::try_from(value).ok().map(Scalar::U64),
            Kind::Duration => {
                let seconds = i64::try_from(value / SECOND).ok()?;
                let nanos = i32::try_from(value % SECOND).ok()?;
                Duration::new(seconds, nanos).ok().map(Scalar::Duration)
            }
            Kind::Timestamp => {
                let seconds = i64::try_from(value.div_euclid(SECOND)).ok()?;
                let nanos = u32::try_from(value.rem_euclid(SECOND)).ok()?;
                Timestamp::new(seconds, nanos).ok().map(Scalar::Timestamp)
            }
            _ => None,
        }
    }
}

fn span(duration: Duration) -> i128 {
    nanoseconds(duration.seconds(), duration.nanos().into())
}

fn point(timestamp: Timestamp) -> i128 {
    nanoseconds(timestamp.seconds(), timestamp.nanos().into())
}

/// The period for a field name: things are created, then changed, and expire last.
fn typical_period(name: &str) -> (i128, i128) {
    let days = if name.contains("expire") || name.contains("until") || name.contains("end") {
        (365, 730)
    } else if name.contains("create") || name.contains("since") || name.contains("start") {
        (0, 60)
    } else {
        (60, 120)
    };
    (NEW_YEAR + days.0 * DAY, NEW_YEAR + days.1 * DAY)
}
