//! The comparison as text, in the manner of rustc.

use gitpod_codegen::compare::{Aspect, Change, Compatibility, Kind, Side, Step, Strictness};
use gitpod_codegen::raw::Acknowledgement;

use super::Review;
use super::gate::{self, Failures};
use super::review::Place;
use crate::console::{Color, Paint};

/// The number of RPCs that are named.
const NAMED: usize = 3;

pub(super) fn render(review: &Review<'_>, failures: &Failures<'_>, color: Color) -> String {
    let paint = color.on(&std::io::stdout());
    let mut out = String::new();
    for (change, entry) in &review.changes {
        out.push_str(&of_change(review, change, *entry, paint));
        out.push('\n');
    }
    out.push_str(&prose(review));
    out.push_str(&summary(review, paint));
    out.push_str(&of_failures(review, failures, paint));
    out
}

fn of_change(
    review: &Review<'_>,
    change: &Change,
    entry: Option<&Acknowledgement>,
    paint: Paint,
) -> String {
    let mut out = format!("{}[{}]: {}\n", word(change, paint), change.rule, change.message);
    if let Some(Place { path, line, column, .. }) = review.place(change) {
        out.push_str(&format!("  {} {path}:{line}:{column}\n", paint.cyan("-->")));
    }
    out.push_str(&lines(review, change, paint));
    for effect in &change.effects {
        let aspect = match effect.aspect {
            Aspect::Binary | Aspect::Json | Aspect::Rust => {
                paint.red(&format!("{} breaks", effect.aspect.as_str()))
            }
            Aspect::Rules => paint.yellow(&format!("rules {}", change.verdict.rules.as_str())),
            Aspect::RunTime => effect.aspect.as_str().to_owned(),
        };
        out.push_str(&format!("  = {aspect}: {}\n", effect.text));
    }
    if let Some(unaffected) = unaffected(change) {
        out.push_str(&format!("  = {unaffected}: {}\n", paint.green("ok")));
    }
    out.push_str(&format!("  = {}\n", reach(change)));
    if !change.inside.is_empty() {
        out.push_str(&format!("  = with {}\n", some(&change.inside, "item")));
    }
    if let Some(entry) = entry {
        out.push_str(&format!("  = acknowledged: {}\n", entry.reason.value));
    }
    out
}

/// The first word of a change.
fn word(change: &Change, paint: Paint) -> String {
    match change.kind {
        _ if change.is_breaking() => paint.red("breaks"),
        Kind::Added => paint.green("adds"),
        Kind::Removed => paint.yellow("removes"),
        Kind::Renamed => paint.yellow("renames"),
        Kind::Changed => paint.yellow("changes"),
    }
}

/// The old and the new line.
fn lines(review: &Review<'_>, change: &Change, paint: Paint) -> String {
    let (old, new) = (review.old_place(change.old), review.new_place(change.new));
    let mut out = String::new();
    let old = old.filter(|_| change.kind != Kind::Added);
    for (place, sign) in [(old, "-"), (new, "+")] {
        if let Some(Place { line, text, .. }) = place {
            let text = format!("{sign} {}", text.trim_end());
            let text = if sign == "-" { paint.red(&text) } else { paint.green(&text) };
            out.push_str(&format!("{line:>6} | {text}\n"));
        }
    }
    out
}

/// The parts of the verdict that nothing happens to.
fn unaffected(change: &Change) -> Option<String> {
    let verdict = &change.verdict;
    let parts = [
        ("binary", verdict.binary == Compatibility::Ok),
        ("json", verdict.json == Compatibility::Ok),
        ("rust", verdict.rust == Compatibility::Ok),
        ("rules", verdict.rules == Strictness::Same),
    ];
    let parts: Vec<&str> = parts.iter().filter(|(_, ok)| *ok).map(|(part, _)| *part).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The RPCs that see the item.
fn reach(change: &Change) -> String {
    let place = match change.side {
        Side::Request => "in requests of",
        Side::Response => "in responses of",
        Side::Both => "in requests and responses of",
        Side::None => "seen by",
    };
    match change.reach.as_slice() {
        [] => format!("{place} no RPC"),
        rpcs => format!("{place} {}", some(rpcs, "RPC")),
    }
}

/// The number of names, and the first ones.
fn some(names: &[String], noun: &str) -> String {
    let plural = if names.len() == 1 { "" } else { "s" };
    let short =
        |name: &String| name.rsplit_once('.').map_or(name.clone(), |(_, name)| name.to_owned());
    let shown: Vec<String> = names.iter().take(NAMED).map(short).collect();
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{} {noun}{plural}: {}{more}", names.len(), shown.join(", "))
}

fn prose(review: &Review<'_>) -> String {
    let prose = &review.comparison.prose;
    if prose.is_empty() {
        return String::new();
    }
    let mut out = format!("documentation ({}):\n", prose.len());
    for edit in prose {
        let place = review.new_place(edit.new).or_else(|| review.old_place(edit.old));
        let place = place.map(|of| format!(" at {}:{}", of.path, of.line)).unwrap_or_default();
        out.push_str(&format!("  {} of {}{place}\n", edit.key, edit.item));
    }
    out.push('\n');
    out
}

fn summary(review: &Review<'_>, paint: Paint) -> String {
    let breaking = review.changes.iter().filter(|(change, _)| change.is_breaking());
    let acknowledged = breaking.clone().filter(|(_, entry)| entry.is_some()).count();
    let open = breaking.count() - acknowledged;
    let count = review.changes.len();
    let changes = format!("{count} change{}", if count == 1 { "" } else { "s" });
    let breaking = match (open, acknowledged) {
        (0, 0) => paint.green("none breaking"),
        (open, 0) => paint.red(&format!("{open} breaking")),
        (open, acknowledged) => {
            let text = format!("{} breaking, {acknowledged} acknowledged", open + acknowledged);
            if open == 0 { paint.yellow(&text) } else { paint.red(&text) }
        }
    };
    format!("compared with {}: {changes}, {breaking}\n{}\n", review.base, version(review))
}

/// The version step that is needed, compared with the one that was taken.
fn version(review: &Review<'_>) -> String {
    let ((old, new), (required, taken)) = (review.versions(), review.steps());
    match required {
        Step::None => format!("no version step is needed: {new}"),
        _ if taken >= required => {
            format!("a {} step is needed, and {old} to {new} is one", required.as_str())
        }
        _ if old == new => format!("a {} step is needed: the version is {new}", required.as_str()),
        _ => format!(
            "a {} step is needed: {old} to {new} is a {} step",
            required.as_str(),
            taken.as_str()
        ),
    }
}

fn of_failures(review: &Review<'_>, failures: &Failures<'_>, paint: Paint) -> String {
    let mut out = String::new();
    for entry in &failures.stale {
        let place = review.new_place(Some(entry.span));
        let place = place.map(|of| format!("{}:{}", of.path, of.line)).unwrap_or_default();
        out.push_str(&format!(
            "\n{}: no change matches the acknowledgement of `{}` at {place}\n  = help: remove the entry\n",
            paint.red("error"),
            entry.item.value
        ));
    }
    if !failures.changes.is_empty() {
        let count = failures.changes.len();
        out.push_str(&format!(
            "\n{}: {count} change{} not acknowledged\n  = help: `cargo xtask explain RULE` gives reasons. To go ahead, add to \
             `acknowledged` in\n          `schema/acknowledged.yaml`:\n\n",
            paint.red("error"),
            if count == 1 { " is" } else { "s are" },
        ));
        for change in &failures.changes {
            out.push_str(&gate::acknowledgement(change));
        }
    }
    out
}
