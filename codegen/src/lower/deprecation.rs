//! Deprecations: a replacement, or the reason if there is none.
//!
//! Used for fields, enum values, RPCs and types.

use std::sync::{LazyLock, OnceLock};

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Similar};
use crate::ir::Deprecation;
use crate::raw::{self, Lost};

/// Possible replacements: items with their schema names and their Rust names.
#[derive(Debug)]
pub(super) struct Siblings<'a> {
    /// Made for the first deprecation: most items have none.
    rust: LazyLock<RustNames, Box<dyn FnOnce() -> RustNames + Send + 'a>>,
    /// The schema names. Built with the first invalid replacement.
    similar: OnceLock<Similar>,
    /// The names of items that could not be read.
    lost: &'a Lost,
}

/// Rust names by schema name.
type RustNames = IndexMap<String, String>;

impl<'a> Siblings<'a> {
    /// Creates the table from pairs of schema name and Rust name.
    pub(super) fn new(
        names: impl Iterator<Item = (String, String)> + Send + 'a,
        lost: &'a Lost,
    ) -> Self {
        Self { rust: LazyLock::new(Box::new(|| names.collect())), similar: OnceLock::new(), lost }
    }

    fn did_you_mean_other(&self, name: &str, own: &str) -> Option<String> {
        let similar =
            self.similar.get_or_init(|| Similar::new(self.rust.keys().map(String::as_str)));
        similar.did_you_mean_other(name, own)
    }
}

/// Lowers a deprecation. `siblings` are the possible replacements.
pub(super) fn lower(
    raw: Option<&raw::Deprecation>,
    own_name: &str,
    siblings: &Siblings<'_>,
    problems: &mut Diagnostics,
) -> Option<Deprecation> {
    let raw = raw?;
    match (&raw.replacement, &raw.reason) {
        (Some(name), _) => {
            let found = siblings.rust.get(&name.value).filter(|_| name.value != own_name);
            if let Some(rust) = found {
                return Some(Deprecation::Use { name: name.value.clone(), rust: rust.clone() });
            }
            if siblings.lost.contains(&name.value) {
                return None;
            }
            problems.push(
                Diagnostic::new(
                    Code::UnknownReplacement,
                    format!("invalid replacement `{}` for `{own_name}`", name.value),
                )
                .at(name.span, "expected another item of the same kind")
                .maybe_help(siblings.did_you_mean_other(&name.value, own_name)),
            );
            None
        }
        (None, Some(reason)) if !reason.value.trim().is_empty() => {
            Some(Deprecation::Reason(reason.value.trim().to_owned()))
        }
        (None, _) if !raw.broken.is_empty() => None,
        (None, _) => {
            problems.push(
                Diagnostic::new(
                    Code::DeprecatedBare,
                    format!("`{own_name}` is deprecated without a replacement or reason"),
                )
                .at(raw.span, "expected `use` or `reason`"),
            );
            None
        }
    }
}
