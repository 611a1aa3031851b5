//! The client side of RPCs: channels, calls, pages and fakes.
//!
//! A call holds its request and options and is sent when it is awaited. Generated clients create
//! calls on a [`Channel`]. [`DynamicCall`], the walk in `pages` and the loop in `wait` work on any
//! message; [`Call`], [`Pages`] and `Wait` add types. Must not depend on HTTP or, outside of `wait`,
//! on timers or an async runtime.

mod channel;
mod dynamic;
mod fake;
mod options;
mod pages;
mod polled;
mod raw;
mod typed;
mod untyped;
#[cfg(feature = "retry")]
mod wait;

pub use channel::Channel;
pub use dynamic::DynamicCall;
pub use fake::Fake;
pub use options::CallOptions;
pub use pages::{DynamicItems, DynamicPages, Items, Paged, Pages};
pub use polled::Polled;
pub use raw::RawCall;
pub use typed::Call;
#[cfg(feature = "retry")]
pub use wait::Wait;
