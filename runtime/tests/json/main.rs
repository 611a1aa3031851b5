//! ProtoJSON through the engine over bytes and through serde: one table for both.

mod accepted;
mod debug;
mod embedded;
mod errors;
mod formats;
mod hostile;
mod options;
mod refused;
mod written;

#[path = "../support/mod.rs"]
mod support;
