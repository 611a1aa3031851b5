//! Lines that are indented with tabs, too little, or not like their siblings.

use granit_parser::ErrorKind;

use super::{Cause, Context};

impl Context<'_> {
    pub(super) fn tab(&self) -> Option<Cause> {
        // A tab after the line that is indented by it stops the parser as late as in the next one.
        let near = [Some(self.at), Some(self.at + 1), self.above(self.at)];
        near.into_iter().flatten().find_map(|at| {
            let line = self.line(at);
            let end = line.indentation();
            let start = line.text.get(..end)?.find('\t')?;
            let cause = Cause::new(at, start..end, "tab in the indentation");
            Some(cause.label("expected spaces").help("indent with spaces"))
        })
    }

    /// A line of a block of text that is indented less than the block.
    pub(super) fn text_of_block(&self) -> Option<Cause> {
        self.near().find_map(|at| {
            let line = self.line(at);
            if line.is_blank() || line.key().is_some() || line.text.trim_start().starts_with("- ") {
                return None;
            }
            let header = (0..at).rev().find(|above| self.line(*above).opens_block())?;
            let first = (header + 1..at).find(|at| !self.line(*at).is_blank());
            let wanted = match first.map(|first| self.line(first).spaces()) {
                Some(wanted) if wanted > line.spaces() => wanted,
                Some(_) => return None,
                None => self.line(header).spaces() + 2,
            };
            let is_text = |at: usize| self.line(at).is_blank() || self.line(at).spaces() >= wanted;
            if !(header + 1..at).all(is_text) {
                return None;
            }
            let key = self.line(header).key().unwrap_or("the key");
            let message = format!("the text of `{key}` is indented too little");
            let range = line.spaces()..line.text.len();
            let label = format!("expected {wanted} spaces before it");
            let help = format!("indent the line like the text above, or by more than `{key}`");
            let mut cause = Cause::new(at, range, message).label(label).help(help);
            // Without a first line, the block would be an empty text.
            cause.key = first.is_none().then_some(header);
            Some(cause)
        })
    }

    /// A line that is not aligned with its siblings.
    pub(super) fn indentation(&self) -> Option<Cause> {
        let is_structure = matches!(
            self.kind,
            ErrorKind::MappingValueNotAllowed
                | ErrorKind::ExpectedBlockMappingKey
                | ErrorKind::ExpectedBlockSequenceEntry
                | ErrorKind::BlockSequenceEntryNotAllowed
                | ErrorKind::InvalidIndentation
                | ErrorKind::SimpleKeyExpected
                | ErrorKind::InvalidSimpleKey
                | ErrorKind::ExpectedDocumentStart
        );
        let line = self.line(self.at);
        if !is_structure || line.is_blank() {
            return None;
        }
        let range = line.spaces()..line.text.len();
        if line.key().is_none() && !line.text.trim_start().starts_with('-') {
            let cause =
                Cause::new(self.at, range, "text without a key").label("expected `key: value`");
            return Some(
                cause.help("add a key, or indent the line like the text that it continues"),
            );
        }
        let cause = Cause::new(self.at, range, "wrong indentation");
        let is_item = |at: &usize| self.line(*at).text.trim_start().starts_with('-');
        if is_item(&self.at)
            && let Some(item) = (0..self.at).rev().find(is_item)
        {
            let column = self.line(item).spaces() + 1;
            let label = format!("the dash of the item above is in column {column}");
            return Some(cause.label(label).help("align the dashes of a list"));
        }
        Some(match self.above(self.at).map(|above| self.line(above)) {
            Some(above) if above.key().is_some() => {
                let (key, column) = (above.key().unwrap_or_default(), above.content() + 1);
                let label = format!("`{key}` above starts in column {column}");
                cause.label(label).help("align the keys of a mapping and the dashes of a list")
            }
            _ => cause
                .label("does not align with a line above")
                .help("align the keys of a mapping and the dashes of a list"),
        })
    }
}
