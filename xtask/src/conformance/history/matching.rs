//! Matches the changes of a comparison with those that descriptors show.
//!
//! Used by `history`. Depends on nothing else in this program.

use std::collections::BTreeSet;

use gitpod_codegen::compare::{Change, Kind};
use serde_json::Value;

/// What the descriptors of two versions show.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The number of items of the newer version.
    pub(super) items: usize,
    changes: BTreeSet<Fact>,
}

/// A word such as `added`, and the full name of an item.
type Fact = (String, String);

impl Shown {
    /// Reads the result of the script. `None` if it is something else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let changes = value.get("changes")?.as_array()?.iter().map(|change| {
            Some((change.get(0)?.as_str()?.to_owned(), change.get(1)?.as_str()?.to_owned()))
        });
        let items = usize::try_from(value.get("items")?.as_u64()?).ok()?;
        Some(Self { items, changes: changes.collect::<Option<_>>()? })
    }
}

/// The changes that only one side has, one line each. `left_out` are types that schemas do not have.
pub(super) fn differences(shown: &Shown, found: &[Change], left_out: &[String]) -> Vec<String> {
    let mut differences = Vec::new();
    if shown.changes.is_empty() {
        differences.push("the descriptors show no change, so nothing is compared".to_owned());
    }
    for change in found {
        for (word, item) in facts(change) {
            if !shown.changes.contains(&(word.clone(), item.clone())) {
                let message = &change.message;
                differences.push(format!("{word} {item}: not in the descriptors: {message}"));
            }
        }
    }
    let said: Vec<Fact> = found.iter().flat_map(covered).collect();
    for (word, item) in &shown.changes {
        let is_said =
            |(by, of): &Fact| by == word && (of == item || by != CHANGED && is_in(item, of));
        if !said.iter().any(is_said) && !left_out.iter().any(|of| of == item || is_in(item, of)) {
            differences.push(format!("{word} {item}: not in the comparison"));
        }
    }
    differences
}

const CHANGED: &str = Kind::Changed.as_str();

/// What descriptors show of a change. They know no renames.
fn facts(change: &Change) -> Vec<Fact> {
    let fact = |kind: Kind, item: &String| (kind.as_str().to_owned(), item.clone());
    match (change.kind, &change.was) {
        (Kind::Renamed, Some(was)) => {
            vec![fact(Kind::Added, &change.item), fact(Kind::Removed, was)]
        }
        (kind, _) => vec![fact(kind, &change.item)],
    }
}

/// The same, with the items that come or go with the one that has changed.
fn covered(change: &Change) -> Vec<Fact> {
    let inside = change.inside.iter().map(|item| (change.kind.as_str().to_owned(), item.clone()));
    facts(change).into_iter().chain(inside).collect()
}

/// Whether an item is declared in another one.
fn is_in(item: &str, of: &str) -> bool {
    item.strip_prefix(of).is_some_and(|rest| rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use gitpod_codegen::Sources;
    use gitpod_codegen::compare::{State, compare};

    use super::*;

    const API: &str = "package: a\ntitle: A\ndoc: About.\nfiles:\n- b.yaml\n";

    /// A message with a field of each name, and an enum with values of these numbers.
    fn state(fields: &[&str], values: &[u8]) -> State {
        let fields = fields.iter().zip(1..).map(|(name, number)| {
            format!("  - name: {name}\n    number: {number}\n    type: string\n    doc: Two.\n")
        });
        let values = values
            .iter()
            .map(|number| format!("  - {{name: E_V{number}, number: {number}, doc: Three.}}\n"));
        let text = format!(
            "messages:\n- name: B\n  standalone: true\n  doc: One.\n  fields:\n{}  - name: e\n    \
             number: 9\n    type: E\n    doc: Four.\nenums:\n- name: E\n  doc: Five.\n  values:\n{}",
            fields.collect::<String>(),
            values.collect::<String>()
        );
        State::read(Sources::from_texts([("api.yaml", API), ("b.yaml", &text)])).unwrap()
    }

    fn shown(changes: &str) -> Shown {
        Shown::parse(&format!(r#"{{"items": 3, "changes": [{changes}]}}"#)).unwrap()
    }

    #[test]
    fn both_sides_must_have_every_change() {
        let found = compare(&state(&["c"], &[0]), &state(&["c", "d"], &[0, 1])).changes;
        assert_eq!(found.len(), 2);
        let both = r#"["added", "a.B.d"], ["added", "a.E.E_V1"]"#;
        assert_eq!(differences(&shown(both), &found, &[]), [""; 0]);
        let one = shown(r#"["added", "a.B.d"]"#);
        let message = "value `E_V1` of `a.E` is new";
        let expected = format!("added a.E.E_V1: not in the descriptors: {message}");
        assert_eq!(differences(&one, &found, &[]), [expected]);
        let more = shown(&format!(r#"{both}, ["changed", "a.B.c"], ["removed", "a.F.F_V0"]"#));
        assert_eq!(
            differences(&more, &found, &[]),
            ["changed a.B.c: not in the comparison", "removed a.F.F_V0: not in the comparison"]
        );
        let left_out = ["a.F".to_owned()];
        assert_eq!(differences(&more, &found, &left_out), ["changed a.B.c: not in the comparison"]);
    }

    #[test]
    fn a_rename_removes_and_adds() {
        let found = compare(&state(&["c"], &[0]), &state(&["d"], &[0])).changes;
        let both = shown(r#"["removed", "a.B.c"], ["added", "a.B.d"]"#);
        assert_eq!(differences(&both, &found, &[]), [""; 0]);
        assert_eq!(differences(&shown(r#"["added", "a.B.d"]"#), &found, &[]).len(), 1);
    }

    #[test]
    fn versions_without_a_change_prove_nothing() {
        assert_eq!(differences(&shown(""), &[], &[]).len(), 1);
        assert!(Shown::parse("{}").is_none());
        assert!(Shown::parse(r#"{"items": 1, "changes": [["added"]]}"#).is_none());
    }
}
