//! The schema in other languages, for tools that do not read ours.

mod proto;

pub use proto::proto;
