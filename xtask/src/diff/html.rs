//! The comparison as one page without scripts and without anything from elsewhere.
//!
//! The template `html/review.html` escapes every text that is put into it. Used by `diff`. Depends on
//! `review`, `gate`, `lines`, `shown` and `words`.

use gitpod_codegen::compare::{Change, Prose};
use gitpod_codegen::raw::Acknowledgement;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde_json::{Value, json};

use super::Review;
use super::gate;
use super::lines::{Line, Lines};
use super::shown::{self, Counts};
use super::words::{Piece, pieces, visible};
use crate::error::Error;

/// The name of the template. Its extension turns the escapes of HTML on.
const TEMPLATE: &str = "review.html";

/// Fills the page.
///
/// # Errors
///
/// Returns an error if the template has a bug.
pub(super) fn render(review: &Review<'_>) -> Result<String, Error> {
    fill(page(review)).map_err(|error| Error::Tool {
        message: format!("the page cannot be rendered: {error:#}"),
        help: "this is a bug of `cargo xtask diff`: please report it",
    })
}

fn fill(page: Value) -> Result<String, minijinja::Error> {
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?;
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax);
    environment.add_template(TEMPLATE, include_str!("html/review.html"))?;
    environment.get_template(TEMPLATE)?.render(Serde(page))
}

fn page(review: &Review<'_>) -> Value {
    let (all, breaking, tone) = Counts::of(review).sentence();
    let (version, version_tone) = shown::version(review);
    let changes = (1..).zip(&review.changes);
    let changes =
        changes.map(|(number, (change, entry))| of_change(review, number, change, *entry));
    let stale = review.stale.iter().map(
        |entry| json!({"rule": visible(&entry.rule.value), "item": visible(&entry.item.value)}),
    );
    json!({
        "base": visible(review.base),
        "title": all,
        "breaking": {"text": breaking, "tone": tone.as_str()},
        "version": {"text": version, "tone": version_tone.as_str()},
        "changes": changes.collect::<Vec<_>>(),
        "prose": review.comparison.prose.iter().map(|edit| of_prose(review, edit)).collect::<Vec<_>>(),
        "stale": stale.collect::<Vec<_>>(),
    })
}

fn of_change(
    review: &Review<'_>,
    number: usize,
    change: &Change,
    entry: Option<&Acknowledgement>,
) -> Value {
    let (verb, tone) = shown::verb(change);
    let lines = Lines::of(review, change);
    let (old_text, new_text) = marked(lines.old.as_ref(), lines.new.as_ref());
    let parts = shown::parts(change)
        .map(|part| json!({"name": part.name, "word": part.word, "tone": part.tone.as_str()}));
    let reasons = shown::reasons(change).into_iter().map(|reason| {
        json!({
            "label": reason.label,
            "tone": reason.tone.as_str(),
            "text": sentence(reason.text),
        })
    });
    let reach = shown::reach(change).into_iter();
    let reach = reach.map(|(label, rpcs)| json!({"label": label, "rpcs": rpcs}));
    let is_open = change.is_breaking() && entry.is_none();
    json!({
        "id": format!("change-{number}"),
        "rule": change.rule.id(),
        "title": change.rule.title(),
        "verb": verb,
        "tone": tone.as_str(),
        "message": sentence(&change.message),
        "parts": parts,
        "sides": [
            side("Old", "old", lines.old.as_ref(), &old_text, change.from.as_deref()),
            side("New", "new", lines.new.as_ref(), &new_text, change.to.as_deref()),
        ],
        "reasons": reasons.collect::<Vec<_>>(),
        "unaffected": shown::unaffected(change),
        "rpcs": change.reach.len(),
        "reach": reach.collect::<Vec<_>>(),
        "inside": change.inside,
        "reason": entry.map(|entry| visible(&entry.reason.value)),
        "acknowledgement": is_open.then(|| gate::acknowledgement(change)),
    })
}

/// A sentence in pieces, for the macro of the template.
fn sentence(text: &str) -> Value {
    let text = visible(text);
    let pieces = pieces(&text);
    let pieces = pieces.iter().map(|piece| match piece {
        Piece::Prose(text) => json!({"code": false, "text": text}),
        Piece::Code(text) => json!({"code": true, "text": text}),
    });
    pieces.collect()
}

/// One of the states: the line with those around it, and the value.
fn side(
    name: &str,
    class: &str,
    line: Option<&Line>,
    pieces: &Value,
    value: Option<&str>,
) -> Value {
    let place = line.map(|line| {
        let around = |text: &String| json!([{"marked": false, "text": text}]);
        let before = line.before.iter().map(|text| (false, around(text)));
        let after = line.after.iter().map(|text| (false, around(text)));
        let rows = before.chain([(true, pieces.clone())]).chain(after);
        let numbered = (line.number.saturating_sub(line.before.len())..).zip(rows);
        let rows = numbered.map(|(number, (changed, pieces))| {
            json!({"number": number, "changed": changed, "pieces": pieces})
        });
        json!({"position": line.position(), "rows": rows.collect::<Vec<_>>()})
    });
    json!({"name": name, "class": class, "place": place, "value": value.map(visible)})
}

/// The texts of both lines in pieces, with a mark on the words that differ.
fn marked(old: Option<&Line>, new: Option<&Line>) -> (Value, Value) {
    let text = |line: Option<&Line>| line.map(|line| line.text.chars().collect::<Vec<char>>());
    let (old, new) = (text(old).unwrap_or_default(), text(new).unwrap_or_default());
    let before = shared(&old, &new);
    let rest = |text: &[char]| text.iter().skip(before).rev().copied().collect::<Vec<char>>();
    let after = shared(&rest(&old), &rest(&new));
    let pieces = |text: &[char]| -> Value {
        let end = text.len().saturating_sub(after);
        let piece = |is_marked: bool, from: usize, to: usize| {
            let text: String = text.iter().take(to).skip(from).collect();
            (!text.is_empty()).then(|| json!({"marked": is_marked, "text": text}))
        };
        // A line that shares nothing with another differs as a whole, which needs no mark.
        let is_partial = before > 0 || after > 0;
        let pieces = [
            piece(false, 0, before),
            piece(is_partial, before, end),
            piece(false, end, text.len()),
        ];
        pieces.into_iter().flatten().collect()
    };
    (pieces(&old), pieces(&new))
}

/// The number of characters that two texts share at their start, without a word that both only begin with.
fn shared(old: &[char], new: &[char]) -> usize {
    let is_word = |char: &char| char.is_alphanumeric() || *char == '_';
    let count = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let goes_on = |text: &[char]| text.get(count).is_some_and(is_word);
    if !goes_on(old) && !goes_on(new) {
        return count;
    }
    count - old.iter().take(count).rev().take_while(|char| is_word(char)).count()
}

fn of_prose(review: &Review<'_>, edit: &Prose) -> Value {
    let place = shown::prose_place(review, edit.old, edit.new);
    json!({"key": edit.key, "item": edit.item, "place": visible(&place)})
}

#[cfg(test)]
mod tests {
    #[test]
    fn whole_words_are_marked() {
        let shared = |old: &str, new: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<char>>();
            super::shared(&chars(old), &chars(new))
        };
        assert_eq!(shared("{max: 1}", "{min: 1}"), 1);
        assert_eq!(shared("a: int32", "a: int64"), 3);
        assert_eq!(shared("a: b, c", "a: b"), 4);
        assert_eq!(shared("a", "a"), 1);
        assert_eq!(shared("", "a"), 0);
    }
}
