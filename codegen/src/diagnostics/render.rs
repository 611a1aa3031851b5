//! Renders diagnostics as text, in the style of rustc, and as JSON, one object per line.
//!
//! Used by `xtask` and the tests.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use super::excerpt::{self, Excerpt};
use super::{Diagnostic, Diagnostics, Label};
use crate::source::{SourceFile, Sources, Span};

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
    let mut labels: Vec<(AnnotationKind, &Label)> = Vec::new();
    for (position, label) in diagnostic.labels.iter().enumerate() {
        let is_primary = position == 0;
        let kind = if is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        labels.push((kind, label));
    }
    while let Some((_, first)) = labels.first() {
        let file = first.span.file;
        // Labels of one file share a snippet, at the position of the first.
        let (mut shown, mut others): (Vec<_>, Vec<_>) =
            labels.into_iter().partition(|(_, label)| label.span.file == file);
        let Some(source) = sources.get(file) else {
            labels = others;
            continue;
        };
        if !excerpt::are_near(source, shown.iter().map(|(_, label)| label.span)) {
            others.splice(0..0, shown.split_off(1));
        }
        group = match source.unread {
            // There is no line to show.
            Some(_) => group.element(Origin::path(source.path.as_str())),
            None => snippet(group, source, &shown),
        };
        labels = others;
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

/// Adds the lines with labels.
fn snippet<'a>(
    group: Group<'a>,
    source: &'a SourceFile,
    labels: &[(AnnotationKind, &'a Label)],
) -> Group<'a> {
    let excerpt = Excerpt::new(source, labels.iter().map(|(_, label)| label.span));
    let annotations = labels
        .iter()
        .map(|(kind, label)| kind.span(excerpt.range(label.span)).label(label.text.as_str()));
    let annotations: Vec<_> = annotations.collect();
    let snippet = Snippet::source(excerpt.text).line_start(excerpt.line).annotations(annotations);
    match excerpt.origin {
        None => group.element(snippet.path(source.path.as_str())),
        Some((line, column)) => {
            let origin = Origin::path(source.path.as_str()).line(line).char_column(column);
            group.element(origin).element(snippet)
        }
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
