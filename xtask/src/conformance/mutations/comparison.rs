//! The comparison under test, as this part of the run sees it.
//!
//! Used by `mod`. Depends on nothing else in this program.

use gitpod_codegen::compare::{self, Change, Compatibility, State};

/// What a comparison says of a mutant.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// The changes.
    pub(super) changes: Vec<Entry>,
    /// The number of edits of documentation.
    pub(super) prose: usize,
}

/// A change.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) rule: &'static str,
    pub(super) binary: bool,
    pub(super) json: bool,
    pub(super) rust: bool,
    pub(super) rules: &'static str,
    pub(super) side: &'static str,
    pub(super) message: String,
}

/// Compares two states of a schema.
pub(super) fn compare(old: &State, new: &State) -> Said {
    let found = compare::compare(old, new);
    Said { changes: found.changes.iter().map(entry).collect(), prose: found.prose.len() }
}

fn entry(change: &Change) -> Entry {
    let breaks = |part: Compatibility| part == Compatibility::Breaks;
    let verdict = change.verdict;
    Entry {
        rule: change.rule.id(),
        binary: breaks(verdict.binary),
        json: breaks(verdict.json),
        rust: breaks(verdict.rust),
        rules: verdict.rules.as_str(),
        side: change.side.as_str(),
        message: change.message.clone(),
    }
}
