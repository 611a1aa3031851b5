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
mod tests;
