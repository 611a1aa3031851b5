//! The comparison as Markdown for a comment on a pull request: a table of verdicts, with everything else
//! folded.
//!
//! Used by `diff`. Depends on `review`, `gate`, `lines`, `shown` and `words`; `escape` escapes what they return.

mod escape;

use gitpod_codegen::compare::{Change, Prose};
use gitpod_codegen::raw::Acknowledgement;

use super::Review;
use super::gate;
use super::lines::{Line, Lines};
use super::shown::{self, Counts, Part, Tone};
use super::words::{cut, visible};
use escape::{code, fenced, html, inline};

/// The maximum size in bytes. GitHub rejects comments of more than 65,536 characters; the rest is for what
/// a workflow adds.
const LIMIT: usize = 65_000;

/// The part of the limit that the table may have, and then the entries to paste.
const SHARE: usize = 24_000;

/// The room for the remarks about what is left out.
const REMARKS: usize = 1_000;

/// The maximum length of a message or a line of the schema, in characters.
const LONG: usize = 300;

/// The number of names in a list.
const NAMED: usize = 20;

/// What says where the rest is.
const REST: &str = "Run `cargo xtask diff` for all of them.";

pub(super) fn render(review: &Review<'_>) -> String {
    let mut page = Page { text: head(review), limit: LIMIT - REMARKS };
    page.table(review);
    page.acknowledgements(review);
    page.stale(review);
    page.details(review);
    page.prose(review);
    page.text
}

/// The title and the version step.
fn head(review: &Review<'_>) -> String {
    let (all, breaking, _) = Counts::of(review).sentence();
    let (version, tone) = shown::version(review);
    let mark = if tone == Tone::Bad { "**" } else { "" };
    let base = code(&cut(review.base, LONG));
    let version = inline(&version);
    format!("### API: {all}, {breaking}\n\nCompared with {base}. {mark}{version}{mark}\n")
}

/// A text that stays below its limit.
struct Page {
    text: String,
    limit: usize,
}

impl Page {
    /// Adds items between an opening and a closing, as far as `share` and the limit have room for them,
    /// and says how many are left out.
    fn section(
        &mut self,
        (open, close): (&str, &str),
        share: usize,
        noun: &str,
        items: impl ExactSizeIterator<Item = String>,
    ) {
        let total = items.len();
        if total == 0 {
            return;
        }
        let room = self.limit.saturating_sub(self.text.len() + open.len() + close.len()).min(share);
        let (mut shown, mut count) = (String::new(), 0);
        for item in items {
            if shown.len() + item.len() > room {
                break;
            }
            shown.push_str(&item);
            count += 1;
        }
        if count > 0 {
            self.text.push_str(&format!("{open}{shown}{close}"));
        }
        if count < total {
            let left_out = total - count;
            let text = format!("\n_{left_out} of {total} {noun} left out. {REST}_\n");
            self.text.push_str(&text);
        }
    }

    fn table(&mut self, review: &Review<'_>) {
        let rows = review.changes.iter().map(|(change, entry)| row(change, *entry));
        let head = "\n| | Change | Binary | JSON | Rust | Rules | RPCs |\n\
                    | --- | --- | --- | --- | --- | --- | ---: |\n";
        self.section((head, ""), SHARE, "rows", rows);
    }

    fn acknowledgements(&mut self, review: &Review<'_>) {
        let open: Vec<&Change> = review
            .changes
            .iter()
            .filter(|(change, entry)| change.is_breaking() && entry.is_none())
            .map(|(change, _)| *change)
            .collect();
        let entries: Vec<String> =
            open.iter().map(|change| gate::acknowledgement(change)).collect();
        let fence = escape::fence(&entries.concat());
        let title = match open.len() {
            1 => "Acknowledge the breaking change".to_owned(),
            count => format!("Acknowledge the {count} breaking changes"),
        };
        let head = format!(
            "\n<details>\n<summary>{title}</summary>\n\nTo go ahead, add to `acknowledged` in \
             `schema/acknowledged.yaml`:\n\n{fence}yaml\n"
        );
        let close = format!("{fence}\n\n</details>\n");
        self.section((&head, &close), SHARE, "entries", entries.into_iter());
    }

