//! Lines that are indented with tabs.
//!
//! All of a file are reported at once. Each run of them is replaced by a stand-in of the part that it
//! seems to belong to, so that neither the rest of the file nor its mistakes are hidden.

use super::MAX_FAULTS;
use super::line::{Entry, Line};
use super::mask::{Mask, StandIn};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::SourceId;

/// Masks every line that is indented with a tab, and reports the first [`MAX_FAULTS`] of them. Does
/// nothing unless `line`, which stopped the parser, is one of them.
pub(super) fn report(file: SourceId, mask: &mut Mask<'_>, line: usize) -> Vec<Diagnostic> {
    let found = indented(mask);
    if !found.contains(&line) {
        return Vec::new();
    }
    let (mut next, mut above) = (1, None);
    for line in &found {
        if *line >= next {
            let entries = (next..*line).rev().find_map(|at| Some((at, mask.line(at).entry()?)));
            above = entries.or(above);
            let end = replace(mask, *line, above.as_ref(), &found);
            let entries = (*line..end).rev().find_map(|at| Some((at, mask.line(at).entry()?)));
            above = entries.or(above);
            next = end;
        }
    }
    found.iter().take(MAX_FAULTS).map(|line| diagnostic(file, mask, *line)).collect()
}

fn diagnostic(file: SourceId, mask: &Mask<'_>, line: usize) -> Diagnostic {
    let line = mask.line(line);
    let tab = line.text.find('\t').unwrap_or_default();
    Diagnostic::new(Code::Syntax, "tab in the indentation")
        .at(line.span(file, tab..line.indentation()), "expected spaces")
        .help("indent with spaces")
}

/// The lines with a key or a dash after a tab. Tabs before other lines can be a part of text.
fn indented(mask: &Mask<'_>) -> Vec<usize> {
    let mut found = Vec::new();
    // The indentation of the key of a block of text.
    let mut block: Option<usize> = None;
    let mut is_inside_brackets = false;
    for at in 1..=mask.lines() {
        let line = mask.line(at);
        if line.is_blank() {
            continue;
        }
        block = block.filter(|column| line.spaces() > *column);
        if block.is_some() {
            continue;
        }
        let has_tab = line.spaces() < line.indentation();
        let is_structure = line.is_item() || line.entry().is_some();
        if has_tab && is_structure && !is_inside_brackets && !mask.covers(at) {
            found.push(at);
        }
        block = line.starts_block().then(|| line.spaces());
        is_inside_brackets = line.text.trim_end().ends_with([',', '{', '[']);
    }
    found
}

/// Replaces a run of lines that starts with a line. `entry` is the last one above, with its line.
/// Returns the line after the run.
fn replace(
    mask: &mut Mask<'_>,
    start: usize,
    entry: Option<&(usize, Entry)>,
    tabs: &[usize],
) -> usize {
    let parent = (1..start).rev().find(|at| !mask.line(*at).is_ignored());
    let column = entry.map_or(0, |(_, entry)| entry.column);
    let belongs = |at: usize| {
        let line = mask.line(at);
        tabs.binary_search(&at).is_ok() || line.is_blank() || line.indentation() > column
    };
    let mut end = start + 1;
    while end <= mask.lines() && belongs(end) {
        end += 1;
    }
    let is_item = mask.line(start).is_item();
    let stand_in = match (parent.map(|at| mask.line(at)), entry) {
        (Some(line), Some((at, _))) if line.starts_block() => {
            mask.widen(*at);
            None
        }
        (Some(line), Some((_, entry))) if line.lacks_value() => {
            Some((entry.column, StandIn::Value))
        }
        (Some(line), _) if is_item && line.is_item() => Some((line.indentation(), StandIn::Item)),
        _ => Some((column, StandIn::Entry)),
    };
    mask.blank(start..end);
    if let Some((column, stand_in)) = stand_in {
        mask.stand_in(start..end, column, stand_in);
    }
    end
}

impl Line<'_> {
    /// Whether it has neither a key nor a value.
    fn is_ignored(&self) -> bool {
        self.is_blank() || self.text.trim_start().starts_with('#')
    }

    /// The text after its key.
    fn entry_value(&self) -> Option<&str> {
        Some(self.text.get(self.entry()?.value..)?.trim())
    }

    /// Whether it ends after its key, so that the value is in the lines below.
    fn lacks_value(&self) -> bool {
        self.entry_value().is_some_and(|value| value.is_empty() || value.starts_with('#'))
    }

    /// Whether its value is the header of a block of text, such as `|-`.
    fn starts_block(&self) -> bool {
        self.entry_value().is_some_and(|value| value.starts_with(['|', '>']) && value.len() <= 3)
    }
}
