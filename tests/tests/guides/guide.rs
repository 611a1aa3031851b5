//! A guide and its code blocks.

use std::fs;

use gitpod_tests::workspace;

/// Every guide, by its path from the workspace's root.
pub(crate) const GUIDES: [&str; 13] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "docs/audit.md",
    "docs/call.md",
    "docs/command-line.md",
    "docs/limits.md",
    "docs/mock.md",
    "docs/new-api.md",
    "docs/reviewing.md",
    "docs/schema.md",
    "docs/serve.md",
    "docs/types.md",
];

/// A fenced code block.
pub(crate) struct Block {
    /// What follows the opening fence, such as `sh`.
    pub(crate) info: String,
    /// The lines between the fences, without the indentation of the fence.
    pub(crate) text: String,
    /// The line of the opening fence, from 1.
    pub(crate) line: usize,
}

/// The text of a guide.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The code blocks of a guide, in order.
pub(crate) fn blocks(path: &str) -> Vec<Block> {
    let text = read(path);
    let mut blocks = Vec::new();
    let mut open: Option<(Block, usize)> = None;
    for (index, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        match (line.trim_start().strip_prefix("```"), open.take()) {
            (Some(info), None) => {
                let block = Block { info: info.to_owned(), text: String::new(), line: index + 1 };
                open = Some((block, indent));
            }
            (Some(_), Some((block, _))) => blocks.push(block),
            (None, Some((mut block, indent))) => {
                block.text.push_str(line.get(indent..).unwrap_or_default());
                block.text.push('\n');
                open = Some((block, indent));
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{path}: a code block is not closed");
    blocks
}
