//! Blank lines between items and between documented members, which the printer does not insert.

/// Appends code with blank lines.
pub(super) fn space(code: &str, out: &mut String) {
    out.reserve(code.len() + code.len() / 16);
    let mut previous: Option<Line<'_>> = None;
    for line in code.lines() {
        let next = Line::new(line);
        if previous.is_some_and(|previous| needs_gap(previous, next)) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = Some(next);
    }
}

/// A line with its indentation apart.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    indent: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn new(line: &'a str) -> Self {
        let text = line.trim_start_matches(' ');
        Self { indent: line.len() - text.len(), text }
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
    fn keeps_imports_together() {
        let spaced = "use a;\nuse b;\n\nstruct C;\n";
        assert_eq!(space("use a;\nuse b;\nstruct C;\n"), spaced);
    }
}
