//! ProtoJSON through the JSON reader and writer, and through serde: the same tables for both.

mod accepted;
mod debug;
mod embedded;
mod errors;
mod formats;
mod hostile;
mod options;
mod rejected;
mod written;

#[path = "../support/mod.rs"]
mod support;