    fn stale(&mut self, review: &Review<'_>) {
        let stale = review.stale.iter().map(|entry| {
            let (rule, item) = (&entry.rule.value, &entry.item.value);
            format!("- {} {}\n", code(&cut(rule, LONG)), code(&cut(item, LONG)))
        });
        let head =
            "\n**Entries of `schema/acknowledged.yaml` that match no change; remove them:**\n\n";
        self.section((head, ""), SHARE / 4, "entries", stale);
    }

    fn details(&mut self, review: &Review<'_>) {
        let blocks = review.changes.iter().map(|(change, entry)| details(review, change, *entry));
        self.section(("\n#### Details\n\n", ""), usize::MAX, "changes", blocks);
    }

    fn prose(&mut self, review: &Review<'_>) {
        let edits = review.comparison.prose.iter().map(|edit| prose(review, edit));
        let count = shown::count(edits.len(), "edit");
        let head = format!("\n<details>\n<summary>{count} of documentation only</summary>\n\n");
        self.section((&head, "\n</details>\n"), usize::MAX, "edits", edits);
    }
}

/// A row of the table.
fn row(change: &Change, entry: Option<&Acknowledgement>) -> String {
    let verb = match entry {
        Some(_) => "acknowledged",
        None => shown::verb(change).0,
    };
    let verdict = shown::parts(change).map(word).join(" | ");
    let message = inline(&cut(&change.message, LONG));
    format!("| {verb} | {message} | {verdict} | {} |\n", change.reach.len())
}

fn word(part: Part) -> String {
    match part.tone {
        Tone::Bad => format!("**{}**", part.word),
        Tone::Good | Tone::Note => part.word.to_owned(),
    }
}

/// The folded block of a change.
fn details(review: &Review<'_>, change: &Change, entry: Option<&Acknowledgement>) -> String {
    let lines = Lines::of(review, change);
    let message = html(&cut(&change.message, LONG));
    let mut out = format!(
        "<details>\n<summary>{} <code>{}</code>: {message}</summary>\n\n",
        shown::verb(change).0,
        change.rule
    );
    if let Some(line) = lines.main() {
        out.push_str(&format!("{}\n\n", code(&cut(&line.position(), LONG))));
    }
    if let Some(diff) = diff(change, &lines) {
        out.push_str(&format!("{}\n", fenced("diff", &diff)));
    }
    for reason in shown::reasons(change) {
        let mark = if reason.tone == Tone::Bad { "**" } else { "" };
        let text = inline(&cut(reason.text, LONG));
        out.push_str(&format!("- {mark}{}:{mark} {text}\n", reason.label));
    }
    if let Some(parts) = shown::unaffected(change) {
        out.push_str(&format!("- ok: {parts}\n"));
    }
    for (label, rpcs) in shown::reach(change) {
        out.push_str(&list(&label, rpcs));
    }
    if !change.inside.is_empty() {
        let label = format!("with {}", shown::count(change.inside.len(), "item"));
        out.push_str(&list(&label, &change.inside));
    }
    if let Some(entry) = entry {
        let reason = inline(&cut(&entry.reason.value, LONG));
        out.push_str(&format!("- acknowledged: {reason}\n"));
    }
    out.push_str("\n</details>\n");
    out
}

/// The old and the new line, or the values where the lines do not show the difference.
fn diff(change: &Change, lines: &Lines) -> Option<String> {
    let text = |line: &Option<Line>| line.as_ref().map(|line| line.text.clone());
    let (old, new) = match lines.are_equal() {
        true => (change.from.clone(), change.to.clone()),
        false => (text(&lines.old), text(&lines.new)),
    };
    let row = |sign: &str, text: Option<String>| {
        text.map(|text| format!("{sign} {}\n", cut(&visible(&text), LONG)))
    };
    let rows: Vec<String> = [row("-", old), row("+", new)].into_iter().flatten().collect();
    (!rows.is_empty()).then(|| rows.concat())
}

/// A list entry with the first names of a list.
fn list(label: &str, names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(NAMED).map(|name| code(&cut(name, LONG))).collect();
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let separator = if shown.is_empty() { "" } else { ": " };
    format!("- {label}{separator}{}{more}\n", shown.join(", "))
}

fn prose(review: &Review<'_>, edit: &Prose) -> String {
    let place = shown::prose_place(review, edit.old, edit.new);
    let item = code(&cut(&edit.item, LONG));
    format!("- {} of {item}, {}\n", edit.key, code(&cut(&place, LONG)))
}
