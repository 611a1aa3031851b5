//! Conversions to and from the time types of other crates, one feature each.
//!
//! What a type can hold in full converts with `From`; where one of the two ranges ends earlier, it
//! is `TryFrom`, and nothing is rounded.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "time")]
mod time;
