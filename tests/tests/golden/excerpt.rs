//! The parts of a text that a reviewer needs.

/// Returns the items whose first line starts with one of `starts`, each with the docs and attributes
/// above it, up to the line that ends it.
///
/// Relies on the layout of generated code: blocks are indented, and end at the indentation at which
/// they begin.
pub(crate) fn items(text: &str, starts: &[&str]) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = String::new();
    let mut next = 0;
    while let Some(line) = lines.get(next) {
        if starts.iter().any(|start| line.trim_start().starts_with(start)) {
            let first = next - head_of(&lines[..next]);
            let end = next + length(&lines[next..]);
            found.extend(lines[first..end].iter().flat_map(|line| [*line, "\n"]));
            found.push('\n');
            next = end;
        } else {
            next += 1;
        }
    }
    for start in starts {
        assert!(found.contains(start), "no item starts with `{start}`");
    }
    found
}

/// The number of lines with docs and attributes right above an item.
fn head_of(above: &[&str]) -> usize {
    let is_head = |line: &&&str| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("#[")
    };
    above.iter().rev().take_while(is_head).count()
}

/// The number of lines of the item that the first line begins.
fn length(lines: &[&str]) -> usize {
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let Some(first) = lines.first() else { return 0 };
    if first.ends_with(';') || first.ends_with('}') {
        return 1;
    }
    let is_end = |line: &&str| !line.is_empty() && indentation(line) == indentation(first);
    lines.iter().skip(1).position(is_end).map_or(lines.len(), |end| end + 2)
}

/// Pretty debug output without what is at its default, and with short parts on one line.
pub(crate) fn stated(debug: &str) -> String {
    let mut text = debug.to_owned();
    loop {
        let shorter = shorten(&text);
        if shorter == text {
            return text;
        }
        text = shorter;
    }
}

/// Removes defaults and empty parts, and joins parts that hold a single line.
fn shorten(debug: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    for line in debug.lines() {
        let closes = ["}", ")", "]"].iter().any(|end| line.trim().trim_end_matches(',') == *end);
        if closes && let Some(joined) = join(&out, line.trim()) {
            let (lines, text) = joined;
            out.truncate(out.len() - lines);
            out.extend(text);
        } else if !is_default(line) {
            out.push(line.to_owned());
        }
    }
    out.join("\n")
}

fn is_default(line: &str) -> bool {
    [": false,", ": None,", ": [],", ": Never,"].iter().any(|end| line.ends_with(end))
}

/// Closes a part that holds nothing or one short line: how many lines it replaces, and by what.
fn join(lines: &[String], close: &str) -> Option<(usize, Option<String>)> {
    let opens = |line: &String| line.ends_with(['{', '(', '[']);
    let last = lines.last()?;
    if opens(last) {
        return Some((1, None));
    }
    let open = lines.get(lines.len().checked_sub(2)?)?;
    let inner = last.trim().trim_end_matches(',');
    let space = if open.ends_with('{') { " " } else { "" };
    let joined = format!("{open}{space}{inner}{space}{close}");
    (opens(open) && joined.len() <= 100).then_some((2, Some(joined)))
}
