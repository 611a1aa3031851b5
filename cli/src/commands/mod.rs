//! The commands, one module each: its arguments and what it does.
//!
//! Commands do not depend on each other or on the command line as a whole.

pub(crate) mod call;
pub(crate) mod completions;
pub(crate) mod convert;
pub(crate) mod json;
pub(crate) mod man;
pub(crate) mod methods;
pub(crate) mod mock;
