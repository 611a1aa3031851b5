//! The gate: the changes and acknowledgements that fail a run.

use gitpod_codegen::compare::{Change, Compatibility, Strictness};
use gitpod_codegen::raw::Acknowledgement;

use super::{FailOn, Options, Review};

/// The reasons why a run fails.
#[derive(Debug, Default)]
pub(super) struct Failures<'a> {
    /// Changes without an acknowledgement.
    pub(super) changes: Vec<&'a Change>,
    /// Acknowledgements that match no change.
    pub(super) stale: Vec<&'a Acknowledgement>,
}

impl Failures<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.stale.is_empty()
    }
}

/// Decides which changes and acknowledgements are failures.
pub(super) fn failures<'a>(review: &Review<'a>, options: &Options) -> Failures<'a> {
    let fails = |change: &Change| {
        (options.check && change.is_breaking())
            || options.fail_on.iter().any(|kind| is_kind(*kind, change))
    };
    let changes = review
        .changes
        .iter()
        .filter(|(change, acknowledged)| acknowledged.is_none() && fails(change));
    Failures {
        changes: changes.map(|(change, _)| *change).collect(),
        stale: if options.check { review.stale.clone() } else { Vec::new() },
    }
}

fn is_kind(kind: FailOn, change: &Change) -> bool {
    let verdict = &change.verdict;
    match kind {
        FailOn::Breaking => change.is_breaking(),
        FailOn::Binary => verdict.binary == Compatibility::Breaks,
        FailOn::Json => verdict.json == Compatibility::Breaks,
        FailOn::Rust => verdict.rust == Compatibility::Breaks,
        FailOn::Rules => verdict.rules == Strictness::Tighter && change.side.has_requests(),
        FailOn::Any => true,
    }
}

/// The lines of `schema/acknowledged.yaml` that acknowledge a change.
pub(super) fn acknowledgement(change: &Change) -> String {
    let mut lines = format!("- rule: {}\n  item: {}\n", change.rule, quoted(&change.item));
    for (key, value) in [("from", &change.from), ("to", &change.to)] {
        if let Some(value) = value {
            lines.push_str(&format!("  {key}: {}\n", quoted(value)));
        }
    }
    lines.push_str("  reason: TODO who was asked, and what users have to do\n");
    lines
}

/// A YAML scalar that is read as the same text.
fn quoted(text: &str) -> String {
    let is_plain = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|char| char.is_ascii_alphanumeric() || "._/".contains(char))
        && !matches!(text, "true" | "false" | "null" | "yes" | "no" | "on" | "off");
    if is_plain { text.to_owned() } else { format!("{}", serde_json::Value::from(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_where_yaml_would_read_something_else() {
        assert_eq!(quoted("gitpod.v1.Sort.field"), "gitpod.v1.Sort.field");
        assert_eq!(quoted("true"), "\"true\"");
        assert_eq!(quoted("2"), "\"2\"");
        assert_eq!(quoted("min_len: 3"), "\"min_len: 3\"");
        assert_eq!(quoted(""), "\"\"");
    }
}
