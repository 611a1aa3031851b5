//! Arithmetic and comparisons of [`Timestamp`] and [`Duration`] with each other and with the types of
//! the standard library.
//!
//! Everything is computed in nanoseconds as `i128`, which cannot overflow. Results out of range
//! saturate; `checked_add` and `checked_sub` return `None` instead.

use std::cmp::Ordering;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::time::{SystemTime, UNIX_EPOCH};

use super::{Duration, Timestamp};

const NANOS_PER_SECOND: i128 = 1_000_000_000;

/// A point in time or a span, in nanoseconds.
trait Nanos {
    fn nanos(&self) -> i128;
}

impl Nanos for Timestamp {
    fn nanos(&self) -> i128 {
        i128::from(self.seconds()) * NANOS_PER_SECOND + i128::from(Self::nanos(*self))
    }
}

impl Nanos for Duration {
    fn nanos(&self) -> i128 {
        i128::from(self.seconds()) * NANOS_PER_SECOND + i128::from(Self::nanos(*self))
    }
}

impl Nanos for SystemTime {
    fn nanos(&self) -> i128 {
        match self.duration_since(UNIX_EPOCH) {
            Ok(after) => Nanos::nanos(&after),
            Err(error) => -Nanos::nanos(&error.duration()),
        }
    }
}

impl Nanos for std::time::Duration {
    fn nanos(&self) -> i128 {
        i128::from(self.as_secs()) * NANOS_PER_SECOND + i128::from(self.subsec_nanos())
    }
}

fn timestamp(nanos: i128) -> Option<Timestamp> {
    let seconds = i64::try_from(nanos.div_euclid(NANOS_PER_SECOND)).ok()?;
    let nanos = u32::try_from(nanos.rem_euclid(NANOS_PER_SECOND)).ok()?;
    Timestamp::new(seconds, nanos).ok()
}

fn duration(nanos: i128) -> Option<Duration> {
    let seconds = i64::try_from(nanos / NANOS_PER_SECOND).ok()?;
    let nanos = i32::try_from(nanos % NANOS_PER_SECOND).ok()?;
    Duration::new(seconds, nanos).ok()
}

fn saturating_timestamp(nanos: i128) -> Timestamp {
    timestamp(nanos).unwrap_or(if nanos < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

fn saturating_duration(nanos: i128) -> Duration {
    duration(nanos).unwrap_or(if nanos < 0 { Duration::MIN } else { Duration::MAX })
}

impl Timestamp {
    /// The current time of the system's clock. A clock outside of [`MIN`](Self::MIN) to
    /// [`MAX`](Self::MAX) saturates.
    ///
    /// # Panics
    ///
    /// On `wasm32-unknown-unknown`, which has no clock, like [`SystemTime::now`].
    #[must_use]
    pub fn now() -> Self {
        saturating_timestamp(SystemTime::now().nanos())
    }

    /// The time since this timestamp, by the system's clock. Negative for a time in the future.
    ///
    /// # Panics
    ///
    /// As [`now`](Self::now).
    #[must_use]
    pub fn elapsed(self) -> Duration {
        Self::now() - self
    }

    /// Adds a duration. Returns `None` if the result is outside of [`MIN`](Self::MIN) to
    /// [`MAX`](Self::MAX).
    #[must_use]
    pub fn checked_add(self, span: Duration) -> Option<Self> {
        timestamp(Nanos::nanos(&self) + Nanos::nanos(&span))
    }

    /// Subtracts a duration. Returns `None` if the result is outside of [`MIN`](Self::MIN) to
    /// [`MAX`](Self::MAX).
    #[must_use]
    pub fn checked_sub(self, span: Duration) -> Option<Self> {
        timestamp(Nanos::nanos(&self) - Nanos::nanos(&span))
    }
}

impl Duration {
    /// Adds a duration. Returns `None` if the result is outside of [`MIN`](Self::MIN) to
    /// [`MAX`](Self::MAX).
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        duration(Nanos::nanos(&self) + Nanos::nanos(&other))
    }

    /// Subtracts a duration. Returns `None` if the result is outside of [`MIN`](Self::MIN) to
    /// [`MAX`](Self::MAX).
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        duration(Nanos::nanos(&self) - Nanos::nanos(&other))
    }
}

/// Implements `+` and `-` of a span, and their assigning forms.
macro_rules! add_and_sub {
    ($($type:ty, $span:ty => $saturating:ident;)*) => {$(
        /// Saturates at `MIN` and `MAX`.
        impl Add<$span> for $type {
            type Output = Self;

            fn add(self, span: $span) -> Self {
                $saturating(Nanos::nanos(&self) + Nanos::nanos(&span))
            }
        }

        /// Saturates at `MIN` and `MAX`.
        impl Sub<$span> for $type {
            type Output = Self;

            fn sub(self, span: $span) -> Self {
                $saturating(Nanos::nanos(&self) - Nanos::nanos(&span))
            }
        }

        /// Saturates at `MIN` and `MAX`.
        impl AddAssign<$span> for $type {
            fn add_assign(&mut self, span: $span) {
                *self = *self + span;
            }
        }

        /// Saturates at `MIN` and `MAX`.
        impl SubAssign<$span> for $type {
            fn sub_assign(&mut self, span: $span) {
                *self = *self - span;
            }
        }
    )*};
}

add_and_sub! {
    Timestamp, Duration => saturating_timestamp;
    Timestamp, std::time::Duration => saturating_timestamp;
    Duration, Duration => saturating_duration;
    Duration, std::time::Duration => saturating_duration;
}

/// Implements `-` of two points in time.
macro_rules! difference {
    ($($(#[$doc:meta])* $left:ty, $right:ty;)*) => {$(
        $(#[$doc])*
        impl Sub<$right> for $left {
            type Output = Duration;

            fn sub(self, earlier: $right) -> Duration {
                saturating_duration(Nanos::nanos(&self) - Nanos::nanos(&earlier))
            }
        }
    )*};
}

difference! {
    /// The time from the other timestamp to this one. Always in range. Negative if this one is
    /// earlier.
    Timestamp, Timestamp;
    /// The time from the other point to this one. Saturates at [`Duration::MIN`] and
    /// [`Duration::MAX`].
    Timestamp, SystemTime;
    /// The time from the other point to this one. Saturates at [`Duration::MIN`] and
    /// [`Duration::MAX`].
    SystemTime, Timestamp;
}

impl Neg for Duration {
    type Output = Self;

    fn neg(self) -> Self {
        saturating_duration(-Nanos::nanos(&self))
    }
}

/// Implements exact comparisons with a type of the standard library, in both directions.
macro_rules! compare {
    ($($ours:ty, $theirs:ty;)*) => {$(
        impl PartialEq<$theirs> for $ours {
            fn eq(&self, other: &$theirs) -> bool {
                Nanos::nanos(self) == Nanos::nanos(other)
            }
        }

        impl PartialEq<$ours> for $theirs {
            fn eq(&self, other: &$ours) -> bool {
                other == self
            }
        }

        impl PartialOrd<$theirs> for $ours {
            fn partial_cmp(&self, other: &$theirs) -> Option<Ordering> {
                Some(Nanos::nanos(self).cmp(&Nanos::nanos(other)))
            }
        }

        impl PartialOrd<$ours> for $theirs {
            fn partial_cmp(&self, other: &$ours) -> Option<Ordering> {
                other.partial_cmp(self).map(Ordering::reverse)
            }
        }
    )*};
}

compare! {
    Timestamp, SystemTime;
    Duration, std::time::Duration;
}
