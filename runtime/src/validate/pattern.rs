//! Regular expressions that are compiled when they are first needed.

use std::sync::OnceLock;

use regex_lite::Regex;

/// A regular expression in the syntax that RE2 and `regex-lite` share, compiled once.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern for a `static`. The generator has compiled it; one that is not a regular
    /// expression is found nowhere.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self { source, regex: OnceLock::new() }
    }

    /// The pattern as it is written.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the pattern is found somewhere in the text; anchors make it match the whole.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| Regex::new(self.source).ok());
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}
