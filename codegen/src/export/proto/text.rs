//! The layout of proto files: indentation, blank lines and comments.

use super::option::FieldOption;
use crate::ir::Doc;

/// One level of indentation.
const INDENT: &str = "  ";

/// The maximum width of lines that this module breaks.
const WIDTH: usize = 100;

/// The lines written so far.
#[derive(Debug, Default)]
pub(super) struct Text {
    out: String,
    depth: usize,
    /// Whether the current block is not empty, so that the next item needs a gap.
    started: bool,
}

impl Text {
    /// Writes a line.
    pub(super) fn line(&mut self, line: &str) {
        self.out.push_str(&INDENT.repeat(self.depth));
        self.out.push_str(line);
        self.out.push('\n');
        self.started = true;
    }

    /// Writes a field or value with its options: on one line if they fit, otherwise one per line.
    pub(super) fn declaration(&mut self, head: &str, options: &[FieldOption]) {
        if options.is_empty() {
            return self.line(&format!("{head};"));
        }
        let inline: Vec<String> = options.iter().map(FieldOption::inline).collect();
        let whole = format!("{head} [{}];", inline.join(", "));
        if self.fits(&whole) {
            return self.line(&whole);
        }
        self.line(&format!("{head} ["));
        self.depth += 1;
        for (index, option) in options.iter().enumerate() {
            self.option(option, if index + 1 < options.len() { "," } else { "" });
        }
        self.depth -= 1;
        self.line("];");
    }

    /// Writes an option: on one line if it fits, otherwise one member per line.
    fn option(&mut self, option: &FieldOption, end: &str) {
        let whole = format!("{}{end}", option.inline());
        match option.split() {
            Some((head, members)) if !self.fits(&whole) => {
                self.line(&head);
                self.depth += 1;
                for member in members {
                    self.line(&member);
                }
                self.depth -= 1;
                self.line(&format!("}}{end}"));
            }
            _ => self.line(&whole),
        }
    }

    fn fits(&self, line: &str) -> bool {
        self.depth * INDENT.len() + line.chars().count() <= WIDTH
    }

    /// Writes a blank line, unless the next item is the first of its block.
    pub(super) fn gap(&mut self) {
        if self.started {
            self.out.push('\n');
        }
    }

    /// Starts a member of a block or of the file with a gap and its comments.
    pub(super) fn member(&mut self, doc: &Doc, deprecated: Option<&str>) {
        self.gap();
        let lines = doc.plain();
        for line in &lines {
            self.comment(line);
        }
        if deprecated.is_some() && !lines.is_empty() {
            self.comment("");
        }
        for line in deprecated.map(|sentence| self.fill(sentence)).unwrap_or_default() {
            self.comment(&line);
        }
    }

    /// Starts a group of lines with a gap and a comment.
    pub(super) fn remark(&mut self, remark: Option<&str>) {
        self.gap();
        for line in remark.map(|text| self.fill(text)).unwrap_or_default() {
            self.comment(&line);
        }
    }

    /// Writes a line comment. Control characters are replaced, so that the comment does not end early.
    fn comment(&mut self, line: &str) {
        let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.line(format!("// {line}").trim_end());
    }

    /// Wraps a sentence into lines that fit after `// ` at the current depth.
    fn fill(&self, sentence: &str) -> Vec<String> {
        let width = WIDTH.saturating_sub(self.depth * INDENT.len() + "// ".len());
        let mut lines: Vec<String> = Vec::new();
        for word in sentence.split_whitespace() {
            match lines.last_mut() {
                Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }

    /// Writes `head { … }`. A block without members takes one line.
    pub(super) fn block(&mut self, head: &str, empty: Empty, members: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        self.line(&format!("{head} {{"));
        self.depth += 1;
        self.started = false;
        members(self);
        self.depth -= 1;
        if self.started {
            self.line("}");
        } else {
            self.out.truncate(start);
            self.line(&format!("{head}{}", empty.tail()));
        }
    }

    /// Returns the text.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// How a block without members is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Empty {
    /// Empty braces.
    Braces,
    /// A semicolon.
    Semicolon,
}

impl Empty {
    const fn tail(self) -> &'static str {
        match self {
            Self::Braces => " {}",
            Self::Semicolon => ";",
        }
    }
}

/// Formats a string literal.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Three octal digits, so that a following digit is not part of the escape.
            letter if letter.is_ascii_control() => {
                out.push_str(&format!("\\{:03o}", u32::from(letter)));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
