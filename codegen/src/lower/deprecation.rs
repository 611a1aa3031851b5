//! Deprecations: a replacement, or the reason if there is none.
//!
//! Used for fields, enum values, RPCs and types.

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Similar};
use crate::ir::Deprecation;
use crate::raw;

/// Possible replacements: items with their schema names and their Rust names.
#[derive(Debug)]
pub(super) struct Siblings {
    rust: IndexMap<String, String>,
    similar: Similar,
}

impl FromIterator<(String, String)> for Siblings {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(siblings: T) -> Self {
        let rust: IndexMap<String, String> = siblings.into_iter().collect();
        Self { similar: Similar::new(rust.keys().map(String::as_str)), rust }
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
