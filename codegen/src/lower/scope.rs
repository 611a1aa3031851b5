//! Scopes in which names and numbers are unique.
//!
//! Used by the other modules of `lower`. Depends on `diagnostics` and on Rust names of the IR.

use std::borrow::Cow;
use std::hash::Hash;

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::RustName;
use crate::source::{Span, Spanned};

/// The names or numbers that are taken in a scope, with their spans.
#[derive(Debug)]
pub(super) struct Scope<K> {
    code: Code,
    what: &'static str,
    taken: IndexMap<K, Span>,
}

impl<K: Hash + Eq + Clone + std::fmt::Display> Scope<K> {
    /// Creates a scope. Diagnostics call its members `what`, such as `field number`.
    pub(super) fn new(code: Code, what: &'static str) -> Self {
        Self { code, what, taken: IndexMap::new() }
    }

    /// Claims a key. Returns `false` and reports a diagnostic if it is taken.
    pub(super) fn claim(&mut self, key: &Spanned<K>, problems: &mut Diagnostics) -> bool {
        match self.taken.get(&key.value) {
            None => {
                self.taken.insert(key.value.clone(), key.span);
                true
            }
            Some(first) => {
                let what = self.what;
                problems.push(
                    Diagnostic::new(self.code, format!("duplicate {what} `{}`", key.value))
                        .at(key.span, "used again here")
                        .at(*first, "first used here"),
                );
                false
            }
        }
    }
}

/// A scope of Rust names, with the schema names that they are derived from.
#[derive(Debug, Default)]
pub(super) struct RustScope {
    taken: IndexMap<String, (String, Span)>,
}

impl RustScope {
    /// Claims a Rust name for `origin`, the schema name that it is derived from. Returns `false` and
    /// reports both origins if it is taken.
    pub(super) fn claim(
        &mut self,
        rust: &RustName,
        origin: &str,
        span: Span,
        problems: &mut Diagnostics,
    ) -> bool {
        let Some((other, first)) = self.taken.get(rust.as_str()) else {
            self.taken.insert(rust.as_str().to_owned(), (origin.to_owned(), span));
            return true;
        };
        if other == origin {
            // `Scope` reports a name that is used twice.
            return false;
        }
        problems.push(
            Diagnostic::new(
                Code::RustNameCollision,
                format!(
                    "{} and {} have the same Rust name `{rust}`",
                    quoted(other),
                    quoted(origin)
                ),
            )
            .at(span, format!("{} becomes `{rust}`", quoted(origin)))
            .at(*first, format!("{} becomes `{rust}`", quoted(other)))
            .help("rename one of them"),
        );
        false
    }
}

/// An origin in backticks, unless it is a phrase that contains them, such as ``the pages of `list` ``.
fn quoted(origin: &str) -> Cow<'_, str> {
    if origin.contains('`') { origin.into() } else { format!("`{origin}`").into() }
}
