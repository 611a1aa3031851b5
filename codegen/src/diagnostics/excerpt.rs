//! The lines of a file that a diagnostic shows. Their length is limited, because the renderer walks all
//! of them for each diagnostic.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::{SourceFile, Span, boundary};

/// The maximum length of the lines from the first label of a diagnostic to the last, in bytes. Labels
/// that are further apart are shown one by one.
const MAX_SHARED: usize = 4096;

/// The length from which a line is cut around its label, in bytes.
const LONG: usize = 1024;

/// The number of bytes that are shown before the start of a label, and after it, in a line that is cut.
const AROUND: (usize, usize) = (64, 128);

/// The lines of a file that contain spans and what is between them.
pub(super) struct Excerpt<'a> {
    pub(super) text: Cow<'a, str>,
    /// The number of its first line.
    pub(super) line: usize,
    /// The line and column of the first span, if the text does not start with its line.
    pub(super) origin: Option<(usize, usize)>,
    /// The offset in the file of the part that is shown.
    start: usize,
    /// The offset of that part in the text.
    shift: usize,
    /// The length of that part.
    length: usize,
}

/// Whether spans of a file can share an excerpt.
pub(super) fn are_near(source: &SourceFile, spans: impl Iterator<Item = Span>) -> bool {
    let (_, range) = lines(source, spans);
    range.len() <= MAX_SHARED
}

/// The number of the first line with a span, and the range from it to the last line with one.
fn lines(source: &SourceFile, spans: impl Iterator<Item = Span>) -> (usize, Range<usize>) {
    let (mut first, mut last) = (u32::MAX, 0);
    for span in spans {
        (first, last) = (first.min(span.start), last.max(span.end));
    }
    let line = source.line(first.min(last));
    (line, source.line_start(line)..source.line_start(source.line(last) + 1))
}

impl<'a> Excerpt<'a> {
    /// The excerpt with spans that are near each other, or with a single one.
    pub(super) fn new(source: &'a SourceFile, spans: impl Iterator<Item = Span> + Clone) -> Self {
        let (line, range) = lines(source, spans.clone());
        let text = source.text.get(range.clone()).unwrap_or_default();
        let text = text.strip_suffix('\n').unwrap_or(text);
        match spans.map(|span| span.start).min() {
            Some(first) if text.len() > LONG => Self::around(source, first, text, range.start),
            _ => Self {
                text: text.into(),
                line,
                origin: None,
                start: range.start,
                shift: 0,
                length: text.len(),
            },
        }
    }

    /// A part of long lines around an offset.
    fn around(source: &SourceFile, offset: u32, lines: &str, start: usize) -> Self {
        let (line, column) = source.line_column(offset);
        let (before, after) = AROUND;
        let at = (offset as usize).saturating_sub(start).min(lines.len());
        let head = lines.split_at(boundary(lines, at.saturating_sub(before))).1;
        let head_at = lines.len() - head.len();
        let end = boundary(head, at - head_at + after);
        let part = head.split_at(end).0;
        let part = part.split_once('\n').map_or(part, |(line, _)| line);
        let ellipsis = |is_cut: bool| if is_cut { "…" } else { "" };
        let left = ellipsis(head_at > 0);
        let right = ellipsis(head_at + part.len() < lines.len());
        Self {
            text: format!("{left}{part}{right}").into(),
            line,
            origin: Some((line, column)),
            start: start + head_at,
            shift: left.len(),
            length: part.len(),
        }
    }

    /// A span relative to the text, clamped to the part that is shown and to character boundaries.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let clamp = |offset: u32| {
            let within = (offset as usize).saturating_sub(self.start).min(self.length);
            boundary(&self.text, self.shift + within)
        };
        let start = clamp(span.start);
        start..clamp(span.end).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn span(start: usize, end: usize) -> Span {
        let offset = |at| u32::try_from(at).unwrap();
        Span { file: SourceId(0), start: offset(start), end: offset(end) }
    }

    fn file(text: &str) -> SourceFile {
        SourceFile::new("a.yaml", "a.yaml", text.to_owned())
    }

    #[test]
    fn the_lines_of_a_label_are_shown() {
        let source = file("one\ntwo: größe\nthree\n");
        let excerpt = Excerpt::new(&source, [span(9, 15)].into_iter());
        assert_eq!((&*excerpt.text, excerpt.line, excerpt.origin), ("two: größe", 2, None));
        assert_eq!(&excerpt.text[excerpt.range(span(9, 15))], "größe".split_at(6).0);
    }

    #[test]
    fn an_excerpt_of_a_long_line_has_a_limited_length() {
        let (limit, text) = (AROUND.0 + AROUND.1 + 12, "größe, ".repeat(200_000));
        let source = file(&format!("a\n{text}\nb\n"));
        for at in (2..text.len()).step_by(99_991) {
            let (start, end) = (boundary(&source.text, at), boundary(&source.text, at + 5));
            let found = span(start, end);
            let excerpt = Excerpt::new(&source, [found].into_iter());
            assert!(excerpt.text.len() <= limit, "{}", excerpt.text.len());
            let column = source.text[2..start].chars().count() + 1;
            assert_eq!(excerpt.origin, Some((2, column)));
            assert_eq!(&excerpt.text[excerpt.range(found)], &source.text[start..end]);
        }
    }

    #[test]
    fn labels_far_apart_do_not_share_an_excerpt() {
        let source = file(&"- item\n".repeat(2_000));
        assert!(are_near(&source, [span(0, 3), span(700, 703)].into_iter()));
        assert!(!are_near(&source, [span(0, 3), span(7_000, 7_003)].into_iter()));
    }
}
