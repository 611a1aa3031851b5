//! Reads YAML into [`Node`]s, with every mistake of a file.
//!
//! The only module that uses a YAML parser. After a syntax error, the smallest part of the file that
//! contains it is masked and the rest is read again, so that one mistake does not hide the others.
//! Used by [`crate::parse`]. Depends on `node`, `source` and `diagnostics`.
//!
//! | file | purpose |
//! | --- | --- |
//! | `tree` | events of the parser to nodes, limits, keys, aliases |
//! | `entries` | the entries of a mapping that is being read |
//! | `scalar` | plain scalars by YAML's core schema |
//! | `fault` | syntax errors in our words, at their cause |
//! | `tabs` | lines that are indented with tabs |
//! | `line` | a line: its indentation, its dash and its key |
//! | `mask` | parts of a file that cannot be read |

mod entries;
mod fault;
mod line;
mod mask;
mod scalar;
mod tabs;
mod tree;

use crate::diagnostics::{Code, Diagnostic};
use crate::node::{Kind, Node};
use crate::source::{SourceFile, SourceId, Span};
use mask::Mask;

/// The maximum number of syntax errors reported in a file.
const MAX_FAULTS: usize = 20;

/// The maximum number of times that a file is read. Masking a part of it may take several.
const MAX_READS: usize = 4 * MAX_FAULTS;

/// A file as far as it could be read.
#[derive(Debug)]
pub(crate) struct Document {
    /// The root. What could not be read is [`Kind::Broken`].
    pub(crate) root: Node,
    /// The mistakes.
    pub(crate) problems: Vec<Diagnostic>,
    /// The names in the parts that could not be read.
    pub(crate) lost: Vec<String>,
}

impl Document {
    /// A file of which nothing is known.
    pub(crate) fn broken(file: SourceId) -> Self {
        let root = Node { span: Span { file, start: 0, end: 0 }, kind: Kind::Broken };
        Self { root, problems: Vec::new(), lost: Vec::new() }
    }

    /// A file that cannot be parsed at all.
    pub(crate) fn unreadable(file: SourceId, reason: &str) -> Self {
        let broken = Self::broken(file);
        let problem = Diagnostic::new(Code::Syntax, "invalid YAML").at(broken.root.span, reason);
        Self { problems: vec![problem], ..broken }
    }
}

/// Reads a file.
pub(crate) fn read(id: SourceId, source: &SourceFile) -> Document {
    let mut mask = Mask::new(source);
    let mut problems = fault::conflicts(id, &mut mask);
    for reads in 1.. {
        let fault = match tree::read(id, &mask) {
            Ok(tree::Tree { root, problems: more }) => {
                problems.extend(more);
                return Document { root, problems, lost: mask.lost() };
            }
            Err(fault) => fault,
        };
        let found = fault::explain(id, mask.text(), &fault);
        let line = source.line(found.offset);
        let tabs = tabs::report(id, &mut mask, line);
        if !tabs.is_empty() {
            problems.extend(tabs);
            continue;
        }
        let is_new = !mask.covers(line);
        if is_new {
            problems.push(found.diagnostic);
            found.key.iter().for_each(|key| _ = mask.widen(source.line(*key)));
        }
        let give_up = fault.is_limit || problems.len() > MAX_FAULTS || reads == MAX_READS;
        if give_up || !mask.widen(line) {
            break;
        }
    }
    Document { problems, lost: mask.all_names(), ..Document::broken(id) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kind of the value of `type`.
    fn type_in(bytes: &[u8]) -> Option<Kind> {
        let source = SourceFile::from_bytes("a.yaml".into(), "a.yaml".into(), bytes.to_vec());
        let Document { root, problems, .. } = read(SourceId(0), &source);
        assert!(problems.is_empty(), "{problems:?}");
        let Kind::Mapping(mut entries) = root.kind else { return None };
        entries.pop().map(|(_, node)| node.kind)
    }

    #[test]
    fn text_that_is_not_utf8_is_not_reported_again() {
        assert_eq!(type_in(b"type: string \xFC"), Some(Kind::Broken));
        assert_eq!(type_in(b"type: \"string \xFC\""), Some(Kind::Broken));
        let text = |text: &str| Some(Kind::Text(text.to_owned()));
        assert_eq!(type_in(b"# \xFC\ntype: string"), text("string"));
        assert_eq!(type_in("type: string \u{FFFD}".as_bytes()), text("string \u{FFFD}"));
    }
}
