//! The comparison as one JSON document.

use gitpod_codegen::compare::{Change, Prose};
use gitpod_codegen::raw::Acknowledgement;
use serde_json::{Value, json};

use super::Review;
use super::review::file;

pub(super) fn render(review: &Review<'_>) -> String {
    let changes = review.changes.iter().map(|(change, entry)| of_change(review, change, *entry));
    let prose = review.comparison.prose.iter().map(|prose| of_prose(review, prose));
    let stale = review.stale.iter().map(|entry| {
        json!({"rule": entry.rule.value, "item": entry.item.value, "reason": entry.reason.value})
    });
    let ((old, new), (required, taken)) = (review.versions(), review.steps());
    let document = json!({
        "base": review.base,
        "required": required.as_str(),
        "version": {"old": old, "new": new, "step": taken.as_str()},
        "changes": changes.collect::<Vec<_>>(),
        "prose": prose.collect::<Vec<_>>(),
        "stale": stale.collect::<Vec<_>>(),
    });
    format!("{document:#}")
}

fn of_change(review: &Review<'_>, change: &Change, entry: Option<&Acknowledgement>) -> Value {
    let place = review.place(change);
    let verdict = &change.verdict;
    let effects = change
        .effects
        .iter()
        .map(|effect| json!({"aspect": effect.aspect.as_str(), "text": effect.text}));
    json!({
        "rule": change.rule.id(),
        "kind": change.kind.as_str(),
        "item": change.item,
        "was": change.was,
        "from": change.from,
        "to": change.to,
        "file": place.as_ref().map(|place| file(place.path)),
        "line": place.as_ref().map(|place| place.line),
        "column": place.as_ref().map(|place| place.column),
        "verdict": {
            "binary": verdict.binary.as_str(),
            "json": verdict.json.as_str(),
            "rust": verdict.rust.as_str(),
            "rules": verdict.rules.as_str(),
        },
        "breaking": change.is_breaking(),
        "side": change.side.as_str(),
        "reach": change.reach,
        "requests": change.requests,
        "responses": change.responses,
        "inside": change.inside,
        "acknowledged": entry.is_some(),
        "reason": entry.map(|entry| &entry.reason.value),
        "message": change.message,
        "effects": effects.collect::<Vec<_>>(),
    })
}

fn of_prose(review: &Review<'_>, prose: &Prose) -> Value {
    let place = review.new_place(prose.new).or_else(|| review.old_place(prose.old));
    json!({
        "item": prose.item,
        "key": prose.key,
        "file": place.as_ref().map(|place| file(place.path)),
        "line": place.as_ref().map(|place| place.line),
        "column": place.as_ref().map(|place| place.column),
    })
}
