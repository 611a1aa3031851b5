//! Colours for terminals.

use std::env;
use std::io::IsTerminal;

use clap::ValueEnum;
use clap::builder::PossibleValue;

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always, also in files and pipes.
    Always,
    /// Never.
    Never,
}

impl ValueEnum for Color {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Auto, Self::Always, Self::Never]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }))
    }
}

impl Color {
    /// Decides for one stream: standard error may be a terminal while output goes to a file.
    pub(crate) fn on(self, stream: &impl IsTerminal) -> Paint {
        let no_color = || env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Paint(match self {
            Self::Auto => stream.is_terminal() && !no_color(),
            Self::Always => true,
            Self::Never => false,
        })
    }
}

/// Adds colours to text, or leaves it unchanged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint(bool);

impl Paint {
    /// Whether colours are on.
    pub(crate) fn is_on(self) -> bool {
        self.0
    }

    /// For errors and deletions.
    pub(crate) fn red(self, text: &str) -> String {
        self.wrap("31", text)
    }

    /// For success and additions.
    pub(crate) fn green(self, text: &str) -> String {
        self.wrap("32", text)
    }

    /// For changes.
    pub(crate) fn yellow(self, text: &str) -> String {
        self.wrap("33", text)
    }

    /// For positions and hints.
    pub(crate) fn cyan(self, text: &str) -> String {
        self.wrap("36", text)
    }

    /// For emphasis.
    pub(crate) fn bold(self, text: &str) -> String {
        self.wrap("1", text)
    }

    fn wrap(self, style: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
