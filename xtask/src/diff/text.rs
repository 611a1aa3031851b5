//! The comparison as text, in the manner of rustc.
//!
//! Used by `diff`. Depends on `review`, `gate`, `lines`, `shown`, `words` and `console`.

use gitpod_codegen::compare::Change;
use gitpod_codegen::raw::Acknowledgement;

use super::Review;
use super::gate::{self, Failures};
use super::lines::{Line, Lines};
use super::review::file;
use super::shown::{self, Counts, Tone};
use super::words::{cut, visible};
use crate::console::{Paint, wrap};

/// The line width.
const WIDTH: usize = 100;

/// The number of names in a list.
const NAMED: usize = 3;

/// The columns of a long line that are shown before the place of a change.
const BEFORE: usize = 30;

pub(super) fn render(review: &Review<'_>, failures: &Failures<'_>, paint: Paint) -> String {
    let mut out = String::new();
    for (change, entry) in &review.changes {
        let lines = Lines::of(review, change);
        let numbers = [&lines.old, &lines.new].into_iter().flatten().map(|line| line.number);
        let digits = numbers.max().unwrap_or_default().to_string().len();
        let block = Block { change, entry: *entry, lines, digits, paint };
        out.push_str(&block.render());
        out.push('\n');
    }
    out.push_str(&prose(review, paint));
    out.push_str(&summary(review, paint));
    out.push_str(&of_failures(review, failures, paint));
    out
}

fn toned(paint: Paint, tone: Tone, text: &str) -> String {
    match tone {
        Tone::Good => paint.green(text),
        Tone::Note => paint.yellow(text),
        Tone::Bad => paint.red(text),
    }
}

/// The lines about one change.
struct Block<'a> {
    change: &'a Change,
    entry: Option<&'a Acknowledgement>,
    lines: Lines,
    /// The digits of the longest line number.
    digits: usize,
    paint: Paint,
}

impl Block<'_> {
    fn render(&self) -> String {
        let mut out = self.title();
        out.push_str(&self.source());
        for reason in shown::reasons(self.change) {
            out.push_str(&self.note(&reason.label, reason.tone, reason.text));
        }
        if let Some(parts) = shown::unaffected(self.change) {
            out.push_str(&self.note("ok", Tone::Good, &parts));
        }
        for (label, rpcs) in shown::reach(self.change) {
            out.push_str(&self.list(&label, rpcs.iter().map(|rpc| shown::short(rpc))));
        }
        if !self.change.inside.is_empty() {
            let label = format!("with {}", shown::count(self.change.inside.len(), "item"));
            out.push_str(&self.list(&label, self.change.inside.iter().map(|of| shown::short(of))));
        }
        if let Some(entry) = self.entry {
            out.push_str(&self.note("acknowledged", Tone::Note, &entry.reason.value));
        }
        out
    }

    /// `breaks[FIELD_SAME_NAME]: field … is now …`
    fn title(&self) -> String {
        let (verb, tone) = shown::verb(self.change);
        let label = format!("{verb}[{}]", self.change.rule);
        let start = label.chars().count() + 2;
        let message = wrap(&visible(&self.change.message), WIDTH, start, 4);
        let paint = self.paint;
        format!(
            "{}{}\n",
            paint.bold(&toned(paint, tone, &label)),
            paint.bold(&format!(": {message}"))
        )
    }

    /// The places, and the old and the new line.
    fn source(&self) -> String {
        let Some(main) = self.lines.main() else { return String::new() };
        let arrow = |arrow: &str, line: &Line| {
            let indent = " ".repeat(self.digits);
            format!("{indent}{} {}\n", self.paint.cyan(arrow), line.position())
        };
        let mut out = arrow("-->", main);
        let lines = [("-", &self.lines.old), ("+", &self.lines.new)];
        if let (Some(old), Some(new)) = (&self.lines.old, &self.lines.new)
            && file(&old.path) != file(&new.path)
        {
            out.push_str(&arrow(":::", old));
        }
        out.push_str(&self.row("", "|", ""));
        if self.lines.are_equal() {
            out.push_str(&self.row(&main.number.to_string(), "|", &self.excerpt(main)));
            for (sign, value) in [("-", &self.change.from), ("+", &self.change.to)] {
                if let Some(value) = value {
                    let value = cut(&visible(value), WIDTH - self.indent());
                    out.push_str(&self.row("", sign, &value));
                }
            }
        } else {
            for (sign, line) in lines {
                if let Some(line) = line {
                    out.push_str(&self.row(&line.number.to_string(), sign, &self.excerpt(line)));
                }
            }
        }
        out.push_str(&self.row("", "|", ""));
        out
    }

    /// The column after `12 | `.
    fn indent(&self) -> usize {
        self.digits + 3
    }

    fn row(&self, number: &str, sign: &str, text: &str) -> String {
        let paint = self.paint;
        let number = format!("{number:>width$}", width = self.digits);
        let text = format!("{sign} {text}");
        let text = match sign {
            "-" => paint.red(text.trim_end()),
            "+" => paint.green(text.trim_end()),
            _ => format!("{}{}", paint.cyan(sign), text.trim_end().trim_start_matches(sign)),
        };
        format!("{} {text}\n", paint.cyan(&number))
    }

    /// A line of the schema. Of a long one, the part around the place of the change.
    fn excerpt(&self, line: &Line) -> String {
        let width = WIDTH - self.indent();
        if line.text.chars().count() <= width || line.column + BEFORE <= width {
            return cut(&line.text, width);
        }
        let rest: String = line.text.chars().skip(line.column.saturating_sub(BEFORE)).collect();
        format!("…{}", cut(&rest, width - 1))
    }

    /// `   = json breaks: …`
    fn note(&self, label: &str, tone: Tone, text: &str) -> String {
        let start = self.indent() + label.chars().count() + 2;
        let text = wrap(&visible(text), WIDTH, start, self.indent() + 2);
        let label = toned(self.paint, tone, label);
        let indent = " ".repeat(self.digits + 1);
        format!("{indent}{} {label}: {text}\n", self.paint.cyan("="))
    }

    /// A note with the first names of a list.
    fn list<'a>(&self, label: &str, names: impl ExactSizeIterator<Item = &'a str>) -> String {
        let indent = " ".repeat(self.digits + 1);
        let more = names.len().saturating_sub(NAMED);
        let mut text = names.take(NAMED).collect::<Vec<_>>().join(", ");
        if more > 0 {
            text.push_str(&format!(" and {more} more"));
        }
        let separator = if text.is_empty() { "" } else { ":" };
        let text =
            wrap(&format!("{label}{separator} {text}"), WIDTH, self.indent(), self.indent() + 2);
        format!("{indent}{} {text}\n", self.paint.cyan("="))
    }
}

