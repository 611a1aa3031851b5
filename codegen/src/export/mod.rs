//! The API in forms other than the crate.

mod proto;
mod surface;

pub use proto::{ProtoRules, proto};
pub use surface::{surface, surface_of_file};
