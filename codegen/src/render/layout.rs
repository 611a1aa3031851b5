//! Blank lines between items and between documented members, which the printer does not insert.

use std::iter;

/// Appends code with blank lines.
pub(super) fn space(code: &str, out: &mut String) {
    out.reserve(code.len() + code.len() / 16);
    let mut previous: Option<Line<'_>> = None;
    // What is before this offset has been appended.
    let mut copied = 0;
    for (start, line) in lines(code) {
        let next = Line::new(line);
        if previous.is_some_and(|previous| needs_gap(previous, next)) {
            out.push_str(code.get(copied..start).unwrap_or_default());
            out.push('\n');
            copied = start;
        }
        previous = Some(next);
    }
    out.push_str(code.get(copied..).unwrap_or_default());
    if !(code.is_empty() || code.ends_with('\n')) {
        out.push('\n');
    }
}

/// The lines of code with their offsets. They are short, so they end sooner than the search of std for
/// a line break would start.
fn lines(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    iter::from_fn(move || {
        let rest = code.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.bytes().position(|byte| byte == b'\n').unwrap_or(rest.len());
        let line = rest.get(..length).map(|line| (start, line));
        start += length + 1;
        line
    })
}

/// A line with its indentation apart.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    indent: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn new(line: &'a str) -> Self {
        let indent = line.bytes().position(|byte| byte != b' ').unwrap_or(line.len());
        Self { indent, text: line.get(indent..).unwrap_or_default() }
    }
}

/// Whether a blank line belongs between two lines.
fn needs_gap(previous: Line<'_>, line: Line<'_>) -> bool {
    let (before, after) = (previous.text, line.text);
    if previous.indent != line.indent || line.indent > MEMBER_INDENT {
        return false;
    }
    // Docs and attributes belong to the next line.
    if before.starts_with("///") || before.starts_with("#[") {
        return false;
    }
    if before.is_empty() || after.is_empty() || after.starts_with('}') || opens(before) {
        return false;
    }
    if closes(before) {
        return starts_member(after);
    }
    let is_outer = line.indent == 0;
    after.starts_with("///") || (is_outer && starts_member(after) && !same_kind(before, after))
}

/// The maximum indentation of members, which can be in nested modules.
const MEMBER_INDENT: usize = 32;

fn opens(line: &str) -> bool {
    line.ends_with('{') || line.ends_with('(') || line.ends_with('[') || line.starts_with("//!")
}

fn closes(line: &str) -> bool {
    line.starts_with('}')
}

/// Whether a line starts an item or member, including its docs and attributes.
fn starts_member(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "///", "#[", "pub ", "fn ", "impl", "mod ", "use ", "static ", "const ", "type ", "rt::",
        "struct ", "enum ", "trait ",
    ];
    STARTS.iter().any(|start| line.starts_with(start))
}

/// Whether two lines belong to one group, such as imports.
fn same_kind(before: &str, after: &str) -> bool {
    ["use ", "mod ", "pub mod ", "pub use "]
        .iter()
        .any(|kind| before.starts_with(kind) && after.starts_with(kind))
}

#[cfg(test)]
mod tests {
    fn space(code: &str) -> String {
        let mut out = String::new();
        super::space(code, &mut out);
        out
    }

    #[test]
    fn separates_members_and_keeps_docs_attached() {
        let code = "impl A {\n    fn a() {}\n    fn b() {\n    }\n    /// c\n    fn c() {\n    }\n}\nimpl B {}\n";
        let spaced = "impl A {\n    fn a() {}\n    fn b() {\n    }\n\n    /// c\n    fn c() {\n    }\n}\n\nimpl B {}\n";
        assert_eq!(space(code), spaced);
    }

    #[test]
    fn the_last_line_need_not_end() {
        assert_eq!(space("#![a]"), "#![a]\n");
        assert_eq!(space("a\n\nb"), "a\n\nb\n");
        assert_eq!(space(""), "");
    }

    #[test]
    fn keeps_imports_together() {
        let spaced = "use a;\nuse b;\n\nstruct C;\n";
        assert_eq!(space("use a;\nuse b;\nstruct C;\n"), spaced);
    }
}
