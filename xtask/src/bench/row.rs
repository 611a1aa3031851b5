//! Rows: the same work done by us and by others.

use super::sample::Metric;
use super::work::Work;

/// A comparison of candidates that do the same work in one run.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The name on the command line and in records.
    pub(super) name: &'static str,
    /// The heading that the row is under.
    pub(super) group: &'static str,
    /// The work.
    pub(super) title: &'static str,
    /// The metric that the summary shows.
    pub(super) headline: Metric,
    /// How often each candidate is measured.
    pub(super) rounds: usize,
    /// The bindings.
    pub(super) ours: Candidate,
    /// The others.
    pub(super) peers: Vec<Candidate>,
}

impl Row {
    /// The bindings, and the others.
    pub(super) fn candidates(&self) -> impl Iterator<Item = &Candidate> {
        [&self.ours].into_iter().chain(&self.peers)
    }

    /// Whether an argument selects the row: by its name, or by the start of it up to a hyphen.
    pub(super) fn is_named(&self, argument: &str) -> bool {
        let rest = self.name.strip_prefix(argument);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }
}

/// One implementation.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The name, unique in its row.
    pub(super) name: &'static str,
    /// What it does differently, such as checks that it leaves out. Empty if nothing.
    pub(super) note: &'static str,
    /// The work.
    pub(super) work: Work,
}

/// The rows that arguments select; all without arguments. Returns the first argument that selects none as an error.
pub(super) fn select(rows: Vec<Row>, names: &[String]) -> Result<Vec<Row>, String> {
    if let Some(name) = names.iter().find(|name| !rows.iter().any(|row| row.is_named(name))) {
        return Err(name.clone());
    }
    let is_selected = |row: &Row| names.is_empty() || names.iter().any(|name| row.is_named(name));
    Ok(rows.into_iter().filter(is_selected).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::bench::rows;

    #[test]
    fn names_and_their_starts_select_rows() {
        let named = |names: &[&str]| {
            let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            let rows = select(rows::all(), &names)?;
            Ok(rows.iter().map(|row| row.name).collect::<Vec<_>>())
        };
        assert_eq!(named(&["json"]), Ok(vec!["json-decode", "json-encode"]));
        assert_eq!(named(&["gen-wrong", "program"]), Ok(vec!["program", "gen-wrong"]));
        assert_eq!(named(&[]).map(|rows| rows.len()), Ok(rows::all().len()));
        assert_eq!(named(&["json", "jso"]), Err("jso".to_owned()));
    }

    #[test]
    fn names_are_unique() {
        let rows = rows::all();
        let names: BTreeSet<_> = rows.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), rows.len());
        for row in &rows {
            let names: BTreeSet<_> = row.candidates().map(|candidate| candidate.name).collect();
            assert_eq!(names.len(), row.candidates().count(), "{}", row.name);
        }
    }
}
