//! Regular expressions that are compiled on first use.

use std::sync::OnceLock;

use regex_lite::Regex;

/// A regular expression of RE2, compiled on first use.
///
/// The generator has checked its syntax and translated what `regex-lite`, which matches it, reads
/// differently.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    translation: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Creates a pattern in a `static`, for an expression that both syntaxes read alike. An invalid
    /// pattern matches nothing.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self::translated(source, source)
    }

    /// Creates a pattern in a `static`, with its translation into the syntax of `regex-lite`.
    #[must_use]
    pub const fn translated(source: &'static str, translation: &'static str) -> Self {
        Self { source, translation, regex: OnceLock::new() }
    }

    /// The expression in the syntax of `regex-lite` and `regex-syntax`.
    #[cfg(feature = "sample")]
    pub(crate) const fn translation(&self) -> &'static str {
        self.translation
    }

    /// The pattern as it is in the schema.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the pattern matches anywhere in a text. Anchors restrict it to the whole text.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| Regex::new(self.translation).ok());
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}
