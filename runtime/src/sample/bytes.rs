//! Byte strings.

use super::hints::Hints;
use super::propose::NAME_ATTEMPTS;
use super::rng::Rng;
use super::text::length;

/// Bytes of a realistic length; later attempts use the lengths in the rules.
pub(super) fn realistic(rng: &mut Rng, hints: &Hints, attempt: u32) -> Vec<u8> {
    let wanted = if attempt < NAME_ATTEMPTS { 16 } else { length(rng, hints) };
    of_length(rng, wanted.max(hints.min_len).min(hints.max_len.unwrap_or(u64::MAX)))
}

/// Bytes of any length, mostly short ones with every kind of base64 padding.
pub(super) fn edge_case(rng: &mut Rng, hints: &Hints) -> Vec<u8> {
    let wanted = if rng.once_in(4) { length(rng, hints) } else { rng.below(10) };
    of_length(rng, wanted.max(hints.min_len))
}

fn of_length(rng: &mut Rng, length: u64) -> Vec<u8> {
    let length = super::text::capped_len(length);
    (0..length).map(|_| u8::try_from(rng.below(256)).unwrap_or_default()).collect()
}
