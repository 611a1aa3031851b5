//! Deprecations: a replacement, or the reason if there is none.
//!
//! Used for fields, enum values, RPCs and types.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::ir::Deprecation;
use crate::raw;

/// A possible replacement: its schema name and its Rust name.
pub(super) type Sibling = (String, String);

/// Lowers a deprecation. `siblings` are the possible replacements.
pub(super) fn lower(
    raw: Option<&raw::Deprecation>,
    own_name: &str,
    siblings: &[Sibling],
    problems: &mut Diagnostics,
) -> Option<Deprecation> {
    let raw = raw?;
    match (&raw.replacement, &raw.reason) {
        (Some(name), _) => {
            let found = siblings.iter().find(|(sibling, _)| sibling == &name.value);
            if let Some((name, rust)) = found.filter(|(sibling, _)| sibling != own_name) {
                return Some(Deprecation::Use { name: name.clone(), rust: rust.clone() });
            }
            let names = siblings.iter().map(|(sibling, _)| sibling.as_str());
            let names = names.filter(|sibling| *sibling != own_name);
            problems.push(
                Diagnostic::new(
                    Code::UnknownReplacement,
                    format!("invalid replacement `{}` for `{own_name}`", name.value),
                )
                .at(name.span, "expected another item of the same kind")
                .maybe_help(did_you_mean(&name.value, names)),
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
