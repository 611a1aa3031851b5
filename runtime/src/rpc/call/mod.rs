//! The client side of RPCs: channels, calls, pages and fakes.
//!
//! A call holds its request and options and is sent when it is awaited. Generated clients create
//! calls on a [`Channel`]. [`DynamicCall`] and the walk in `pages` work on any message; [`Call`]
//! and [`Pages`] add types. Must not depend on HTTP, timers or an async runtime.

mod channel;
mod dynamic;
mod fake;
mod options;
mod pages;
mod raw;
mod typed;

pub use channel::Channel;
pub use dynamic::DynamicCall;
pub use fake::Fake;
pub use options::CallOptions;
pub use pages::{DynamicItems, DynamicPages, Items, Paged, Pages};
pub use raw::RawCall;
pub use typed::Call;
