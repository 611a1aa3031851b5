//! JSON output: objects on one line, indented messages, and failed calls.
//!
//! The commands use it. It depends on nothing else in this program.

pub(crate) mod failure;
pub(crate) mod indent;
pub(crate) mod object;
