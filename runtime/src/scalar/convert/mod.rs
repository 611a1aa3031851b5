//! Conversions to and from the time types of other crates, with one feature for each crate.
//!
//! A conversion is `From` if the target covers the whole range, and `TryFrom` otherwise. Values are
//! never rounded.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "time")]
mod time;
