//! Masks parts of a file that cannot be read, so that the rest can be.
//!
//! A masked text has the length of the file, so that offsets are those of the file.

use std::collections::BTreeSet;
use std::ops::Range;

use super::line::Line;
use crate::source::SourceFile;

/// A file with masked parts.
pub(super) struct Mask<'a> {
    source: &'a SourceFile,
    text: String,
    /// The offsets of scalars that stand for values that cannot be read.
    positions: BTreeSet<usize>,
    regions: Vec<Region>,
    /// The lines in masked parts.
    covered: BTreeSet<usize>,
}

/// A masked part: the smallest block around a line, or a wider one.
struct Region {
    line: usize,
    /// The number of smaller blocks that did not suffice.
    level: usize,
    range: Range<usize>,
}

/// A part of the file that can be masked.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    range: Range<usize>,
    /// The offset after the colon of an entry or the dash of an item, from which on its value is
    /// replaced. `None` if all of it is blanked.
    value: Option<usize>,
}

impl Block {
    /// The length of the value with its line break.
    fn length(&self) -> usize {
        self.range.end.saturating_sub(self.value.unwrap_or(self.range.start))
    }
}

/// What stands for a part that cannot be read.
#[derive(Debug, Clone, Copy)]
pub(super) enum StandIn {
    /// The value of a key in the given column.
    Value,
    /// An item of a list.
    Item,
    /// An entry whose key is unknown.
    Entry,
}

