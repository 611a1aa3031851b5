//! Deprecations: each says what to use instead or why the thing goes away.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::ir::Deprecation;
use crate::raw;

/// What a replacement may name, with its Rust spelling.
pub(super) type Sibling = (String, String);

/// Lowers a deprecation; `siblings` are what a replacement may name.
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
                    format!("`{}` cannot replace `{own_name}`", name.value),
                )
                .at(name.span, "names nothing else of the same kind here")
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
                    format!("`{own_name}` is deprecated without a replacement or a reason"),
                )
                .at(raw.span, "says neither `use` nor `reason`"),
            );
            None
        }
    }
}
