//! Colour, where somebody sees it and wants it.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt::{self, Display};
use std::io::{self, IsTerminal};

/// How output for people looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// It is not for people: plain lines for programs.
    Plain,
    /// A table.
    Table,
    /// A table with colours.
    Coloured,
}

impl Look {
    /// What fits the standard output and what the user asked for.
    pub(super) fn of_stdout() -> Self {
        Self::new(io::stdout().is_terminal(), |variable| env::var_os(variable))
    }

    fn new(is_terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> Self {
        // See https://no-color.org: any value but an empty one.
        let unwanted = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let incapable = variable("TERM").as_deref() == Some(OsStr::new("dumb"));
        match (is_terminal, unwanted || incapable) {
            (false, _) => Self::Plain,
            (true, true) => Self::Table,
            (true, false) => Self::Coloured,
        }
    }
}

/// How text stands out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Style {
    Normal,
    Bold,
    Dim,
    Warning,
}

impl Style {
    /// A text in this style, if there are any.
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
    fn colour_is_for_terminals_whose_user_wants_it() {
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
