//! The client side of a call: typed and raw calls, their options, pages of lists, and fakes.
//!
//! A call holds its request and options and does nothing until it is awaited. Generated clients
//! make calls; nothing here knows HTTP, a clock or an async runtime.

mod fake;
mod options;
mod pages;
mod raw;
mod typed;

pub use fake::Fake;
pub use options::CallOptions;
pub use pages::{Items, Paged, Pages};
pub use raw::RawCall;
pub use typed::Call;
