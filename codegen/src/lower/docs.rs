//! Descriptions: checks that they exist and say something, and escapes them as Markdown for rustdoc.

use super::names;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, control_character};
use crate::ir::{Doc, Prose};
use crate::raw::{Described, Text};

/// Words that add nothing to a name.
const FILLERS: &[&str] = &[
    "a", "an", "the", "of", "for", "this", "that", "is", "and", "its", "in", "to", "message",
    "field", "value", "enum", "object",
];

/// Lowers the description of an item: what sources state, and what is inferred. Reports an item that
/// has neither, and texts that say nothing. `what` is the kind of item, such as `field`.
pub(super) fn lower(
    item: &impl Described,
    what: &str,
    name: &Text,
    problems: &mut Diagnostics,
) -> Doc {
    let (doc, inferred) = (item.doc(), item.inferred());
    let is_lost = ["doc", "inferred"].iter().any(|key| item.broken().has(key));
    if doc.is_none() && inferred.is_none() && !is_lost {
        problems.push(
            Diagnostic::new(Code::MissingDoc, format!("missing `doc` for {what} `{}`", name.value))
                .at(name.span, "not documented"),
        );
    }
    for (key, text) in [("doc", doc), ("inferred", inferred)] {
        if let Some(text) = text {
            check(key, text, what, &name.value, problems);
        }
    }
    new(item)
}

/// Lowers the description of the API, which only states what sources do.
pub(super) fn api(doc: &Text, title: &Text, problems: &mut Diagnostics) -> Prose {
    check("doc", doc, "API", &title.value, problems);
    prose(&doc.value)
}

/// Returns the description of an item whose texts have been checked.
pub(super) fn new(item: &impl Described) -> Doc {
    let part = |text: Option<&Text>| text.map(|text| prose(&text.value)).unwrap_or_default();
    Doc { stated: part(item.doc()), inferred: part(item.inferred()) }
}

/// Reports a text that is blank, still to be written, or only repeats the name.
fn check(key: &str, text: &Text, what: &str, name: &str, problems: &mut Diagnostics) {
    if text.value.trim().is_empty() {
        problems.push(
            Diagnostic::new(Code::MissingDoc, format!("empty `{key}` for {what} `{name}`"))
                .at(text.span, "expected a description"),
        );
    } else if is_placeholder(&text.value) {
        problems.push(
            Diagnostic::new(
                Code::PlaceholderDoc,
                format!("`{key}` for {what} `{name}` is still to be written"),
            )
            .at(text.span, "begins with `TODO`")
            .help("replace it with a description"),
        );
    } else if repeats(&text.value, name) {
        problems.push(
            Diagnostic::new(
                Code::DocRepeatsName,
                format!("`{key}` of `{name}` only repeats the name"),
            )
            .at(text.span, "adds nothing to the name")
            .help(
                "say what the name does not: its purpose, its unit or range, who sets it, or what \
                 it means to omit it",
            ),
        );
    }
}

/// Whether the first word of a text is `TODO`.
fn is_placeholder(text: &str) -> bool {
    let rest = text.trim_start().strip_prefix("TODO");
    rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
}

/// Whether a text has no words other than those of the name.
fn repeats(text: &str, name: &str) -> bool {
    let name = names::snake(names::last_part(name));
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .all(|word| {
            let singular = word.strip_suffix('s').unwrap_or(&word);
            FILLERS.contains(&word.as_str())
                || name.split('_').any(|own| own == word || own == singular)
        })
}

/// Returns a text as plain lines and as Markdown.
pub(super) fn prose(text: &str) -> Prose {
    let plain: Vec<String> =
        text.trim().lines().map(|line| line.trim_end().replace('\t', " ")).collect();
    Prose { markdown: markdown(&plain), plain }
}

/// Reports a text that may have one line only, but has a line break or a tab. Other control
/// characters have been reported.
pub(super) fn check_line(text: &Text, problems: &mut Diagnostics) {
    if let Some(found) = text.value.chars().find(|letter| letter.is_control()) {
        problems.push(control_character(text.span, found));
    }
}

/// Escapes Markdown, so that nothing becomes HTML, a link, a doctest or an open fence by accident.
fn markdown(lines: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    let mut paragraph = Vec::new();
    let mut fence: Option<String> = None;
    for line in lines {
        let marker = fence_marker(line);
        match (&fence, marker) {
            (Some(open), Some(marker)) if marker.starts_with(open.as_str()) => {
                out.push(open.clone());
                fence = None;
            }
            (Some(_), _) => out.push(line.clone()),
            (None, Some(marker)) => {
                flush(&mut paragraph, &mut out);
                // rustdoc compiles fences without a language.
                out.push(format!("{marker}text"));
                fence = Some(marker);
            }
            (None, None) if line.trim().is_empty() => {
                flush(&mut paragraph, &mut out);
                out.push(String::new());
            }
            (None, None) => {
                if starts_block(line) {
                    flush(&mut paragraph, &mut out);
                }
                paragraph.push(unindent(line));
            }
        }
    }
    flush(&mut paragraph, &mut out);
    out.extend(fence);
    out
}

