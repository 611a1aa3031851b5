//! A pseudo-random number generator: SplitMix64, which is short and portable.

/// A pseudo-random number generator. Not cryptographically secure.
#[derive(Debug, Clone)]
pub(super) struct Rng {
    state: u64,
}

impl Rng {
    pub(super) const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A random number.
    pub(super) const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `limit`; 0 if `limit` is 0. The modulo bias is negligible for samples.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or(0)
    }

    /// An index into a list of this length; 0 if it is empty.
    pub(super) fn index(&mut self, length: usize) -> usize {
        let index = self.below(u64::try_from(length).unwrap_or(u64::MAX));
        usize::try_from(index).unwrap_or(0)
    }

    /// A number from `low` to `high`, inclusive; `low` if `high` is smaller.
    pub(super) fn between(&mut self, low: i128, high: i128) -> i128 {
        let Ok(span) = u128::try_from(high.saturating_sub(low)) else { return low };
        let bits = u128::from(self.next()) << 64 | u128::from(self.next());
        let offset = span.checked_add(1).map_or(bits, |count| bits % count);
        i128::try_from(offset).map_or(high, |offset| low.saturating_add(offset))
    }

    /// Returns `true` with a probability of 1 in `times`.
    pub(super) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// A random element of a list; the default if it is empty.
    pub(super) fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let index = self.index(list.len());
        list.get(index).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        let mut rng = Rng::new(1_234_567);
        let expected =
            [6_457_827_717_110_365_317_u64, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(expected.map(|_| rng.next()), expected);
    }

    #[test]
    fn numbers_stay_in_range_even_if_it_is_huge_or_empty() {
        let mut rng = Rng::new(1);
        for _ in 0..1000 {
            assert!((-3..=3).contains(&rng.between(-3, 3)));
            assert!(rng.below(5) < 5);
        }
        assert_eq!((rng.below(0), rng.between(5, 5), rng.between(5, 1)), (0, 5, 5));
        let widest: Vec<_> = (0..9).map(|_| rng.between(i128::MIN, i128::MAX)).collect();
        assert!(widest.windows(2).any(|two| two.first() != two.last()));
        assert_eq!(rng.pick::<u8>(&[]), 0);
    }
}
