//! Numbers and times as Rust writes them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

const NANOS: i128 = 1_000_000_000;

/// A whole number whose type follows from where it stands.
pub(super) fn integer(value: i128) -> TokenStream {
    let digits = Literal::u128_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { quote!(#digits) }
}

/// A finite floating point number.
pub(super) fn float(value: f64) -> TokenStream {
    let digits = Literal::f64_unsuffixed(if value.is_finite() { value.abs() } else { f64::MAX });
    if value.is_sign_negative() { quote!(-#digits) } else { quote!(#digits) }
}

/// A duration of nanoseconds, within protobuf's range.
pub(super) fn duration(nanos: i128) -> TokenStream {
    let (seconds, nanos) = (integer(nanos / NANOS), integer(nanos % NANOS));
    quote!(rt::duration(#seconds, #nanos))
}

/// A timestamp of nanoseconds since the epoch, within protobuf's range.
pub(super) fn timestamp(nanos: i128) -> TokenStream {
    let (seconds, nanos) = (integer(nanos.div_euclid(NANOS)), integer(nanos.rem_euclid(NANOS)));
    quote!(rt::timestamp(#seconds, #nanos))
}
