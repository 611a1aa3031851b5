//! Explains syntax errors: what is wrong, where its cause is, and what to do.

mod brackets;
mod indentation;
mod quotes;

use std::ops::Range;

use granit_parser::ErrorKind;

use super::line::Line;
use super::mask::Mask;
use super::tree::Fault;
use crate::diagnostics::{Code, Diagnostic, is_invisible};
use crate::source::SourceId;

/// An explained syntax error.
pub(super) struct Found {
    /// The offset of the line of its cause.
    pub(super) offset: u32,
    /// The offset of the line of the key whose value is missing because of it.
    pub(super) key: Option<u32>,
    pub(super) diagnostic: Diagnostic,
}

/// Reports unresolved merge conflicts, and masks their markers and second halves.
pub(super) fn conflicts(file: SourceId, mask: &mut Mask<'_>) -> Vec<Diagnostic> {
    let text = mask.text().to_owned();
    let lines: Vec<Line<'_>> = lines(&text);
    let marker = |from: usize, mark: &str| {
        let found = lines.iter().skip(from).position(|line| line.text.starts_with(mark));
        found.map(|found| found + from)
    };
    let mut problems = Vec::new();
    let mut next = 0;
    while let Some(start) = marker(next, "<<<<<<<") {
        let Some(middle) = marker(start, "=======") else { break };
        let Some(end) = marker(middle, ">>>>>>>") else { break };
        let before = lines.get(start..middle).unwrap_or_default();
        let base = before.iter().position(|line| line.text.starts_with("|||||||"));
        let base = base.map(|base| base + start);
        if let Some(line) = lines.get(start) {
            problems.push(
                Diagnostic::new(Code::Syntax, "unresolved merge conflict")
                    .at(line.span(file, 0..line.text.len()), "starts here")
                    .help("keep one side, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`"),
            );
        }
        mask.blank(start + 1..start + 2);
        mask.blank(base.unwrap_or(middle) + 1..end + 2);
        next = end + 1;
    }
    problems
}

/// Explains what stopped the parser.
pub(super) fn explain(file: SourceId, text: &str, fault: &Fault) -> Found {
    let lines = lines(text);
    let offset = fault.offset.min(text.len());
    let at = lines.iter().rposition(|line| line.start <= offset).unwrap_or_default();
    let context = Context { lines, at, offset, kind: &fault.kind };
    let cause = context
        .limit()
        .or_else(|| context.tab())
        .or_else(|| context.invisible())
        .or_else(|| context.colon_in_braces())
        .or_else(|| context.unclosed_bracket())
        .or_else(|| context.unclosed_quote())
        .or_else(|| context.after_quote())
        .or_else(|| context.reserved())
        .or_else(|| context.missing_space())
        .or_else(|| context.text_of_block())
        .or_else(|| context.colon_in_text())
        .or_else(|| context.indentation())
        .unwrap_or_else(|| context.other());
    let Cause { line, key, range, message, label, help } = cause;
    let span = context.line(line).span(file, range);
    let diagnostic = Diagnostic::new(Code::Syntax, message).at(span, label).maybe_help(help);
    // Masked lines are joined, so that only offsets are those of the file.
    let start = |line: usize| u32::try_from(context.line(line).start).unwrap_or(u32::MAX);
    Found { offset: start(line), key: key.map(start), diagnostic }
}

impl<'a> Line<'a> {
    /// The column after the spaces and dashes at its start.
    fn content(&self) -> usize {
        self.text.len() - self.text.trim_start_matches([' ', '-']).len()
    }

    /// The column of the value of the first key, or of the text if there is no key.
    fn value(&self) -> usize {
        match self.text.find(": ") {
            Some(colon) => self.text.len() - self.text.split_at(colon + 1).1.trim_start().len(),
            None => self.content(),
        }
    }

    /// The column of the bracket with which the line or its value starts.
    fn bracket(&self) -> Option<usize> {
        let key = self.content() + self.key().map_or(0, |key| key.len() + 1);
        let rest = self.text.get(key..)?;
        let value = rest.trim_start();
        value.starts_with(['[', '{']).then(|| key + rest.len() - value.len())
    }

    /// The key that starts the line, or follows dashes.
    fn key(&self) -> Option<&'a str> {
        let text = self.text.get(self.content()..)?;
        let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_')?;
        let (key, rest) = text.split_at(end);
        (!key.is_empty() && rest.starts_with(':')).then_some(key)
    }

    /// Whether the value is the header of a block of text, such as `|-`.
    fn opens_block(&self) -> bool {
        let value = self.text.get(self.value()..).unwrap_or_default().trim_end();
        value.starts_with(['|', '>']) && value.len() <= 3
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push(Line { start, text: line.trim_end_matches(['\n', '\r']) });
        start += line.len();
    }
    if lines.is_empty() || text.ends_with('\n') {
        lines.push(Line { start, text: "" });
    }
    lines
}

struct Context<'a> {
    lines: Vec<Line<'a>>,
    /// The line, counted from 0, at which the parser stopped.
    at: usize,
    offset: usize,
    kind: &'a ErrorKind,
}

