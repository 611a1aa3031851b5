//! YAML in the style of schema files, as a tree that edits change.
//!
//! Reads block mappings, block lists and flow mappings of one line. Everything else is kept as it is
//! written, so edits do not depend on the reader of the generator. Comments are dropped. Used by
//! `document` and `edits`. Depends on nothing.

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Yaml {
    /// A scalar or a flow list, as written. The first line follows the key; the others are without
    /// their common indentation.
    Text(Vec<String>),
    /// A block list.
    List(Vec<Self>),
    /// A mapping, in order.
    Map(Vec<(String, Self)>),
}

impl Yaml {
    /// A value of one line, as it is written in YAML.
    pub(super) fn text(line: impl Into<String>) -> Self {
        Self::Text(vec![line.into()])
    }

    /// A mapping of values of one line.
    pub(super) fn map<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let entries = entries.into_iter();
        Self::Map(entries.map(|(key, value)| (key.to_owned(), Self::text(value))).collect())
    }

    /// Reads a file. `None` if a line is not in the style.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let lines = text.lines().map(str::to_owned).collect();
        let mut reader = Reader { lines, at: 0 };
        let value = reader.block(0)?;
        reader.peek().is_none().then_some(value)
    }

    /// The value of a key of a mapping.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The value of a key, if it has one line.
    pub(super) fn line(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_line()
    }

    /// The value, if it has one line.
    pub(super) fn as_line(&self) -> Option<&str> {
        match self {
            Self::Text(lines) => match lines.as_slice() {
                [line] => Some(line),
                _ => None,
            },
            _ => None,
        }
    }

    /// The elements of a list under a key; none without one.
    pub(super) fn items(&self, key: &str) -> &[Self] {
        match self.get(key) {
            Some(Self::List(items)) => items,
            _ => &[],
        }
    }

    /// Removes a text from a list under a key.
    pub(super) fn remove_item(&mut self, key: &str, text: &str) {
        let Self::Map(entries) = self else { return };
        for (name, value) in entries {
            if let (true, Self::List(items)) = (name == key, value) {
                items.retain(|item| item.as_line() != Some(text));
            }
        }
    }

    /// Prints a file.
    pub(super) fn print(&self) -> String {
        let mut out = String::new();
        self.print_at(0, &mut out);
        out
    }

    fn print_at(&self, indent: usize, out: &mut String) {
        match self {
            Self::Map(entries) => {
                for (key, value) in entries {
                    indented(indent, key, out);
                    out.push(':');
                    value.print_after_key(indent, out);
                }
            }
            Self::List(items) => {
                for item in items {
                    let mut inner = String::new();
                    item.print_at(indent + 2, &mut inner);
                    indented(indent, "- ", out);
                    out.push_str(inner.trim_start());
                }
            }
            Self::Text(lines) => {
                for line in lines {
                    indented(indent, line, out);
                    out.push('\n');
                }
            }
        }
    }

    fn print_after_key(&self, indent: usize, out: &mut String) {
        match self {
            Self::Text(lines) => {
                let (first, rest) = lines.split_first().unzip();
                if let Some(first) = first.filter(|first| !first.is_empty()) {
                    out.push(' ');
                    out.push_str(first);
                }
                out.push('\n');
                for line in rest.into_iter().flatten() {
                    if !line.is_empty() {
                        indented(indent + 2, line, out);
                    }
                    out.push('\n');
                }
            }
            Self::List(items) if items.is_empty() => out.push_str(" []\n"),
            Self::Map(entries) if entries.is_empty() => out.push_str(" {}\n"),
            Self::List(_) => {
                out.push('\n');
                self.print_at(indent, out);
            }
            Self::Map(_) => {
                out.push('\n');
                self.print_at(indent + 2, out);
            }
        }
    }
}

fn indented(indent: usize, text: &str, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
    out.push_str(text);
}

struct Reader {
    lines: Vec<String>,
    at: usize,
}

impl Reader {
    /// The indentation and the text of the next line that is neither blank nor a comment.
    fn peek(&mut self) -> Option<(usize, String)> {
        loop {
            let line = self.lines.get(self.at)?;
            let text = line.trim_start();
            if !text.is_empty() && !text.starts_with('#') {
                return Some((line.len() - text.len(), text.to_owned()));
            }
            self.at += 1;
        }
    }

    fn block(&mut self, indent: usize) -> Option<Yaml> {
        let (_, text) = self.peek()?;
        if is_item(&text) { self.list(indent) } else { self.map(indent) }
    }

