//! Writes examples as JSON, with the key order of the schema.

use crate::node::{Kind, Node};

/// Writes a value as JSON, indented by two spaces.
pub(super) fn pretty(node: &Node) -> String {
    let mut out = String::new();
    write(node, 0, &mut out);
    out
}

fn write(node: &Node, depth: usize, out: &mut String) {
    match &node.kind {
        Kind::Broken | Kind::Null => out.push_str("null"),
        Kind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Kind::Integer(value) => out.push_str(&value.to_string()),
        Kind::Float(value) => out.push_str(&value.to_string()),
        Kind::Text(text) => write_text(text, out),
        Kind::List(nodes) => {
            let items = nodes.iter().map(|node| (None, node));
            write_block(items, ('[', ']'), depth, out);
        }
        Kind::Mapping(entries) => {
            let items = entries.iter().map(|(key, node)| (Some(key.text.as_str()), node));
            write_block(items, ('{', '}'), depth, out);
        }
    }
}

fn write_block<'a>(
    items: impl ExactSizeIterator<Item = (Option<&'a str>, &'a Node)>,
    (open, close): (char, char),
    depth: usize,
    out: &mut String,
) {
    out.push(open);
    let empty = items.len() == 0;
    for (index, (key, node)) in items.enumerate() {
        if index > 0 {
            out.push(',');
        }
        new_line(depth + 1, out);
        if let Some(key) = key {
            write_text(key, out);
            out.push_str(": ");
        }
        write(node, depth + 1, out);
    }
    if !empty {
        new_line(depth, out);
    }
    out.push(close);
}

fn new_line(depth: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn write_text(text: &str, out: &mut String) {
    let is_plain = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    if text.bytes().all(is_plain) {
        out.extend(["\"", text, "\""]);
    } else {
        out.push_str(&serde_json::Value::from(text).to_string());
    }
}