impl<'a> Mask<'a> {
    pub(super) fn new(source: &'a SourceFile) -> Self {
        let text = source.text.clone();
        Self {
            source,
            text,
            positions: BTreeSet::new(),
            regions: Vec::new(),
            covered: BTreeSet::new(),
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn positions(&self) -> &BTreeSet<usize> {
        &self.positions
    }

    /// Whether a part of the text is not that of the file, because the file is not UTF-8. That has been
    /// reported.
    pub(super) fn is_garbled(&self, text: &str) -> bool {
        self.source.misencoded.is_some() && text.contains(char::REPLACEMENT_CHARACTER)
    }

    /// Whether a line, counted from 1, is in a masked part.
    pub(super) fn covers(&self, line: usize) -> bool {
        self.covered.contains(&line)
    }

    /// Notes a masked part.
    fn cover(&mut self, region: Region) {
        let line = |offset: usize| self.source.line(u32::try_from(offset).unwrap_or(u32::MAX));
        let (start, end) = (line(region.range.start), line(region.range.end.saturating_sub(1)));
        self.covered.extend(start..=end);
        self.regions.push(region);
    }

    /// Masks the smallest block around a line, or a wider one if that is masked. Returns `false` if
    /// there is none.
    pub(super) fn widen(&mut self, line: usize) -> bool {
        let start = self.source.line_start(line);
        let covering = self.regions.iter().rposition(|region| region.range.contains(&start));
        let (line, level) = match covering.map(|at| self.regions.remove(at)) {
            Some(region) => (region.line, region.level + 1),
            None => (line, 0),
        };
        let Some(block) = self.nth_block(line, level) else { return false };
        self.apply(&block);
        self.cover(Region { line, level, range: block.range });
        true
    }

    /// Blanks lines, counted from 1.
    pub(super) fn blank(&mut self, lines: Range<usize>) {
        let range = self.source.line_start(lines.start)..self.source.line_start(lines.end);
        self.apply(&Block { range: range.clone(), value: None });
        self.cover(Region { line: lines.start, level: 0, range });
    }

    /// Writes a stand-in into blanked lines, as if it started in a column. Does nothing if the lines
    /// are too short for it.
    pub(super) fn stand_in(&mut self, lines: Range<usize>, column: usize, stand_in: StandIn) {
        let (text, scalar) = match stand_in {
            StandIn::Value => (" ~", 1),
            StandIn::Item => ("- ~", 2),
            StandIn::Entry => ("~:", 0),
        };
        let start = self.start(lines.start) + column;
        let range = start..start + text.len();
        if range.end < self.start(lines.end) {
            self.text.replace_range(range, text);
            self.positions.insert(start + scalar);
        }
    }

    fn apply(&mut self, block: &Block) {
        let start = block.value.unwrap_or(block.range.start);
        // The last line break stays, and those before it go: the value must not look like a line
        // of its own.
        let end =
            self.text.get(..block.range.end).map_or(0, |text| text.trim_end_matches('\n').len());
        let Some(length) = end.checked_sub(start) else { return };
        let replaced: Vec<usize> = self.positions.range(start..end).copied().collect();
        replaced.iter().for_each(|position| _ = self.positions.remove(position));
        let mut blank = " ".repeat(length);
        if block.value.is_some() && length >= 2 {
            blank.replace_range(1..2, "~");
            self.positions.insert(start + 1);
        }
        self.text.replace_range(start..end, &blank);
    }

    /// One of the blocks around a line, the smallest first: an entry, an item or the line alone, and
    /// the items around it.
    fn nth_block(&self, line: usize, level: usize) -> Option<Block> {
        let mut blocks = Vec::new();
        let own = self.line(line);
        let mut column = own.indentation();
        if let Some(entry) = own.entry() {
            let block = self.block(line, entry.column, entry.value);
            // A stand-in and the space before it need room.
            blocks.extend(Some(block).filter(|block| block.length() > 2));
        }
        if own.is_item() {
            blocks.push(self.block(line, column, column + 1));
        } else if own.entry().is_none() {
            let range = self.source.line_start(line)..self.source.line_start(line + 1);
            blocks.push(Block { range, value: None });
        }
        let mut wider = level.checked_sub(blocks.len());
        for above in (1..line).rev() {
            let Some(missing) = wider else { break };
            let line = self.line(above);
            if line.is_blank() || line.indentation() >= column {
                continue;
            }
            column = line.indentation();
            if line.is_item() {
                if missing == 0 {
                    return Some(self.block(above, column, column + 1));
                }
                wider = Some(missing - 1);
            }
        }
        blocks.into_iter().nth(level)
    }

    /// The block that starts in a line: that line, and those below that are indented more.
    fn block(&self, line: usize, column: usize, value: usize) -> Block {
        let own = self.line(line);
        let no_value = own.text.get(value..).unwrap_or_default().trim().is_empty();
        let mut end = line + 1;
        while self.source.line_start(end) < self.source.text.len() {
            let below = self.line(end);
            let deeper = below.indentation() > column
                // The items of a list may stand in the column of its key, and so may brackets.
                || (below.indentation() == column
                    && (below.starts_with_bracket() || (no_value && below.is_item())));
            if !below.is_blank() && !deeper {
                break;
            }
            end += 1;
        }
        let start = self.source.line_start(line);
        Block { range: start..self.source.line_start(end), value: Some(start + value) }
    }

    /// The number of lines.
    pub(super) fn lines(&self) -> usize {
        self.source.line(u32::MAX)
    }

    /// The offset of a line, counted from 1.
    pub(super) fn start(&self, line: usize) -> usize {
        self.source.line_start(line)
    }

    /// A line of the file, counted from 1.
    pub(super) fn line(&self, line: usize) -> Line<'a> {
        let range = self.start(line)..self.start(line + 1);
        let text = self.source.text.get(range.clone()).unwrap_or_default();
        Line { start: range.start, text: text.trim_end_matches(['\n', '\r']) }
    }

    /// The names in the masked parts.
    pub(super) fn lost(&self) -> Vec<String> {
        let texts =
            self.regions.iter().filter_map(|region| self.source.text.get(region.range.clone()));
        texts.flat_map(names).collect()
    }

    /// The names in the whole file.
    pub(super) fn all_names(&self) -> Vec<String> {
        names(&self.source.text)
    }
}

/// The values of keys `name` in a text.
fn names(text: &str) -> Vec<String> {
    let values = text.match_indices("name:").filter_map(|(at, key)| {
        let before = text.get(..at)?.chars().next_back();
        let is_key = before.is_none_or(|letter| letter.is_whitespace() || "{,\"'".contains(letter));
        let value = text.get(at + key.len()..)?.trim_start_matches([' ', '"', '\'']);
        let end = value.find(|letter: char| !letter.is_alphanumeric() && !"_.".contains(letter));
        let name = value.get(..end.unwrap_or(value.len()))?;
        (is_key && !name.is_empty()).then(|| name.to_owned())
    });
    values.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Masks a line `times` times.
    fn masked(text: &str, line: usize, times: usize) -> (String, usize, Vec<String>) {
        let source = SourceFile::new("a.yaml", "a.yaml", text.to_owned());
        let mut mask = Mask::new(&source);
        for _ in 0..times {
            assert!(mask.widen(line));
        }
        assert_eq!(mask.text().len(), text.len());
        (mask.text().to_owned(), mask.positions().len(), mask.lost())
    }

    const TEXT: &str = "\
- name: One
  doc: a: b
  fields:
  - {name: x,
     number: 1}
- name: Two
";

    #[test]
    fn the_smallest_block_is_masked_first() {
        let (text, positions, lost) = masked(TEXT, 2, 1);
        assert_eq!(text.lines().nth(1), Some("  doc: ~   "));
        assert_eq!((positions, lost.len()), (1, 0));
        let (text, _, lost) = masked(TEXT, 4, 1);
        assert!(text.contains("  fields:\n  - ~      "), "{text}");
        assert!(text.ends_with(" \n- name: Two\n"), "{text}");
        assert_eq!(lost, ["x"]);
    }

    #[test]
    fn wider_blocks_follow() {
        let (text, positions, lost) = masked(TEXT, 2, 2);
        assert!(text.starts_with("- ~     ") && text.ends_with(" \n- name: Two\n"), "{text}");
        assert_eq!((positions, lost), (1, vec!["One".to_owned(), "x".to_owned()]));
        let source = SourceFile::new("a.yaml", "a.yaml", TEXT.to_owned());
        let mut mask = Mask::new(&source);
        assert!(mask.widen(2) && mask.widen(2) && !mask.widen(2));
        assert_eq!(mask.all_names(), ["One", "x", "Two"]);
    }

    #[test]
    fn a_list_in_the_column_of_its_key_belongs_to_it() {
        let (text, ..) = masked("fields:\n- a\n- b\nenums: []\n", 1, 1);
        assert_eq!(text, "fields: ~      \nenums: []\n");
    }
}