/// Returns the backticks or tildes that open or close a fence.
fn fence_marker(line: &str) -> Option<String> {
    let line = line.trim_start();
    let first = line.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let marker: String = line.chars().take_while(|c| *c == first).collect();
    let rest = line.get(marker.len()..).unwrap_or_default();
    (marker.len() >= 3 && (first == '~' || !rest.contains('`'))).then_some(marker)
}

/// Whether a line starts a list item, heading, quote or rule, all of which end a paragraph.
fn starts_block(line: &str) -> bool {
    let line = line.trim_start();
    let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['-', '*', '+', '#', '>', '=', '_', '|'])
        || (after_digits.len() < line.len() && after_digits.starts_with(['.', ')']))
}

/// Reduces indentation to two spaces and other whitespace to one. Four spaces, at the start or after
/// a list marker, would make a code block that rustdoc compiles. So would a fence at the start of a
/// list item, which is removed.
fn unindent(line: &str) -> String {
    let indent = if line.starts_with(char::is_whitespace) { "  " } else { "" };
    let mut out = String::with_capacity(indent.len() + line.len());
    out.push_str(indent);
    let mut is_start = true;
    for (index, word) in line.split_whitespace().enumerate() {
        let is_marker = is_start && is_list_marker(word);
        let is_fence = is_start && !is_marker && index > 0 && fence_marker(word).is_some();
        if index > 0 {
            out.push(' ');
        }
        out.push_str(if is_fence { word.trim_start_matches(['`', '~']) } else { word });
        is_start = is_marker;
    }
    out
}

/// Whether a word is `-`, `*`, `+`, `1.` or `1)`.
fn is_list_marker(word: &str) -> bool {
    let number = word.strip_suffix(['.', ')']).unwrap_or_default();
    matches!(word, "-" | "*" | "+")
        || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn flush(paragraph: &mut Vec<String>, out: &mut Vec<String>) {
    if !paragraph.is_empty() {
        let escaped = escape(&paragraph.join("\n"));
        out.extend(escaped.lines().map(str::to_owned));
        paragraph.clear();
    }
}

/// Escapes a paragraph outside of its code spans.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(may_be_markup) {
        let (plain, marked) = rest.split_at(at);
        out.push_str(plain);
        rest = marked;
        let Some(next) = rest.chars().next() else { break };
        let taken = if next == '`' {
            code_span(rest, &mut out)
        } else if rest.starts_with("https://") || rest.starts_with("http://") {
            url(rest, &mut out)
        } else {
            if matches!(next, '<' | '>' | '[' | ']' | '|' | '\\') {
                out.push('\\');
            }
            out.push(next);
            next.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Whether a byte may start something that [`escape`] does not copy as it is.
const fn may_be_markup(byte: u8) -> bool {
    matches!(byte, b'`' | b'h' | b'<' | b'>' | b'[' | b']' | b'|' | b'\\')
}

/// Copies a code span, or escapes unclosed backticks. Returns the number of bytes consumed.
fn code_span(rest: &str, out: &mut String) -> usize {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let (fence, body) = rest.split_at(ticks);
    let mut from = 0;
    while let Some(found) = body.get(from..).and_then(|tail| tail.find('`')) {
        let start = from + found;
        let run = body.get(start..).map_or(0, |t| t.len() - t.trim_start_matches('`').len());
        if run == ticks {
            out.push_str(rest.get(..ticks + start + run).unwrap_or_default());
            return ticks + start + run;
        }
        from = start + run;
    }
    for _ in 0..fence.len() {
        out.push_str("\\`");
    }
    ticks
}

/// Writes a bare URL as a link. Returns the number of bytes consumed.
fn url(rest: &str, out: &mut String) -> usize {
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '`' | '"' | '\\' | '[' | ']'))
        .unwrap_or(rest.len());
    let url = rest.get(..end).unwrap_or(rest).trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
    out.push('<');
    out.push_str(url);
    out.push('>');
    url.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str) -> String {
        prose(text).markdown.join("\n")
    }

    #[test]
    fn html_and_links_are_escaped() {
        assert_eq!(rendered("a <tag> and [link] here"), "a \\<tag\\> and \\[link\\] here");
        assert_eq!(rendered("`<tag>` stays"), "`<tag>` stays");
        assert_eq!(rendered("see https://x.example/a."), "see <https://x.example/a>.");
        assert_eq!(rendered("one ` tick"), "one \\` tick");
    }

    #[test]
    fn code_blocks_are_not_doctests_and_fences_are_closed() {
        assert_eq!(rendered("a\n\n```\nlet x"), "a\n\n```text\nlet x\n```");
        assert_eq!(rendered("a\n\n    indented()"), "a\n\n  indented()");
        assert_eq!(rendered("```rust\nx\n```"), "```text\nx\n```");
    }

    #[test]
    fn docs_that_only_repeat_the_name_are_detected() {
        assert!(repeats("The page size.", "page_size"));
        assert!(repeats("Names of the project", "project_name"));
        assert!(!repeats("Items wanted on a page.", "page_size"));
    }
}
