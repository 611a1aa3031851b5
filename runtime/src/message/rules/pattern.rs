//! Regular expressions that are compiled on first use.

use std::sync::OnceLock;

use regex_lite::Regex;

/// A regular expression in the common syntax of RE2 and `regex-lite`, compiled on first use.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Creates a pattern in a `static`. The generator has checked its syntax; an invalid pattern
    /// matches nothing.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self { source, regex: OnceLock::new() }
    }

    /// The source text of the pattern.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the pattern matches anywhere in a text. Anchors restrict it to the whole text.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| Regex::new(self.source).ok());
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}
