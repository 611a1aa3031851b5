//! Renders diagnostics as text, in the style of rustc, and as JSON, one object per line.
//!
//! Used by `xtask` and the tests.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Diagnostic, Diagnostics, Label};
use crate::source::{SourceFile, SourceId, Sources, Span};

/// Renders every diagnostic with its source lines, and a summary.
#[must_use]
pub fn render_text(diagnostics: &Diagnostics, sources: &Sources, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&[group(diagnostic, sources)]));
        out.push_str("\n\n");
    }
    out.push_str(&summary(diagnostics));
    out
}

/// Renders one JSON object per line: `severity`, `code`, `message`, `labels` with locations, `help`.
///
/// Lines and columns count from 1, columns in characters. `start` and `end` are byte offsets.
#[must_use]
pub fn render_json(diagnostics: &Diagnostics, sources: &Sources) -> String {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let labels: Vec<Value> = diagnostic
                .labels
                .iter()
                .enumerate()
                .map(|(index, label)| label_json(index == 0, label, sources))
                .collect();
            let object = json!({
                "severity": "error",
                "code": diagnostic.code.as_str(),
                "message": diagnostic.message,
                "labels": labels,
                "help": diagnostic.help,
            });
            format!("{object}\n")
        })
        .collect()
}

fn label_json(primary: bool, label: &Label, sources: &Sources) -> Value {
    let (line, column) = sources.line_column(label.span);
    let (end_line, end_column) = sources.line_column(Span { start: label.span.end, ..label.span });
    json!({
        "primary": primary,
        "file": sources.get(label.span.file).map(|file| file.path.as_str()),
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start": label.span.start,
        "end": label.span.end,
        "text": label.text,
    })
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let title =
        Level::ERROR.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    for (position, label) in diagnostic.labels.iter().enumerate() {
        // Labels of one file share a snippet, at the position of the first.
        let seen = diagnostic.labels.iter().take(position);
        if seen.map(|label| label.span.file).any(|file| file == label.span.file) {
            continue;
        }
        let Some(source) = sources.get(label.span.file) else { continue };
        group = match source.unread {
            // There is no line to show.
            Some(_) => group.element(Origin::path(source.path.as_str())),
            None => group.element(snippet(diagnostic, label.span.file, source)),
        };
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

fn snippet<'a>(
    diagnostic: &'a Diagnostic,
    file: SourceId,
    source: &'a SourceFile,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let spans = diagnostic.labels.iter().map(|label| label.span);
    let excerpt = Excerpt::new(source, spans.filter(|span| span.file == file));
    let annotations =
        diagnostic.labels.iter().enumerate().filter(|(_, l)| l.span.file == file).map(
            |(position, label)| {
                let kind =
                    if position == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
                kind.span(excerpt.range(label.span)).label(label.text.as_str())
            },
        );
    let snippet = Snippet::source(excerpt.text).line_start(excerpt.line);
    snippet.path(source.path.as_str()).annotations(annotations)
}

/// The lines of a file that contain spans and what is between them. The renderer would walk the
/// whole file for each diagnostic.
struct Excerpt<'a> {
    text: &'a str,
    /// The number of its first line.
    line: usize,
    /// The offset of its first byte in the file.
    start: usize,
}

impl<'a> Excerpt<'a> {
    fn new(source: &'a SourceFile, spans: impl Iterator<Item = Span>) -> Self {
        let (mut first, mut last) = (u32::MAX, 0);
        for span in spans {
            (first, last) = (first.min(span.start), last.max(span.end));
        }
        let line = source.line(first.min(last));
        let (start, end) = (source.line_start(line), source.line_start(source.line(last) + 1));
        let text = source.text.get(start..end).unwrap_or_default();
        Self { text: text.strip_suffix('\n').unwrap_or(text), line, start }
    }

    /// A span relative to the excerpt, clamped to it and to character boundaries.
    fn range(&self, span: Span) -> std::ops::Range<usize> {
        let clamp = |offset: u32| {
            let mut offset = (offset as usize).saturating_sub(self.start).min(self.text.len());
            while !self.text.is_char_boundary(offset) {
                offset -= 1;
            }
            offset
        };
        let start = clamp(span.start);
        start..clamp(span.end).max(start)
    }
}

fn summary(diagnostics: &Diagnostics) -> String {
    let count = diagnostics.iter().count();
    let plural = if count == 1 { "" } else { "s" };
    let example = diagnostics.iter().next().map_or("E0101", |first| first.code.as_str());
    format!(
        "{count} error{plural}; nothing was written. \
         For an explanation, run `cargo xtask explain {example}`.\n"
    )
}
