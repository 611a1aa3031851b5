//! Prints the result of an audit.
//!
//! Used by `audit`. Depends on `console`.

use std::path::Path;

use serde_json::{Value, json};

use super::difference::Difference;
use super::docs::PageCoverage;
use super::facts::Kind;
use super::ledger::{Ledger, Stale};
use crate::console::{Paint, Report};
use crate::error::Outcome;

/// What was compared.
#[derive(Debug)]
pub(super) enum Coverage {
    /// The number of items of each kind in the schema and in the descriptors.
    Kinds(Vec<(Kind, usize, usize)>),
    /// The items of each page.
    Pages(Vec<PageCoverage>),
}

/// A comparison with its ledger.
#[derive(Debug)]
pub(super) struct Audited {
    pub(super) coverage: Coverage,
    pub(super) differences: Vec<Difference>,
    pub(super) ledger: Ledger,
}

impl Audited {
    /// Prints the coverage, the differences without a reason and the reasons without a difference.
    pub(super) fn print(mut self, path: &Path, report: &Report) -> Outcome {
        self.coverage.print(report);
        let mut explained = vec![0; self.ledger.reasons.len()];
        let mut unexplained = 0;
        for difference in &self.differences {
            let reason = self.ledger.explain(difference);
            match reason.and_then(|index| explained.get_mut(index)) {
                Some(count) => *count += 1,
                None => unexplained += 1,
            }
            let reason = reason.and_then(|index| self.ledger.reasons.get(index));
            print_difference(difference, reason.map(|reason| reason.text.as_str()), report);
        }
        for (reason, count) in self.ledger.reasons.iter().zip(&explained) {
            if *count > 0 {
                print_reason(&reason.text, *count, report);
            }
        }
        let stale = self.ledger.stale();
        for stale in &stale {
            print_stale(stale, path, report);
        }
        let all = self.differences.len();
        report.line(
            |paint| {
                let result = match unexplained + stale.len() {
                    0 => paint.green("audited"),
                    _ => paint.red("failed"),
                };
                let (explained, stale) = (all - unexplained, stale.len());
                format!(
                    "{result}: {all} differences, {explained} explained, {unexplained} unexplained; \
                     {stale} stale entries in the ledger"
                )
            },
            || {
                json!({
                    "event": "audited",
                    "differences": all,
                    "explained": all - unexplained,
                    "unexplained": unexplained,
                    "stale": stale.len(),
                })
            },
        );
        if unexplained == 0 && stale.is_empty() { Outcome::Success } else { Outcome::Failure }
    }
}

impl Coverage {
    fn print(&self, report: &Report) {
        match self {
            Self::Kinds(kinds) => print_kinds(kinds, report),
            Self::Pages(pages) => super::docs::print_coverage(pages, report),
        }
    }
}

fn print_kinds(kinds: &[(Kind, usize, usize)], report: &Report) {
    report.line(
        |paint| {
            let mut text = paint.bold("           schema  descriptors");
            for (kind, ours, theirs) in kinds {
                text.push_str(&format!("\n{:<9}{ours:>8}{theirs:>13}", kind.word()));
            }
            text
        },
        || {
            let of = |side: fn(&(Kind, usize, usize)) -> usize| -> Value {
                kinds
                    .iter()
                    .map(|counts| (counts.0.word().to_owned(), json!(side(counts))))
                    .collect()
            };
            json!({
                "event": "compared",
                "schema": of(|counts| counts.1),
                "descriptors": of(|counts| counts.2),
            })
        },
    );
}

/// Prints a difference. As text, those with a reason are left to the line of their reason.
fn print_difference(difference: &Difference, reason: Option<&str>, report: &Report) {
    let Difference { item, what, expected, found, with, places } = difference;
    let with: Vec<String> = with.iter().map(ToString::to_string).collect();
    if reason.is_none() || report.is_json() {
        report.line(
            |paint| difference_text(difference, paint),
            || {
                json!({
                    "event": "difference",
                    "item": item.to_string(),
                    "difference": what.to_string(),
                    "expected": expected,
                    "found": found,
                    "with": with,
                    "places": places.iter().map(ToString::to_string).collect::<Vec<_>>(),
                    "reason": reason,
                })
            },
        );
    }
}

fn difference_text(difference: &Difference, paint: Paint) -> String {
    let places = &difference.places;
    let place = places.first().map(|place| format!("{place}: ")).unwrap_or_default();
    let more = match places.len() {
        0 | 1 => String::new(),
        all => format!(" (and {} more places)", all - 1),
    };
    format!("{} {place}{difference}{more}", paint.red("unexplained"))
}

fn print_reason(text: &str, count: usize, report: &Report) {
    report.line(
        |paint| format!("{} {count}: {text}", paint.green("explained")),
        || json!({ "event": "explained", "differences": count, "reason": text }),
    );
}

fn print_stale(stale: &Stale, path: &Path, report: &Report) {
    let Stale { line, item, what } = stale;
    let path = path.display();
    report.line(
        |paint| {
            let stale = paint.red("stale");
            format!(
                "{stale} {path}:{line}: {item} ({what}) explains no difference: remove the entry"
            )
        },
        || {
            json!({
                "event": "stale",
                "place": format!("{path}:{line}"),
                "item": item.to_string(),
                "difference": what.to_string(),
            })
        },
    );
}
