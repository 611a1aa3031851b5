//! The options of `diff`.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::console::Color;

/// What to compare with, how to print, and when to fail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// The revision or folder to compare with; `None` for the merge base with the main branch.
    pub(crate) base: Option<String>,
    /// The output format.
    pub(crate) format: Format,
    /// The changes that are failures unless they are acknowledged.
    pub(crate) fail_on: Vec<FailOn>,
    /// Whether breaking changes and stale acknowledgements are failures.
    pub(crate) check: bool,
    /// When to use colours in text.
    pub(crate) color: Color,
}

/// The output format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// Text for terminals.
    #[default]
    Text,
    /// Markdown for a comment on a pull request.
    Markdown,
    /// One JSON document.
    Json,
    /// A page for browsers.
    Html,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Text, Self::Markdown, Self::Json, Self::Html]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Html => "html",
        }))
    }
}

/// Changes that are failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailOn {
    /// Changes that break anything, as for `--check`.
    Breaking,
    /// Changes that break the binary encoding.
    Binary,
    /// Changes that break JSON.
    Json,
    /// Changes that break code which uses the crate.
    Rust,
    /// Tighter rules in requests.
    Rules,
    /// All changes of the API.
    Any,
}

impl ValueEnum for FailOn {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Breaking, Self::Binary, Self::Json, Self::Rust, Self::Rules, Self::Any]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Breaking => "breaking",
            Self::Binary => "binary",
            Self::Json => "json",
            Self::Rust => "rust",
            Self::Rules => "rules",
            Self::Any => "any",
        }))
    }
}
