//! Colour for terminals.

use std::env;
use std::io::IsTerminal;
use std::str::FromStr;

/// When output is coloured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Also in files and pipes.
    Always,
    /// Nowhere.
    Never,
}

impl FromStr for Color {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "auto" => Ok(Self::Auto),
            "always" => Ok(Self::Always),
            "never" => Ok(Self::Never),
            _ => Err("it is `auto`, `always` or `never`"),
        }
    }
}

impl Color {
    /// Decides for one stream: errors may go to a terminal while output goes to a file.
    pub(crate) fn on(self, stream: &impl IsTerminal) -> Paint {
        let no_color = || env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Paint(match self {
            Self::Auto => stream.is_terminal() && !no_color(),
            Self::Always => true,
            Self::Never => false,
        })
    }
}

/// Puts colour around words, or leaves them as they are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint(bool);

impl Paint {
    /// Whether it colours at all.
    pub(crate) fn is_on(self) -> bool {
        self.0
    }

    /// What is wrong or goes away.
    pub(crate) fn red(self, text: &str) -> String {
        self.wrap("31", text)
    }

    /// What is right or comes.
    pub(crate) fn green(self, text: &str) -> String {
        self.wrap("32", text)
    }

    /// What changes.
    pub(crate) fn yellow(self, text: &str) -> String {
        self.wrap("33", text)
    }

    /// Where something is.
    pub(crate) fn cyan(self, text: &str) -> String {
        self.wrap("36", text)
    }

    /// What stands out.
    pub(crate) fn bold(self, text: &str) -> String {
        self.wrap("1", text)
    }

    fn wrap(self, style: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
