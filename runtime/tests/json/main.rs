//! ProtoJSON, with the same cases for the JSON reader and writer and for serde.

mod accepted;
mod debug;
mod embedded;
mod errors;
mod formats;
mod hostile;
mod options;
mod rejected;
mod well_known;
mod written;

#[path = "../support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "shared with the tests of the other codec")]
mod support;
