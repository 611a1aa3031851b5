//! Reads `acknowledged.yaml`, which is optional and not part of the API.

use indexmap::IndexMap;

use super::{document, file_problems};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::node::{Kind, Node};
use crate::raw::{ACKNOWLEDGED_FILE, Acknowledged, Acknowledgement, Findings, Shape, Text};
use crate::source::Sources;
use crate::yaml::Document;

/// Returns the acknowledged breaking changes in the order of `acknowledged.yaml`. Empty without that
/// file.
///
/// # Errors
///
/// Returns every mistake in the file: of its syntax and shape, blank texts and repeated entries. The
/// other files are not checked.
pub fn acknowledgements(sources: &Sources) -> Result<Vec<Acknowledgement>, Diagnostics> {
    let mut findings = Findings::default();
    let mut found = Vec::new();
    if let Some((id, file)) = sources.iter().find(|(_, file)| file.name == ACKNOWLEDGED_FILE) {
        file_problems(id, file, &mut findings);
        let Document { root, problems, lost: _ } = document(id, file);
        problems.into_iter().for_each(|problem| findings.push(problem));
        found = read(&root, &mut findings);
    }
    findings.problems.into_result(found)
}

/// Reads the root of the file, as far as it can be read.
pub(super) fn read(root: &Node, findings: &mut Findings) -> Vec<Acknowledgement> {
    if root.kind == Kind::Broken {
        return Vec::new();
    }
    let entries = Acknowledged::read(root, findings).map(|file| file.acknowledged);
    let entries = entries.unwrap_or_default();
    for entry in &entries {
        check_blank(entry, &mut findings.problems);
    }
    check_repeated(&entries, &mut findings.problems);
    entries
}

fn check_blank(entry: &Acknowledgement, problems: &mut Diagnostics) {
    let Acknowledgement { rule, item, reason, .. } = entry;
    let blank = [("rule", rule), ("item", item), ("reason", reason)];
    for (key, text) in blank.into_iter().filter(|(_, text)| text.value.trim().is_empty()) {
        problems.push(
            Diagnostic::new(Code::BlankAcknowledgement, format!("blank `{key}`"))
                .at(text.span, "expected a text"),
        );
    }
}

/// Reports entries for the same change.
fn check_repeated(entries: &[Acknowledgement], problems: &mut Diagnostics) {
    let mut first = IndexMap::new();
    for entry in entries {
        let Acknowledgement { rule, item, from, to, .. } = entry;
        let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
        let change = (&rule.value, &item.value, value(from), value(to));
        match first.get(&change) {
            None => _ = first.insert(change, entry.span),
            Some(place) => problems.push(
                Diagnostic::new(
                    Code::AcknowledgedTwice,
                    format!("`{}` of `{}` is acknowledged twice", rule.value, item.value),
                )
                .at(entry.span, "acknowledged again here")
                .at(*place, "first acknowledged here")
                .help("remove one of the entries"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const API: &str =
        "package: shop.v1\ntitle: Shop API\ndoc: Sells items to everyone.\nfiles: [things.yaml]\n";

    /// The sources of a schema with an `acknowledged.yaml`.
    fn sources(acknowledged: &str, things: &str) -> Sources {
        let files = [("api.yaml", API), ("things.yaml", things), (ACKNOWLEDGED_FILE, acknowledged)];
        Sources::from_texts(files)
    }

    fn messages(problems: &Diagnostics) -> Vec<&str> {
        problems.iter().map(|problem| problem.message.as_str()).collect()
    }

    #[test]
    fn the_file_is_optional() {
        let sources = Sources::from_texts([("api.yaml", API)]);
        assert!(acknowledgements(&sources).unwrap().is_empty());
    }

    #[test]
    fn entries_have_their_order_and_spans() {
        let text = "acknowledged:
- {rule: B, item: shop.v1.B, from: '1', to: '2', reason: First.}
- {rule: A, item: shop.v1.A, reason: Second.}
";
        let sources = sources(text, "enums: []");
        let found = acknowledgements(&sources).unwrap();
        let texts: Vec<_> = found
            .iter()
            .map(|entry| {
                let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
                (entry.rule.value.as_str(), value(&entry.from), value(&entry.to))
            })
            .collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(texts, [("B", some("1"), some("2")), ("A", None, None)]);
        let places = found.iter().map(|entry| sources.line_column(entry.item.span));
        assert_eq!(places.collect::<Vec<_>>(), [(2, 19), (3, 19)]);
        let lowered = crate::lower(&crate::parse(&sources));
        assert_eq!(lowered.map_err(|problems| problems.to_string()).err(), None);
    }

    #[test]
    fn only_the_mistakes_of_the_file_are_returned() {
        let sources = sources("acknowledged: [{rule: A, item: B}, 7]", "enums: {}");
        let own = acknowledgements(&sources).unwrap_err();
        let expected = [
            "missing key `reason` in an acknowledgement",
            "expected a mapping for an acknowledgement, found an integer",
        ];
        assert_eq!(messages(&own), expected);
        let all = crate::lower(&crate::parse(&sources)).unwrap_err();
        assert_eq!(messages(&all).get(..2), Some(expected.as_slice()));
        assert_eq!(all.iter().count(), 3);
    }

    #[test]
    fn a_file_that_was_not_read_is_an_error() {
        let path = format!("schema/{ACKNOWLEDGED_FILE}");
        let bytes = crate::source::SourceFile::from_bytes(
            ACKNOWLEDGED_FILE.to_owned(),
            path,
            b"acknowledged: [] # \xff".to_vec(),
        );
        let problems = acknowledgements(&Sources::new(vec![bytes])).unwrap_err();
        assert_eq!(messages(&problems), ["`schema/acknowledged.yaml` is not UTF-8"]);
    }
}
