//! Colour policy: on for terminals, off with `NO_COLOR` or `TERM=dumb`.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt::{self, Display};
use std::io::{self, IsTerminal};

/// The layout of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Plain lines for programs.
    Plain,
    /// A table.
    Table,
    /// A table with colours.
    Coloured,
}

impl Look {
    /// The layout for standard output and the environment.
    pub(super) fn of_stdout() -> Self {
        Self::new(io::stdout().is_terminal(), |variable| env::var_os(variable))
    }

    fn new(is_terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> Self {
        // https://no-color.org: any value but an empty one.
        let no_color = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_dumb = variable("TERM").as_deref() == Some(OsStr::new("dumb"));
        match (is_terminal, no_color || is_dumb) {
            (false, _) => Self::Plain,
            (true, true) => Self::Table,
            (true, false) => Self::Coloured,
        }
    }
}

/// A text style.
#[derive(Debug, Clone, Copy)]
pub(super) enum Style {
    Normal,
    Bold,
    Dim,
    Warning,
}

impl Style {
    /// The text in this style if the layout has colours.
    pub(super) fn paint(self, text: impl Display, look: Look) -> impl Display {
        Painted { text, style: if look == Look::Coloured { self } else { Self::Normal } }
    }
}

struct Painted<T> {
    text: T,
    style: Style,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = match self.style {
            Style::Normal => return self.text.fmt(f),
            Style::Bold => 1,
            Style::Dim => 2,
            Style::Warning => 33,
        };
        write!(f, "\u{1b}[{code}m{}\u{1b}[0m", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(is_terminal: bool, variables: &[(&str, &str)]) -> Look {
        let value = |name: &str| variables.iter().find(|(other, _)| *other == name);
        Look::new(is_terminal, |name| value(name).map(|(_, value)| value.into()))
    }

    #[test]
    fn colours_are_for_terminals_unless_switched_off() {
        assert_eq!(look(true, &[]), Look::Coloured);
        assert_eq!(look(true, &[("TERM", "xterm-256color"), ("NO_COLOR", "")]), Look::Coloured);
        assert_eq!(look(true, &[("NO_COLOR", "0")]), Look::Table);
        assert_eq!(look(true, &[("TERM", "dumb")]), Look::Table);
        assert_eq!(look(false, &[("TERM", "xterm-256color")]), Look::Plain);
    }

    #[test]
    fn only_coloured_output_has_escapes() {
        for (look, bold) in [(Look::Coloured, "\u{1b}[1mx\u{1b}[0m"), (Look::Table, "x")] {
            assert_eq!(Style::Bold.paint("x", look).to_string(), bold);
            assert_eq!(Style::Normal.paint("x", look).to_string(), "x");
        }
    }
}
