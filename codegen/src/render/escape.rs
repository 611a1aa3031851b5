//! Escapes values for the language of the template that prints them.
//!
//! A value is text unless it is marked as safe, so that a new place in a template is escaped without
//! further ado. The filters write texts in forms that differ from plain text: `code`, `cell` and
//! `opening`.

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, Output, State, Value};
use toml_writer::{ToTomlValue, TomlStringBuilder};

use crate::emit::code_span;

/// The language of a template, by the extension of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// Values are TOML strings, lists of strings, or keys if they are safe.
    Toml,
    /// Values are text, or Markdown if they are safe.
    Markdown,
    /// A line comment. No value may end it.
    Rust,
}

impl Language {
    /// The language of a template. Comments are the strictest one.
    pub(super) fn of(template: &str) -> Self {
        match template {
            name if name.ends_with(".toml.j2") => Self::Toml,
            name if name.ends_with(".md.j2") => Self::Markdown,
            _ => Self::Rust,
        }
    }
}

/// Sets up an environment to escape what its templates print.
pub(super) fn install(environment: &mut Environment<'_>) {
    environment.set_formatter(write);
    environment.add_filter("code", |text: &str| Value::from_safe_string(code_span(text)));
    environment.add_filter("cell", |markdown: &str| Value::from_safe_string(cell(markdown)));
    environment.add_filter("alternatives", alternatives);
    environment.add_filter("count", count);
    environment.add_filter("opening", |markdown: &str| Value::from_safe_string(opening(markdown)));
}

fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text = value.to_string();
    let escaped = match Language::of(state.name()) {
        Language::Toml if value.is_safe() => text,
        Language::Toml => toml(value)?,
        Language::Markdown if value.is_safe() => text,
        Language::Markdown => markdown(&text),
        Language::Rust if text.contains(char::is_control) => {
            return Err(Error::new(ErrorKind::WriteFailure, "a value would end the comment"));
        }
        Language::Rust => text,
    };
    Ok(out.write_str(&escaped)?)
}

/// A TOML string, or a list of strings.
fn toml(value: &Value) -> Result<String, Error> {
    let string =
        |value: &Value| TomlStringBuilder::new(&value.to_string()).as_basic().to_toml_value();
    if value.kind() != ValueKind::Seq {
        return Ok(string(value));
    }
    let elements: Vec<String> = value.try_iter()?.map(|element| string(&element)).collect();
    Ok(format!("[{}]", elements.join(", ")))
}

/// Escapes text in a line of Markdown, so that nothing in it is markup. Line breaks become spaces.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            _ if letter.is_control() => out.push(' '),
            // A colon would make a link of `https://…`, which rustdoc warns of.
            ':' if out.ends_with("http") || out.ends_with("https") => out.push_str("\\:"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out
}

/// Names in code, as in "`A` or `B`".
fn alternatives(names: Vec<String>) -> Value {
    let names: Vec<String> = names.iter().map(|name| code_span(name)).collect();
    Value::from_safe_string(names.join(" or "))
}

/// A number with its noun in the right number.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Markdown for a cell of a table. A bar would end the cell even in a code span.
fn cell(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for letter in markdown.chars() {
        if letter == '|' && !ends_in_escape(&out) {
            out.push('\\');
        }
        out.push(if letter == '\n' { ' ' } else { letter });
    }
    out
}

/// Whether a text ends in a backslash that escapes what follows.
fn ends_in_escape(text: &str) -> bool {
    (text.len() - text.trim_end_matches('\\').len()) % 2 == 1
}

/// Markdown that starts a line: it is a paragraph, and not a heading, list, quote or fence.
fn opening(markdown: &str) -> String {
    let digits = markdown.len() - markdown.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = markdown.split_at(digits);
    let is_block = match rest.chars().next() {
        Some('.' | ')') => digits > 0,
        Some('#' | '>' | '-' | '+' | '=' | '~' | '*') => digits == 0,
        _ => false,
    };
    if is_block { format!("{number}\\{rest}") } else { markdown.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_no_markup() {
        assert_eq!(markdown("The \"Ona\" API"), "The \"Ona\" API");
        assert_eq!(markdown("*a* [b](c) <d>\n# e"), "\\*a\\* \\[b\\](c) \\<d\\> \\# e");
        assert_eq!(markdown("https://a.example"), "https\\://a.example");
    }

    #[test]
    fn a_bar_does_not_end_a_cell() {
        assert_eq!(cell("`a|b` or \\|"), "`a\\|b` or \\|");
        assert_eq!(cell("`a\\\\|b`"), "`a\\\\\\|b`");
    }

    #[test]
    fn a_paragraph_starts_no_block() {
        for (text, expected) in [
            ("# a", "\\# a"),
            ("~~~text b ~~~", "\\~~~text b ~~~"),
            ("12. a", "12\\. a"),
            ("12 a", "12 a"),
            ("a - b", "a - b"),
        ] {
            assert_eq!(opening(text), expected);
        }
    }
}