/// The cause of an error, with a line counted from 0 and the range of columns in it.
struct Cause {
    line: usize,
    /// The line of the key whose value is missing because of it.
    key: Option<usize>,
    range: Range<usize>,
    message: String,
    label: String,
    help: Option<String>,
}

impl Cause {
    fn new(line: usize, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { line, key: None, range, message: message.into(), label: String::new(), help: None }
    }

    fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl<'a> Context<'a> {
    fn line(&self, at: usize) -> Line<'a> {
        self.lines.get(at).copied().unwrap_or(Line { start: 0, text: "" })
    }

    fn column(&self) -> usize {
        self.offset.saturating_sub(self.line(self.at).start)
    }

    /// The last line above that is not blank.
    fn above(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|at| !self.line(*at).is_blank())
    }

    /// The line at which the parser stopped, then the one above.
    fn near(&self) -> impl Iterator<Item = usize> {
        [Some(self.at), self.above(self.at)].into_iter().flatten()
    }

    fn limit(&self) -> Option<Cause> {
        let message = match self.kind {
            ErrorKind::Custom(message) => message.clone(),
            ErrorKind::RecursionLimitExceeded => "nested too deeply".to_owned(),
            _ => return None,
        };
        let column = self.column();
        Some(Cause::new(self.at, column..column + 1, message).label("here"))
    }

    /// A character that looks like a space or like nothing.
    fn invisible(&self) -> Option<Cause> {
        self.near().find_map(|at| {
            let line = self.line(at);
            let (start, letter) = line
                .text
                .char_indices()
                .find(|(_, letter)| is_invisible(*letter) && *letter != '\t')?;
            let name = format!("U+{:04X}", u32::from(letter));
            let message = format!("invisible character {name}");
            let help = match letter.is_whitespace() {
                true => "replace it with a space",
                false => "remove it",
            };
            let range = start..start + letter.len_utf8();
            Some(Cause::new(at, range, message).label("not a space").help(help))
        })
    }

    /// A character that cannot start a value.
    fn reserved(&self) -> Option<Cause> {
        let line = self.line(self.at);
        let value = line.text.get(line.value()..).and_then(|value| value.chars().next());
        let (character, column) = match (self.kind, value) {
            (ErrorKind::UnexpectedCharacter { character }, _) => (*character, self.column()),
            // `*` and `&` start an alias and an anchor, after which no text may follow.
            (ErrorKind::ExpectedBlockMappingKey, Some(first @ ('*' | '&'))) => {
                (first, line.value())
            }
            _ => return None,
        };
        let range = column..column + character.len_utf8();
        let shown = match character {
            '`' => "a backtick".to_owned(),
            other => format!("`{}`", other.escape_default()),
        };
        let cause = Cause::new(self.at, range, format!("a value cannot start with {shown}"));
        Some(cause.label("reserved by YAML").help("quote the value"))
    }

    /// A key and a value without a space between them: `name:Thing`.
    fn missing_space(&self) -> Option<Cause> {
        self.near().find_map(|at| {
            let line = self.line(at);
            let start = line.content();
            let colon = start + line.key()?.len();
            let next = line.text.get(colon + 1..)?.chars().next()?;
            if next == ' ' || next == '/' {
                return None;
            }
            let range = start..line.text.len();
            let cause = Cause::new(at, range, "missing space after the colon");
            Some(cause.label("read as text without a key").help("write `key: value`"))
        })
    }

    /// A colon in text without quotes: `doc: one: two`.
    fn colon_in_text(&self) -> Option<Cause> {
        if !matches!(
            self.kind,
            ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement
        ) {
            return None;
        }
        let (line, column) = (self.line(self.at), self.column());
        let value = line.value();
        if column <= value {
            return None;
        }
        let cause = Cause::new(self.at, value..line.text.len(), "unquoted text with a colon");
        Some(
            cause
                .label("`: ` would start a value")
                .help("quote the text, or write it as a block: `|-`"),
        )
    }

    fn other(&self) -> Cause {
        let (line, column) = (self.line(self.at), self.column());
        let label = match self.kind {
            ErrorKind::UnknownQuotedScalarEscape => "unknown escape in quotes",
            ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidUnicodeEscape
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::InvalidLowSurrogateHexEscape => "not the code of a character",
            ErrorKind::MisplacedFlowCollectionEnd => "closes nothing",
            ErrorKind::MismatchedFlowCollectionEnd { .. } => "does not match the opening bracket",
            ErrorKind::CommentNotSeparated => "expected a space before the comment",
            ErrorKind::InvalidBlockScalarHeader => {
                "expected the text of the block on the next line"
            }
            ErrorKind::ZeroBlockScalarIndent => "expected a number from 1 to 9",
            ErrorKind::MissingAnchorOrAliasName => "expected a name",
            ErrorKind::TabInPlainScalar | ErrorKind::TabNotAllowed => "unexpected tab",
            _ => "cannot be read from here on",
        };
        Cause::new(self.at, column..line.text.len().max(column), "invalid YAML").label(label)
    }
}
