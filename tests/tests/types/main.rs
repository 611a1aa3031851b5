//! The generated types as Rust users see them: conversions, comparisons and collections.

mod enums;
mod messages;
mod oneofs;
