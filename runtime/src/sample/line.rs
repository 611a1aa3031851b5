//! Whole numbers, spans of time and points in time: points of a line that has a few landmarks.

use super::hints::{Hints, nanoseconds};
use super::propose::{CLOSE, GUIDED};
use super::rng::Rng;
use super::scalar::Scalar;
use crate::message::rules::Kind;
use crate::scalar::{Duration, Timestamp};

const MILLISECOND: i128 = 1_000_000;
const SECOND: i128 = 1000 * MILLISECOND;
const MINUTE: i128 = 60 * SECOND;
const HOUR: i128 = 60 * MINUTE;
const DAY: i128 = 24 * HOUR;
/// 2026-01-01T00:00:00Z: samples do not depend on when they are made.
const NEW_YEAR: i128 = 1_767_225_600 * SECOND;

/// The values of a kind. Times are in nanoseconds.
struct Line {
    kind: Kind,
    min: i128,
    max: i128,
    /// What looks real, and in which steps.
    natural: (i128, i128),
    grain: i128,
}

/// A value that looks real; later attempts look around the landmarks.
pub(super) fn plain(
    rng: &mut Rng,
    kind: Kind,
    name: &str,
    hints: &Hints,
    attempt: u32,
) -> Option<Scalar> {
    let line = Line::new(kind, name)?;
    let (low, high) = line.natural;
    let value = match attempt {
        0..GUIDED => line.coarse(rng.between(low, high)),
        GUIDED..CLOSE => line.between_landmarks(rng, hints),
        _ => line.near_landmark(rng, hints),
    };
    line.scalar(value)
}

/// A value at an edge.
pub(super) fn odd(rng: &mut Rng, kind: Kind, hints: &Hints) -> Option<Scalar> {
    let line = Line::new(kind, "")?;
    let value = match rng.below(6) {
        0 => rng.pick(&[line.min, line.max, 0]),
        1 => line.near_landmark(rng, hints),
        2 => line.between_landmarks(rng, hints),
        3 => rng.between(line.min, line.max),
        // As many numbers of few digits as of many; times with 0, 3, 6 or 9 digits of a second.
        4 => rng.between(line.min, line.max) >> rng.below(64),
        _ => {
            let grain = rng.pick(&[1, 1000, 1_000_000, SECOND]);
            let value = rng.between(line.min, line.max);
            value - value % grain
        }
    };
    line.scalar(value)
}

impl Line {
    fn new(kind: Kind, name: &str) -> Option<Self> {
        let of = |min: i128, max: i128| Self { kind, min, max, natural: (1, 20), grain: 1 };
        Some(match kind {
            Kind::I32 => of(i32::MIN.into(), i32::MAX.into()),
            Kind::U32 => of(0, u32::MAX.into()),
            Kind::I64 => of(i64::MIN.into(), i64::MAX.into()),
            Kind::U64 => of(0, u64::MAX.into()),
            Kind::Duration => {
                let is_short = name.contains("latency") || name.contains("delay");
                let grain = if is_short { MILLISECOND } else { 15 * MINUTE };
                let natural = (grain, 192 * grain);
                Self { natural, grain, ..of(span(Duration::MIN), span(Duration::MAX)) }
            }
            Kind::Timestamp => Self {
                natural: season(name),
                grain: SECOND,
                ..of(point(Timestamp::MIN), point(Timestamp::MAX))
            },
            _ => return None,
        })
    }

    /// Zero, the ends and what the rules mention.
    fn landmarks(&self, hints: &Hints) -> Vec<i128> {
        let mut landmarks = vec![self.min, 0, self.max];
        let within = |value: &&i128| (self.min..=self.max).contains(*value);
        landmarks.extend(hints.numbers.iter().filter(within));
        landmarks.sort_unstable();
        landmarks.dedup();
        landmarks
    }

    /// A value between two landmarks, often not far from one of them.
    fn between_landmarks(&self, rng: &mut Rng, hints: &Hints) -> i128 {
        let landmarks = self.landmarks(hints);
        let at = rng.index(landmarks.len().saturating_sub(1));
        let Some([low, high, ..]) = landmarks.get(at..) else { return 0 };
        let width = self.natural.1 - self.natural.0;
        let value = match rng.below(3) {
            0 => rng.between(*low, low.saturating_add(width).min(*high)),
            1 => rng.between(high.saturating_sub(width).max(*low), *high),
            _ => rng.between(*low, *high),
        };
        // A round value, if there is one.
        let coarse = self.coarse(value);
        if coarse > *low { coarse } else { value }
    }

    /// A landmark or one step beside it.
    fn near_landmark(&self, rng: &mut Rng, hints: &Hints) -> i128 {
        let landmark = rng.pick(&self.landmarks(hints));
        landmark + rng.pick(&[0, 1, -1, self.grain, -self.grain])
    }

    fn coarse(&self, value: i128) -> i128 {
        value - value.rem_euclid(self.grain)
    }

    /// The value as its kind, or the end of the range that it lies beyond.
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

/// When things of a name happen: what was created was changed later and expires later still.
fn season(name: &str) -> (i128, i128) {
    let days = if name.contains("expire") || name.contains("until") || name.contains("end") {
        (365, 730)
    } else if name.contains("create") || name.contains("since") || name.contains("start") {
        (0, 60)
    } else {
        (60, 120)
    };
    (NEW_YEAR + days.0 * DAY, NEW_YEAR + days.1 * DAY)
}
