//! [`Nanos`]: the nanoseconds of a [`Timestamp`](super::Timestamp) or [`Duration`](super::Duration).

use std::fmt;
use std::num::NonZeroU32;

/// Nanoseconds of less than a second, positive or negative.
///
/// Not all bits are zero, so an `Option` of a timestamp or duration is not larger than the value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Nanos(NonZeroU32);

/// Flipping the sign orders the bits like the numbers.
const SIGN: u32 = 1 << 31;

impl Nanos {
    /// The lowest number is that of `i32::MIN + 1`; no timestamp or duration is near it.
    pub(super) const fn new(nanos: i32) -> Self {
        match NonZeroU32::new(nanos.cast_unsigned() ^ SIGN) {
            Some(bits) => Self(bits),
            None => Self(NonZeroU32::MIN),
        }
    }

    pub(super) const fn get(self) -> i32 {
        (self.0.get() ^ SIGN).cast_signed()
    }
}

impl Default for Nanos {
    fn default() -> Self {
        Self::new(0)
    }
}

impl fmt::Debug for Nanos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Duration, Timestamp};
    use super::Nanos;

    #[test]
    fn nanoseconds_are_ordered_and_shown_as_numbers() {
        let numbers = [-999_999_999, -1, 0, 1, 999_999_999];
        for pair in numbers.windows(2) {
            assert!(Nanos::new(pair[0]) < Nanos::new(pair[1]), "{pair:?}");
        }
        for number in numbers {
            assert_eq!(Nanos::new(number).get(), number);
            assert_eq!(format!("{:?}", Nanos::new(number)), number.to_string());
        }
        assert_eq!(Nanos::default().get(), 0);
    }

    #[test]
    fn optional_times_are_small() {
        assert_eq!(size_of::<Option<Timestamp>>(), 12);
        assert_eq!(size_of::<Option<Duration>>(), 12);
    }
}
