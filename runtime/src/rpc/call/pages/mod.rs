//! Paged lists: the walk over pages, which knows no message type, and typed and dynamic pages on
//! it.

mod dynamic;
mod typed;
mod walk;

pub(super) use dynamic::DynamicList;
pub use dynamic::{DynamicItems, DynamicPages};
pub use typed::{Items, Paged, Pages};