    fn list(&mut self, indent: usize) -> Option<Yaml> {
        let mut items = Vec::new();
        while let Some((at, text)) = self.peek() {
            if at != indent || !is_item(&text) {
                break;
            }
            let rest = text.trim_start_matches('-').trim_start().to_owned();
            let inner = indent + text.len() - rest.len();
            if key(&rest).is_some() {
                *self.lines.get_mut(self.at)? = format!("{}{rest}", " ".repeat(inner));
                items.push(self.map(inner)?);
            } else {
                self.at += 1;
                items.push(self.value(&rest, indent)?);
            }
        }
        Some(Yaml::List(items))
    }

    fn map(&mut self, indent: usize) -> Option<Yaml> {
        let mut entries = Vec::new();
        while let Some((at, text)) = self.peek() {
            if at != indent || is_item(&text) {
                break;
            }
            let (key, rest) = key(&text)?;
            let (key, rest) = (key.to_owned(), rest.to_owned());
            self.at += 1;
            entries.push((key, self.value(&rest, indent)?));
        }
        Some(Yaml::Map(entries))
    }

    /// The value after a key at an indentation.
    fn value(&mut self, rest: &str, indent: usize) -> Option<Yaml> {
        if rest.is_empty() {
            return match self.peek() {
                Some((at, _)) if at > indent => self.block(at),
                Some((at, text)) if at == indent && is_item(&text) => self.list(at),
                _ => Some(Yaml::text("")),
            };
        }
        if let Some(entries) = flow(rest) {
            return Some(Yaml::Map(entries));
        }
        let mut lines = vec![rest.to_owned()];
        let start = self.at;
        while self.lines.get(self.at).is_some_and(|line| is_deeper(line, indent)) {
            self.at += 1;
        }
        let rest = self.lines.get(start..self.at).unwrap_or_default();
        let common = rest.iter().filter(|line| !line.is_empty()).map(|line| leading(line)).min();
        lines.extend(rest.iter().map(|line| line.get(common.unwrap_or(0)..).unwrap_or("").into()));
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        Some(Yaml::Text(lines))
    }
}

fn leading(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line continues a value whose key has an indentation.
fn is_deeper(line: &str, indent: usize) -> bool {
    line.trim().is_empty() || leading(line) > indent
}

fn is_item(text: &str) -> bool {
    text == "-" || text.starts_with("- ")
}

/// The key of a line and the rest.
fn key(text: &str) -> Option<(&str, &str)> {
    let (key, rest) = text.split_once(':')?;
    let is_key = !key.is_empty() && !key.contains([' ', '{', '[']);
    let ends = rest.is_empty() || rest.starts_with(' ');
    (is_key && ends).then(|| (key, rest.trim()))
}

/// The entries of a flow mapping of one line.
fn flow(text: &str) -> Option<Vec<(String, Yaml)>> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    let mut entries = Vec::new();
    for part in parts(inner)? {
        let (key, value) = key(part.trim())?;
        let value = flow(value).map_or_else(|| Yaml::text(value), Yaml::Map);
        entries.push((key.to_owned(), value));
    }
    Some(entries)
}

/// Splits the inside of a flow mapping at its commas. `None` if a bracket is not closed.
fn parts(text: &str) -> Option<Vec<&str>> {
    let (mut depth, mut quote, mut start) = (0usize, None, 0);
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => depth = depth.checked_sub(1)?,
            (None, ',') if depth == 0 => {
                parts.push(text.get(start..at)?);
                start = at + 1;
            }
            _ => {}
        }
    }
    let last = text.get(start..)?;
    if !last.trim().is_empty() {
        parts.push(last);
    }
    (depth == 0 && quote.is_none()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_printed() {
        let text = "# comment\nservice:\n  name: A\n\nmessages:\n- name: B\n  doc: |-\n    One.\n\n      Two.\n  \
                    deprecated: {use: X, why: \"a, b\"}\n  fields:\n  - {name: c, list: [1, 2]}\n  \
                    - name: d\n- name: E\n  texts:\n  - one\n  - two\n";
        let printed = Yaml::parse(text).unwrap().print();
        assert_eq!(
            printed,
            "service:\n  name: A\nmessages:\n- name: B\n  doc: |-\n    One.\n\n      Two.\n  \
             deprecated:\n    use: X\n    why: \"a, b\"\n  fields:\n  - name: c\n    list: [1, 2]\n  \
             - name: d\n- name: E\n  texts:\n  - one\n  - two\n"
        );
        assert_eq!(Yaml::parse(&printed).unwrap().print(), printed);
    }

    #[test]
    fn other_styles_are_refused() {
        for text in ["a: b\n  c: d\ne", "just text", "- a: b\n c: d\n"] {
            assert_eq!(Yaml::parse(text), None, "{text:?}");
        }
    }
}
