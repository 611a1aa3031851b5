//! The client side of a call: the channel, typed, dynamic and raw calls, pages, and fakes.
//!
//! A call holds its request and options and does nothing until it is awaited. Generated clients
//! make calls over a [`Channel`]. [`DynamicCall`] and the walk in `pages` work on any message; the
//! typed forms add nothing but types. Nothing here knows HTTP, a clock or an async runtime.

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
