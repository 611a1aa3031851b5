//! Numbers, indices, durations and timestamps as Rust expressions.

use crate::ir::Id;
use crate::tokens::{Decimal, Tokens, quote};

const NANOS: i128 = 1_000_000_000;

/// An integer literal without a suffix: its type is inferred.
pub(super) fn integer(value: i128) -> Tokens {
    let digits = value.unsigned_abs();
    if value < 0 { quote!(-#digits) } else { quote!(#digits) }
}

/// The index that the runtime uses for an entry of a table.
pub(super) fn index(id: impl Id) -> usize {
    id.position()
}

/// A finite floating-point literal without a suffix.
pub(super) fn float(value: f64) -> Tokens {
    let digits = Decimal(if value.is_finite() { value.abs() } else { f64::MAX });
    if value.is_sign_negative() { quote!(-#digits) } else { quote!(#digits) }
}

/// A duration in nanoseconds, within the range of protobuf.
pub(super) fn duration(nanos: i128) -> Tokens {
    let (seconds, nanos) = (integer(nanos / NANOS), integer(nanos % NANOS));
    quote!(rt::duration(#seconds, #nanos))
}

/// A timestamp in nanoseconds since the epoch, within the range of protobuf.
pub(super) fn timestamp(nanos: i128) -> Tokens {
    let (seconds, nanos) = (integer(nanos.div_euclid(NANOS)), integer(nanos.rem_euclid(NANOS)));
    quote!(rt::timestamp(#seconds, #nanos))
}
