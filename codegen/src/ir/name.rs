//! Rust identifiers and paths, ready to be emitted.

use std::fmt;

use crate::tokens::{ToTokens, Tokens, quote};

/// A valid Rust identifier that is unique in its scope; keywords are raw (`r#type`).
///
/// Names of items come from `lower/names.rs`. Emitters only number the locals of function bodies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustName(String);

impl RustName {
    /// Wraps a name that is known to be an identifier, possibly raw.
    pub(crate) fn new_unchecked(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name as written in code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without its escape, for building longer names.
    #[must_use]
    pub fn stem(&self) -> &str {
        match self.unraw() {
            // Schema names do not end in an underscore, so it can only be the escape.
            "self_" => "self",
            "super_" => "super",
            "crate_" => "crate",
            other => other,
        }
    }

    /// The name without `r#`, which is how the compiler looks for a module's file.
    #[must_use]
    pub fn unraw(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }

    /// The static of a regular expression in one function body, such as `PATTERN_0`.
    pub(crate) fn pattern(number: usize) -> Self {
        Self(format!("PATTERN_{number}"))
    }

    /// The function of a CEL condition in one function body, such as `condition_0`.
    pub(crate) fn condition(number: usize) -> Self {
        Self(format!("condition_{number}"))
    }
}

impl fmt::Display for RustName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for RustName {
    fn append_to(&self, out: &mut Tokens) {
        out.word(&self.0);
    }
}

/// The path of a type: the file's module, the modules in it, and the name.
///
/// The file's module is private and its contents are re-exported, so it is not a part of the
/// public path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RustPath {
    /// The module of the file.
    pub file: RustName,
    /// The modules in the file, outermost first.
    pub modules: Vec<RustName>,
    /// The type's name.
    pub name: RustName,
}

impl RustPath {
    /// The path as seen from a file that has `model` in scope.
    #[must_use]
    pub fn in_model(&self) -> Tokens {
        let mut path = quote!(model::);
        self.append_after(0, &mut path);
        path
    }

    /// The shortest path as seen from the scope of another type.
    #[must_use]
    pub fn from(&self, here: &Self) -> Tokens {
        let common =
            self.modules.iter().zip(&here.modules).take_while(|(own, other)| own == other).count();
        let up = here.modules.len() - common;
        let is_near = self.file == here.file;
        let (mut path, skipped) = match up {
            0 if is_near => (Tokens::default(), common),
            1 if is_near => (quote!(super::), common),
            _ => (quote!(crate::model::), 0),
        };
        self.append_after(skipped, &mut path);
        path
    }

    /// Appends the path without some of its outer modules.
    fn append_after(&self, skipped: usize, path: &mut Tokens) {
        for module in self.modules.iter().skip(skipped) {
            path.word(module.as_str());
            path.mark("::");
        }
        path.word(self.name.as_str());
    }
}

impl fmt::Display for RustPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for module in &self.modules {
            write!(f, "{module}::")?;
        }
        write!(f, "{}", self.name)
    }
}