fn prose(review: &Review<'_>, paint: Paint) -> String {
    let edits = &review.comparison.prose;
    if edits.is_empty() {
        return String::new();
    }
    let count = shown::count(edits.len(), "edit");
    let mut out = format!("{}\n", paint.bold(&format!("{count} of documentation only:")));
    for edit in edits {
        let place = shown::prose_place(review, edit.old, edit.new);
        out.push_str(&format!("  {} {place} ({} of {})\n", paint.cyan("-->"), edit.key, edit.item));
    }
    out.push('\n');
    out
}

fn summary(review: &Review<'_>, paint: Paint) -> String {
    let (all, breaking, tone) = Counts::of(review).sentence();
    let (version, version_tone) = shown::version(review);
    format!(
        "Compared with {}: {all}, {}.\n{}\n",
        visible(review.base),
        paint.bold(&toned(paint, tone, &breaking)),
        toned(paint, version_tone, &version)
    )
}

fn of_failures(review: &Review<'_>, failures: &Failures<'_>, paint: Paint) -> String {
    let error = |text: String| {
        format!("\n{}{}\n", paint.bold(&paint.red("error")), paint.bold(&format!(": {text}")))
    };
    let mut out = String::new();
    for entry in &failures.stale {
        let text =
            format!("no change matches the acknowledgement of `{}`", visible(&entry.item.value));
        out.push_str(&error(text));
        if let Some(place) = review.new_place(Some(entry.span)) {
            let position = format!("{}:{}", place.path, place.line);
            out.push_str(&format!("  {} {position}\n", paint.cyan("-->")));
        }
        out.push_str("   = help: remove the entry\n");
    }
    if !failures.changes.is_empty() {
        let changes = shown::count(failures.changes.len(), "change");
        let verb = if failures.changes.len() == 1 { "is" } else { "are" };
        out.push_str(&error(format!("{changes} {verb} not acknowledged")));
        out.push_str(
            "   = help: `cargo xtask explain RULE` says what a change breaks, and whom\n   \
             = help: to make the changes all the same, add entries to `schema/acknowledged.yaml`:\n\n\
             acknowledged:\n",
        );
        for change in &failures.changes {
            out.push_str(&gate::acknowledgement(change));
        }
    }
    out
}
