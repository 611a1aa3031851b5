//! Diagnostics of schemas, rendered like those of rustc.
//!
//! Used by [`crate::load`], [`crate::parse`], [`crate::raw`] and [`crate::lower`]. Depends on `source`
//! alone.

mod code;
mod excerpt;
mod render;
mod similar;

use std::fmt;

pub use code::Code;
pub use render::{render_json, render_text};
pub(crate) use similar::{Similar, did_you_mean, is_similar};

use crate::source::{Span, boundary};

/// One problem: a code, a message, labelled spans and help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, which `cargo xtask explain` explains.
    pub code: Code,
    /// The problem, in one sentence without a full stop.
    pub message: String,
    /// The labelled spans. The first is the primary one.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

/// A span with a short text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The span.
    pub span: Span,
    /// The text, which may be empty.
    pub text: String,
}

impl Diagnostic {
    /// Creates a diagnostic without a span.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: visible(message.into()), labels: Vec::new(), help: None }
    }

    /// Adds a label. The first is the primary one.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: visible(text.into()) });
        self
    }

    /// Sets the help: what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(visible(help.into()));
        self
    }

    /// Sets the help, if there is any.
    #[must_use]
    pub fn maybe_help(self, help: Option<String>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }

    fn sort_key(&self) -> (Option<Span>, Code, &str) {
        (self.labels.first().map(|label| label.span), self.code, &self.message)
    }
}

/// The maximum length of a text of a diagnostic, in bytes. A longer one is cut in the middle, because
/// it repeats a long text of the schema.
const MAX_TEXT: usize = 1000;

/// Cuts a text in the middle, where it is too long.
fn shortened(text: String) -> String {
    if text.len() <= MAX_TEXT {
        return text;
    }
    let head = boundary(&text, MAX_TEXT / 2);
    let tail = boundary(&text, text.len() - MAX_TEXT / 4);
    format!("{}…{}", text.split_at(head).0, text.split_at(tail).1)
}

/// Shows characters without a shape of their own as escapes, such as `\u{200b}`: a name with one of
/// them would look like another name.
fn visible(text: String) -> String {
    let text = shortened(text);
    if !text.contains(is_invisible) {
        return text;
    }
    let mut shown = String::new();
    for letter in text.chars() {
        match is_invisible(letter) {
            true => shown.extend(letter.escape_unicode()),
            false => shown.push(letter),
        }
    }
    shown
}

/// Whether a character looks like a space or like nothing, but is neither a space nor a line break.
pub(crate) fn is_invisible(letter: char) -> bool {
    (letter.is_control() && letter != '\n')
        || matches!(
            letter,
            '\u{a0}' | '\u{ad}' | '\u{1680}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
                | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{feff}'
        )
}

/// The first character of a text that is unsafe in generated files and in terminals: a control
/// character other than a line break or tab, or a bidirectional control, which can make code look
/// different from what it is.
pub(crate) fn unsafe_character(text: &str) -> Option<char> {
    let is_bidirectional = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_control = |c: char| c.is_control() && c != '\n' && c != '\t';
    // Most texts have only these, which are found at once.
    let is_safe = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    if text.bytes().fold(true, |all, byte| all & is_safe(byte)) {
        return None;
    }
    text.chars().find(|c| is_control(*c) || is_bidirectional(*c))
}

/// Reports a text with a character that it may not have.
pub(crate) fn control_character(span: Span, found: char) -> Diagnostic {
    let name = match found {
        '\n' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        other => format!("the control character U+{:04X}", u32::from(other)),
    };
    Diagnostic::new(Code::ControlCharacter, format!("text with {name}"))
        .at(span, "not allowed in this text")
        .help("remove the character")
}

/// The problems of a run. Never empty as the error of a [`Result`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all problems of another collection.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether there are no problems.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The problems by file and line.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Returns `Ok` if there are no problems.
    ///
    /// # Errors
    ///
    /// Returns all problems, sorted by file and line.
    pub fn into_result<T>(mut self, value: T) -> Result<T, Self> {
        if self.0.is_empty() {
            return Ok(value);
        }
        self.0.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        self.0.dedup();
        Err(self)
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in &self.0 {
            writeln!(f, "error[{}]: {}", diagnostic.code, diagnostic.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
