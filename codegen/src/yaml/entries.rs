//! The entries of a mapping while it is read, with an index once they are many.

use std::collections::HashMap;

use crate::node::{Key, Node};

/// The number of entries that are searched without an index. Most mappings have fewer.
const FEW: usize = 16;

/// Entries in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Entries {
    list: Vec<(Key, Node)>,
    /// The positions of the keys that could be read, once there are more than a few entries.
    positions: HashMap<String, usize>,
}

impl Entries {
    pub(super) fn push(&mut self, key: Key, node: Node) {
        self.list.push((key, node));
        let indexed = match self.list.len() {
            0..=FEW => return,
            count if self.positions.is_empty() => 0..count,
            count => count - 1..count,
        };
        for at in indexed {
            if let Some((key, _)) = self.list.get(at).filter(|(key, _)| !key.is_lost) {
                self.positions.insert(key.text.clone(), at);
            }
        }
    }

    /// The key with a text, unless it could not be read.
    pub(super) fn key(&self, text: &str) -> Option<&Key> {
        let found = match self.list.len() {
            0..=FEW => self.list.iter().find(|(key, _)| key.text == text && !key.is_lost),
            _ => self.positions.get(text).and_then(|at| self.list.get(*at)),
        };
        found.map(|(key, _)| key)
    }

    /// The value of the last entry.
    pub(super) fn last_value(&mut self) -> Option<&mut Node> {
        self.list.last_mut().map(|(_, node)| node)
    }

    pub(super) fn into_list(self) -> Vec<(Key, Node)> {
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::Kind;
    use crate::source::{SourceId, Span};

    #[test]
    fn keys_are_found_among_few_and_many() {
        let span = |at| Span { file: SourceId(0), start: at, end: at };
        let mut entries = Entries::default();
        for at in 0..3 * FEW as u32 {
            let text = if at % 5 == 0 { String::new() } else { format!("key{at}") };
            let key = Key { text, span: span(at), is_lost: at % 5 == 0 };
            assert_eq!(entries.key(&format!("key{at}")), None);
            entries.push(key, Node { span: span(at), kind: Kind::Null });
            for before in 1..=at {
                let found = entries.key(&format!("key{before}")).map(|key| key.span);
                assert_eq!(found, (before % 5 != 0).then(|| span(before)));
            }
            assert_eq!(entries.key(""), None);
        }
        assert_eq!(entries.into_list().len(), 3 * FEW);
    }
}
