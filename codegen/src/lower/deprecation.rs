//! Deprecations: a replacement, or the reason if there is none.
//!
//! Used for fields, enum values, RPCs and types.

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Similar};
use crate::ir::Deprecation;
use crate::raw::{self, Lost};

/// Possible replacements: items with their schema names and their Rust names.
#[derive(Debug)]
pub(super) struct Siblings {
    rust: IndexMap<String, String>,
    similar: Similar,
    /// The names of items that could not be read.
    lost: Lost,
}

impl Siblings {
    /// Creates the table from pairs of schema name and Rust name.
    pub(super) fn new(names: impl IntoIterator<Item = (String, String)>, lost: &Lost) -> Self {
        let rust: IndexMap<String, String> = names.into_iter().collect();
        let similar = Similar::new(rust.keys().map(String::as_str));
        Self { rust, similar, lost: lost.clone() }
    }
}

/// Lowers a deprecation. `siblings` are the possible replacements.
pub(super) fn lower(
    raw: Option<&raw::Deprecation>,
    own_name: &str,
    siblings: &Siblings,
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
                .maybe_help(siblings.similar.did_you_mean_other(&name.value, own_name)),
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
