//! Strings of bytes.

use super::hints::Hints;
use super::propose::GUIDED;
use super::rng::Rng;
use super::text::length;

/// Bytes of a length that looks real; later attempts try the lengths that rules mention.
pub(super) fn plain(rng: &mut Rng, hints: &Hints, attempt: u32) -> Vec<u8> {
    let wanted = if attempt < GUIDED { 16 } else { length(rng, hints) };
    of_length(rng, wanted.max(hints.min_len).min(hints.max_len.unwrap_or(u64::MAX)))
}

/// Bytes of any length: around every remainder that base64 pads differently.
pub(super) fn odd(rng: &mut Rng, hints: &Hints) -> Vec<u8> {
    let wanted = if rng.once_in(4) { length(rng, hints) } else { rng.below(10) };
    of_length(rng, wanted.max(hints.min_len))
}

fn of_length(rng: &mut Rng, length: u64) -> Vec<u8> {
    let length = super::text::affordable(length);
    (0..length).map(|_| u8::try_from(rng.below(256)).unwrap_or_default()).collect()
}
