//! Seeds derived from the seed of the mock.

/// Derives a seed from another one and its purpose (FNV-1a).
pub(super) fn mix(seed: u64, parts: &[&str]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(PRIME);
    for part in parts {
        // 0xff separates the parts, because it does not occur in UTF-8.
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    hash
}

/// Decides whether an event with this probability, from 0 to 1, happens.
pub(super) fn happens(seed: u64, rate: f64) -> bool {
    // The upper bits of a product depend on all bits of the factor.
    let bits = mix(seed, &["rate"]).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    #[expect(clippy::cast_precision_loss, reason = "24 bits fit")]
    let draw = bits as f64 / f64::from(1_u32 << 24);
    draw < rate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_depend_on_every_part_and_on_where_parts_end() {
        let all = [
            mix(1, &["a", "b"]),
            mix(2, &["a", "b"]),
            mix(1, &["ab", ""]),
            mix(1, &["ab"]),
            mix(1, &["b", "a"]),
        ];
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
        assert_eq!(mix(1, &["a", "b"]), all[0]);
    }

    #[test]
    fn events_happen_at_their_rate() {
        let count = |rate| (0..10_000).filter(|seed| happens(*seed, rate)).count();
        assert_eq!((count(0.0), count(1.0)), (0, 10_000));
        assert!((2_700..3_300).contains(&count(0.3)), "{}", count(0.3));
    }
}
