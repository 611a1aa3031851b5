//! Regular expressions that compile. Depends on nothing.

use std::fmt;

use regex_lite::Regex;

/// A regular expression of RE2, as written and compiled.
#[derive(Clone)]
pub struct Pattern {
    source: String,
    regex: Regex,
}

impl Pattern {
    /// Compiles a translation of an expression into the syntax of `regex-lite`.
    ///
    /// # Errors
    ///
    /// Returns the reason why the translation does not compile.
    pub(crate) fn new(
        source: impl Into<String>,
        translation: &str,
    ) -> Result<Self, regex_lite::Error> {
        Ok(Self { source: source.into(), regex: Regex::new(translation)? })
    }

    /// The expression as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// The translation, for `regex-lite`.
    #[must_use]
    pub fn translation(&self) -> &str {
        self.regex.as_str()
    }

    /// Whether the expression matches somewhere in a text.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Pattern {}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
