//! Lookup of RPCs, message types and fields by the names that users type, and their reference.
//!
//! The commands and the shell completions use it. It depends only on the tables of `gitpod_api`.

pub(crate) mod fields;
pub(crate) mod methods;
mod nearest;
pub(crate) mod reference;
pub(crate) mod types;

use gitpod_api::PACKAGE;

/// A name without the package.
pub(crate) fn short(name: &str) -> &str {
    name.strip_prefix(PACKAGE).and_then(|rest| rest.strip_prefix('.')).unwrap_or(name)
}
