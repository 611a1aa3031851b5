//! Scopes in which a name or number stands for one thing.

use std::hash::Hash;

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::RustName;
use crate::source::{Span, Spanned};

/// What has been claimed in a scope, and where.
#[derive(Debug)]
pub(super) struct Scope<K> {
    code: Code,
    what: &'static str,
    taken: IndexMap<K, Span>,
}

impl<K: Hash + Eq + Clone + std::fmt::Display> Scope<K> {
    /// A scope of things that are called `what` in messages.
    pub(super) fn new(code: Code, what: &'static str) -> Self {
        Self { code, what, taken: IndexMap::new() }
    }

    /// Claims a key; false, with a diagnostic, if it is taken.
    pub(super) fn claim(&mut self, key: &Spanned<K>, problems: &mut Diagnostics) -> bool {
        match self.taken.get(&key.value) {
            None => {
                self.taken.insert(key.value.clone(), key.span);
                true
            }
            Some(first) => {
                let what = self.what;
                problems.push(
                    Diagnostic::new(self.code, format!("the {what} `{}` is used twice", key.value))
                        .at(key.span, "used again here")
                        .at(*first, "first used here"),
                );
                false
            }
        }
    }
}

/// A scope of Rust names, which knows the schema names that they come from.
#[derive(Debug, Default)]
pub(super) struct RustScope {
    taken: IndexMap<String, (String, Span)>,
}

impl RustScope {
    /// Claims a Rust name for the schema's name at a place; false, with both origins reported, if
    /// it is taken.
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
            // A name that is used twice is reported as that.
            return false;
        }
        problems.push(
            Diagnostic::new(
                Code::RustNameCollision,
                format!("`{other}` and `{origin}` both become `{rust}` in Rust"),
            )
            .at(span, format!("{origin} becomes `{rust}`"))
            .at(*first, format!("{other} becomes `{rust}`"))
            .help("rename one of them"),
        );
        false
    }
}
