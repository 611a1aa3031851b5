//! The binary wire format: what is read, what is written, what is refused and how errors look.

mod errors;
mod hostile;
mod lists;
mod maps;
mod merging;
mod numbers;
mod observed;
mod options;
mod records;
mod rejected;
mod times;
mod unknown;
mod written;

#[path = "../support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "shared with the tests of the other codec")]
mod support;
