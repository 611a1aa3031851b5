//! Brackets and braces that are not closed, and colons in them.

use granit_parser::ErrorKind;

use super::{Cause, Context};

impl Context<'_> {
    /// A colon in a value in braces, or the colon of a key without a comma before it.
    pub(super) fn colon_in_braces(&self) -> Option<Cause> {
        let rest = self.line(self.at).text.get(self.column()..)?;
        if *self.kind != ErrorKind::ExpectedFlowMappingSeparator || !rest.starts_with(':') {
            return None;
        }
        let range = self.column()..self.column() + 1;
        let cause = Cause::new(self.at, range, "unexpected colon in a mapping in braces");
        let help = "quote the value if the colon belongs to it, or add a comma before the key";
        Some(cause.label("expected `,` or `}`").help(help))
    }

    /// A bracket at the start of a value in a line above that is not closed before the error.
    fn bracket_above(&self) -> Option<Cause> {
        let is_structure = matches!(
            self.kind,
            ErrorKind::MappingValueNotAllowed
                | ErrorKind::InvalidColonPlacement
                | ErrorKind::BlockEntryInFlowCollection
                | ErrorKind::InvalidFlowScalarIndent
                | ErrorKind::SimpleKeyExpected
                | ErrorKind::InvalidSimpleKey
        );
        let mut open = 0_i64;
        for at in (0..self.at).rev().filter(|_| is_structure) {
            let line = self.line(at);
            let start = line.bracket();
            let value = line.text.get(start.unwrap_or_default()..).unwrap_or_default();
            for letter in value.chars() {
                match letter {
                    '[' | '{' => open += 1,
                    ']' | '}' => open -= 1,
                    _ => {}
                }
            }
            if let Some(start) = start.filter(|_| open > 0) {
                let letter = value.chars().next().unwrap_or_default();
                let cause = Cause::new(at, start..start + 1, format!("unclosed `{letter}`"));
                return Some(cause.label("opened here").help("close it before the next key"));
            }
        }
        None
    }

    pub(super) fn unclosed_bracket(&self) -> Option<Cause> {
        if let Some(cause) = self.bracket_above() {
            return Some(cause);
        }
        let (open, close) = match self.kind {
            ErrorKind::UnclosedFlowCollection { open } => {
                (*open, if *open == '{' { '}' } else { ']' })
            }
            ErrorKind::UnexpectedEofFlowMapping | ErrorKind::ExpectedFlowMappingSeparator => {
                ('{', '}')
            }
            ErrorKind::UnexpectedEofFlowSequence | ErrorKind::ExpectedFlowSequenceSeparator => {
                ('[', ']')
            }
            _ => return None,
        };
        let (line, column) = match self.line(self.at).text.get(self.column()..) {
            Some(rest) if rest.starts_with(open) => (self.at, self.column()),
            _ => self.opener(open, close)?,
        };
        let cause = Cause::new(line, column..column + 1, format!("unclosed `{open}`"));
        let help = format!("add `{close}`, or a comma between two values");
        Some(cause.label("opened here").help(help))
    }

    /// The last bracket before the error that is not closed before it.
    fn opener(&self, open: char, close: char) -> Option<(usize, usize)> {
        let mut closed = 0;
        for at in (0..=self.at).rev() {
            let line = self.line(at).text;
            let end = if at == self.at { self.column() } else { line.len() };
            for (column, letter) in line.get(..end).unwrap_or(line).char_indices().rev() {
                match letter {
                    _ if letter == close => closed += 1,
                    _ if letter == open && closed == 0 => return Some((at, column)),
                    _ if letter == open => closed -= 1,
                    _ => {}
                }
            }
        }
        None
    }
}
