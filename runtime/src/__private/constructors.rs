//! Constructors that keep generated code short: table entries and literals of rules.

use std::fmt;

use crate::message::{FieldDescriptor, Presence};
use crate::scalar::{Duration, Timestamp};

/// Describes a field without presence.
#[must_use]
pub const fn implicit(number: u32, name: &'static str, json: &'static str) -> FieldDescriptor {
    FieldDescriptor::new(number, name, json, Presence::Implicit)
}

/// Describes a message or `optional` field.
#[must_use]
pub const fn explicit(number: u32, name: &'static str, json: &'static str) -> FieldDescriptor {
    FieldDescriptor::new(number, name, json, Presence::Explicit)
}

/// Describes a field of the oneof at an index.
#[must_use]
pub const fn arm(
    number: u32,
    name: &'static str,
    json: &'static str,
    oneof: usize,
) -> FieldDescriptor {
    FieldDescriptor::new(number, name, json, Presence::Oneof(oneof))
}

/// A duration in a rule. The generator has checked its range; zero if it is out of range.
#[must_use]
pub const fn duration(seconds: i64, nanos: i32) -> Duration {
    match Duration::new(seconds, nanos) {
        Ok(duration) => duration,
        Err(_) => Duration::ZERO,
    }
}

/// A timestamp in a rule. The generator has checked its range; the epoch if it is out of range.
#[must_use]
pub const fn timestamp(seconds: i64, nanos: u32) -> Timestamp {
    match Timestamp::new(seconds, nanos) {
        Ok(timestamp) => timestamp,
        Err(_) => Timestamp::EPOCH,
    }
}

/// A length as returned by CEL's `size`.
#[must_use]
pub fn size(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// Replaces a secret in `Debug` output.
#[derive(Clone, Copy)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
