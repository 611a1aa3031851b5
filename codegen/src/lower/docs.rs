//! Prose: what is missing, what says nothing, and Markdown that rustdoc takes as it is.

use super::names;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::Doc;
use crate::raw::Text;
use crate::source::Span;

/// Words that add nothing to a name.
const FILLERS: &[&str] = &[
    "a", "an", "the", "of", "for", "this", "that", "is", "and", "its", "in", "to", "message",
    "field", "value", "enum", "object",
];

/// Lowers the doc of something called `name`; a missing or empty-handed one is reported.
pub(super) fn lower(
    doc: Option<&Text>,
    what: &str,
    name: &str,
    span: Span,
    problems: &mut Diagnostics,
) -> Doc {
    let Some(text) = doc.filter(|text| !text.value.trim().is_empty()) else {
        problems.push(
            Diagnostic::new(Code::MissingDoc, format!("{what} `{name}` has no `doc`"))
                .at(span, "nothing says what this is"),
        );
        return Doc::default();
    };
    if repeats(&text.value, name) {
        problems.push(
            Diagnostic::new(Code::DocRepeatsName, format!("the doc of `{name}` only repeats it"))
                .at(text.span, "says nothing that the name does not say"),
        );
    }
    new(&text.value)
}

/// Whether a text has no word that the name does not have.
fn repeats(text: &str, name: &str) -> bool {
    let name = names::words(names::last_part(name));
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .all(|word| {
            let singular = word.strip_suffix('s').unwrap_or(&word);
            FILLERS.contains(&word.as_str())
                || name.iter().any(|own| own == &word || own == singular)
        })
}

/// Both spellings of a text.
pub(super) fn new(text: &str) -> Doc {
    let plain: Vec<String> = text.trim().lines().map(clean_line).collect();
    Doc { markdown: markdown(&plain), plain }
}

/// A line without what no comment can hold: control characters, and those that reorder text and
/// could make code look like something else.
fn clean_line(line: &str) -> String {
    line.trim_end()
        .chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Markdown in which nothing is HTML, a link, a code test or an open fence by accident.
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
                // rustdoc would compile a fence without a language.
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

/// The backticks or tildes that open or close a fence.
fn fence_marker(line: &str) -> Option<String> {
    let line = line.trim_start();
    let first = line.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let marker: String = line.chars().take_while(|c| *c == first).collect();
    let rest = line.get(marker.len()..).unwrap_or_default();
    (marker.len() >= 3 && (first == '~' || !rest.contains('`'))).then_some(marker)
}

/// Whether a line starts a list item, heading, quote or rule, which ends a code span before it.
fn starts_block(line: &str) -> bool {
    let line = line.trim_start();
    let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['-', '*', '+', '#', '>', '=', '_', '|'])
        || (after_digits.len() < line.len() && after_digits.starts_with(['.', ')']))
}

/// At most two spaces of indentation and single ones inside: four, also behind the mark of a list
/// item, would make code that rustdoc compiles, as would a fence that an item starts with.
fn unindent(line: &str) -> String {
    let indent = if line.starts_with(char::is_whitespace) { "  " } else { "" };
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let marks = words.iter().take_while(|word| is_list_mark(word)).count();
    if let Some(first) = words.get_mut(marks).filter(|_| marks > 0)
        && fence_marker(first).is_some()
    {
        *first = first.trim_start_matches(['`', '~']);
    }
    format!("{indent}{}", words.join(" "))
}

/// Whether a word is `-`, `*`, `+`, `1.` or `1)`.
fn is_list_mark(word: &str) -> bool {
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
    while let Some(next) = rest.chars().next() {
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
    out
}

/// Copies a code span, or escapes backticks that nothing closes; gives the bytes it took.
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

/// Writes a bare URL as a link; gives the bytes it took.
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
        new(text).markdown.join("\n")
    }

    #[test]
    fn nothing_becomes_html_or_a_link_by_accident() {
        assert_eq!(rendered("a <tag> and [link] here"), "a \\<tag\\> and \\[link\\] here");
        assert_eq!(rendered("`<tag>` stays"), "`<tag>` stays");
        assert_eq!(rendered("see https://x.example/a."), "see <https://x.example/a>.");
        assert_eq!(rendered("one ` tick"), "one \\` tick");
    }

    #[test]
    fn code_is_never_compiled_and_fences_are_closed() {
        assert_eq!(rendered("a\n\n```\nlet x"), "a\n\n```text\nlet x\n```");
        assert_eq!(rendered("a\n\n    indented()"), "a\n\n  indented()");
        assert_eq!(rendered("```rust\nx\n```"), "```text\nx\n```");
    }

    #[test]
    fn a_doc_that_repeats_the_name_says_nothing() {
        assert!(repeats("The page size.", "page_size"));
        assert!(repeats("Names of the project", "project_name"));
        assert!(!repeats("Items wanted on a page.", "page_size"));
    }
}
