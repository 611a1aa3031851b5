//! Exports of the API other than the crate: proto files and the listing of the public surface.
//!
//! Used by `xtask` and the tests. Depends on `ir`, `protobuf` and `tree`, and not on `lower` or `emit`.

mod proto;
mod surface;

pub use proto::{ProtoRules, proto};
pub use surface::{surface, surface_of_file};
