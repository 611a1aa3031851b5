//! Floats.

use super::hints::Hints;
use super::propose::{NAME_ATTEMPTS, NEAR_RULES};
use super::rng::Rng;
use super::scalar::Scalar;
use crate::message::rules::Kind;

/// A realistic number; later attempts use numbers near those in the rules.
pub(super) fn realistic(rng: &mut Rng, kind: Kind, hints: &Hints, attempt: u32) -> Scalar {
    let value = match attempt {
        0..NAME_ATTEMPTS => quarters(rng, 1, 40),
        NAME_ATTEMPTS..NEAR_RULES => between_boundaries(rng, hints),
        _ => return near_boundary(rng, kind, hints),
    };
    of(kind, value)
}

/// An edge case: a limit, a special value or any bit pattern.
pub(super) fn edge_case(rng: &mut Rng, kind: Kind, hints: &Hints) -> Scalar {
    const EDGES: &[f64] = &[
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        0.0,
        -0.0,
        f64::MAX,
        f64::MIN,
        f64::MIN_POSITIVE,
        5e-324,
        1e-45,
        f64::EPSILON,
        0.1,
        1e21,
        -1e-7,
        16_777_217.0,
        9_007_199_254_740_993.0,
    ];
    match rng.below(4) {
        0 => of(kind, rng.pick(EDGES)),
        1 => near_boundary(rng, kind, hints),
        2 => of(kind, quarters(rng, -4000, 4000)),
        _ => match kind {
            Kind::F32 => Scalar::F32(f32::from_bits(low_half(rng.next()))),
            _ => Scalar::F64(f64::from_bits(rng.next())),
        },
    }
}

/// Zero, a common range, and the numbers in the rules.
fn boundaries(hints: &Hints) -> Vec<f64> {
    let mut boundaries = vec![-100.0, 0.0, 100.0];
    boundaries.extend(&hints.floats);
    boundaries.sort_by(f64::total_cmp);
    boundaries
}

/// A number between two boundaries, in steps of a thousandth of their distance.
fn between_boundaries(rng: &mut Rng, hints: &Hints) -> f64 {
    let boundaries = boundaries(hints);
    let at = rng.index(boundaries.len().saturating_sub(1));
    let Some([low, high, ..]) = boundaries.get(at..) else { return 0.0 };
    let share = f64::from(u16::try_from(1 + rng.below(999)).unwrap_or(1)) / 1000.0;
    low * (1.0 - share) + high * share
}

/// A boundary, an adjacent float, or one more or less.
fn near_boundary(rng: &mut Rng, kind: Kind, hints: &Hints) -> Scalar {
    let boundary = rng.pick(&boundaries(hints));
    match rng.below(5) {
        0 => of(kind, boundary),
        1 => of(kind, boundary + 1.0),
        2 => of(kind, boundary - 1.0),
        step => match kind {
            Kind::F32 if step == 3 => Scalar::F32(single(boundary).next_up()),
            Kind::F32 => Scalar::F32(single(boundary).next_down()),
            _ if step == 3 => Scalar::F64(boundary.next_up()),
            _ => Scalar::F64(boundary.next_down()),
        },
    }
}

fn quarters(rng: &mut Rng, low: i128, high: i128) -> f64 {
    f64::from(i32::try_from(rng.between(low, high)).unwrap_or(1)) / 4.0
}

fn of(kind: Kind, value: f64) -> Scalar {
    if kind == Kind::F32 { Scalar::F32(single(value)) } else { Scalar::F64(value) }
}

#[allow(clippy::cast_possible_truncation, reason = "the nearest f32 is meant")]
const fn single(value: f64) -> f32 {
    value as f32
}

const fn low_half(bits: u64) -> u32 {
    let [a, b, c, d, ..] = bits.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}
