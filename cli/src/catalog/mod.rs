//! Lookup of RPCs and message types by the names that users type.
//!
//! The commands and the shell completions use it. It depends only on the tables of `gitpod_api`.

pub(crate) mod methods;
mod nearest;
pub(crate) mod types;

use gitpod_api::PACKAGE;

/// A name without the package.
pub(crate) fn short(name: &str) -> &str {
    name.strip_prefix(PACKAGE).and_then(|rest| rest.strip_prefix('.')).unwrap_or(name)
}
