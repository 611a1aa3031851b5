//! Compares the verdicts, and prints what differs.
//!
//! Used by `mod`. Depends on `comparison`, `judges`, `reasons` and `console`.

use std::collections::BTreeMap;

use similar::TextDiff;

use super::comparison::Entry;
use super::judges::Verdict;
use super::mutants::{Mutant, PAIR};
use super::reasons::{Judge, Reasons};
use super::{Base, Case, Discard};
use crate::console;
use crate::error::Outcome;

/// The maximum number of differences that are printed.
const SHOWN: usize = 20;

/// The judges of this part.
const JUDGES: [Judge; 5] = [Judge::Binary, Judge::Json, Judge::Wire, Judge::WireJson, Judge::File];

/// The differences of a run, and what it covered.
pub(super) struct Report<'a> {
    bases: &'a [Base],
    reasons: Reasons,
    differences: usize,
    /// The numbers of edits and of their entries.
    edits: usize,
    entries: usize,
    /// The numbers of edits that apply and that do not, by base and kind.
    kinds: BTreeMap<(usize, &'static str), [usize; 2]>,
}

impl<'a> Report<'a> {
    pub(super) fn new(bases: &'a [Base]) -> Self {
        let reasons = Reasons::new(&JUDGES);
        Self { bases, reasons, differences: 0, edits: 0, entries: 0, kinds: BTreeMap::new() }
    }

    /// Compares the verdicts on a mutant.
    pub(super) fn case(&mut self, case: &Case, verdict: &Verdict) {
        let Case { base, mutant, said, .. } = case;
        self.kinds.entry((*base, mutant.kind())).or_default()[0] += 1;
        self.edits += mutant.entries();
        self.entries += said.changes.len();
        let mut problems = Vec::new();
        if said.changes.len() != mutant.entries() {
            problems.push(format!(
                "{} entries instead of {}",
                said.changes.len(),
                mutant.entries()
            ));
        }
        if let [edit] = mutant.edits.as_slice() {
            if edit.is_prose() && said.prose == 0 {
                problems.push("the edit of documentation is not reported".to_owned());
            }
            let rules = said.changes.iter().map(|entry| entry.rules).find(|rules| *rules != "same");
            if rules.unwrap_or("same") != edit.rules {
                problems.push(format!("the rules are {}", edit.rules));
            }
        }
        for judge in JUDGES {
            let part = |entry: &Entry| match judge {
                Judge::Binary | Judge::Wire => entry.binary,
                Judge::Json | Judge::WireJson => entry.json,
                Judge::File | Judge::Compiler | Judge::Semver => entry.rust,
            };
            let ours = said.changes.iter().any(part);
            let theirs = verdict.of(judge);
            if ours != theirs.is_some() && !self.reasons.explain(judge, ours, mutant) {
                let ours = if ours { "breaks" } else { "ok" };
                let theirs = theirs.unwrap_or("ok");
                problems.push(format!("it says {ours}; {}: {theirs}", judge.name()));
            }
        }
        if !problems.is_empty() {
            self.differences += 1;
            if self.differences <= SHOWN {
                self.difference(case, &problems);
            }
        }
    }

    fn difference(&self, case: &Case, problems: &[String]) {
        let Some(base) = self.bases.get(case.base) else { return };
        console::print(&format!("difference: {} in the {} schema", title(&case.mutant), base.name));
        let before: BTreeMap<String, String> = base.document.texts().into_iter().collect();
        let after = case.mutant.apply(&base.document).map(|edited| edited.texts());
        for (name, text) in after.into_iter().flatten() {
            let old = before.get(&name).map_or("", String::as_str);
            for hunk in
                TextDiff::from_lines(old, &text).unified_diff().context_radius(2).iter_hunks()
            {
                console::print(&format!("  {name}\n{}", hunk.to_string().trim_end()));
            }
        }
        for Entry { rule, message, side, binary, json, rust, rules, .. } in &case.said.changes {
            let word = |breaks: &bool| if *breaks { "breaks" } else { "ok" };
            console::print(&format!(
                "  {rule} ({side}): {message}; binary {}, json {}, rust {}, rules {rules}",
                word(binary),
                word(json),
                word(rust)
            ));
        }
        for problem in problems {
            console::print(&format!("  {problem}"));
        }
        console::print("");
    }

    /// Prints the summary.
    pub(super) fn finish(mut self, discards: &[Discard], counts: &str) -> Outcome {
        let mut codes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for Discard { base, kind, code } in discards {
            self.kinds.entry((*base, kind)).or_default()[1] += 1;
            *codes.entry((kind, code)).or_default() += 1;
        }
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        for ((_, kind), [applied, discarded]) in
            self.kinds.iter().filter(|((base, _), _)| *base == 0)
        {
            found.push(format!("{kind}: {applied} applied, {discarded} discarded"));
            if *applied == 0 {
                problems.push(format!("no edit of the kind `{kind}` applies"));
            }
        }
        // Pairs depend on the seed.
        let fixed = |line: &&str| !line.starts_with('#') && !line.starts_with(PAIR);
        let expected: Vec<&str> = counts.lines().filter(fixed).collect();
        for line in &found {
            console::print(line);
            if fixed(&line.as_str()) && !expected.contains(&line.as_str()) {
                problems.push(format!("not among the expected counts: {line}"));
            }
        }
        for line in expected.iter().filter(|line| !found.iter().any(|found| found == *line)) {
            problems.push(format!("expected: {line}"));
        }
        for ((kind, code), number) in codes.iter().filter(|((kind, _), _)| *kind != PAIR) {
            console::print(&format!("  discarded: {number} of `{kind}` with {code}"));
        }
        let mutants: usize = self.kinds.values().map(|[applied, _]| applied).sum();
        if self.differences > SHOWN {
            console::print(&format!("and {} more differences", self.differences - SHOWN));
        }
        let unused = self.reasons.report();
        console::print(&format!(
            "mutations: {mutants} schemas, {} entries for {} edits; {} listed differences, {} others",
            self.entries,
            self.edits,
            self.reasons.hits(),
            self.differences
        ));
        for problem in &problems {
            console::print_error(&format!("error: {problem}"));
        }
        let is_fine = self.differences == 0 && unused == 0 && problems.is_empty();
        if is_fine { Outcome::Success } else { Outcome::Failure }
    }
}

/// The edits of a mutant.
pub(super) fn title(mutant: &Mutant) -> String {
    let edits = mutant.edits.iter().map(|edit| {
        let detail =
            if edit.detail.is_empty() { String::new() } else { format!(" ({})", edit.detail) };
        format!("{}: {}{detail}", edit.kind, edit.item)
    });
    edits.collect::<Vec<_>>().join(", and ")
}
