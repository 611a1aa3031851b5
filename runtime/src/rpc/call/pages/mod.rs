//! Lists that come page by page: one walk over pages, and on it typed and dynamic pages.

mod dynamic;
mod typed;
mod walk;

pub(super) use dynamic::DynamicList;
pub use dynamic::{DynamicItems, DynamicPages};
pub use typed::{Items, Paged, Pages};
