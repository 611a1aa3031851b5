//! What the formats for people say of a review: words, reasons and counts.
//!
//! Used by `text`, `markdown` and `html`, which escape what they get from here. Depends on `review`.

use gitpod_codegen::Span;
use gitpod_codegen::compare::{
    Aspect, Change, Compatibility, Effect, Kind, Rule, Side, Step, Strictness, Verdict,
};

use super::Review;

/// How good a word is, for colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// Nothing changes for users, or something is new.
    Good,
    /// Users notice, and nothing breaks.
    Note,
    /// Something breaks.
    Bad,
}

impl Tone {
    /// The word for it.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Note => "note",
            Self::Bad => "bad",
        }
    }
}

/// A part of a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// The name, such as `binary`.
    pub(super) name: &'static str,
    /// The verdict in one word.
    pub(super) word: &'static str,
    /// How good it is.
    pub(super) tone: Tone,
}

/// The verdict, part by part.
pub(super) fn parts(change: &Change) -> [Part; 4] {
    let Verdict { binary, json, rust, rules } = change.verdict;
    let compatibility = |name, verdict: Compatibility| Part {
        name,
        word: verdict.as_str(),
        tone: if verdict == Compatibility::Ok { Tone::Good } else { Tone::Bad },
    };
    let tone = match rules {
        Strictness::Same => Tone::Good,
        Strictness::Tighter if change.side.has_requests() => Tone::Bad,
        Strictness::Tighter | Strictness::Looser => Tone::Note,
    };
    [
        compatibility("binary", binary),
        compatibility("json", json),
        compatibility("rust", rust),
        Part { name: "rules", word: rules.as_str(), tone },
    ]
}

/// The first word of a change.
pub(super) fn verb(change: &Change) -> (&'static str, Tone) {
    match change.kind {
        _ if change.is_breaking() => ("breaks", Tone::Bad),
        Kind::Added => ("adds", Tone::Good),
        Kind::Removed => ("removes", Tone::Note),
        Kind::Renamed => ("renames", Tone::Note),
        Kind::Changed => ("changes", Tone::Note),
    }
}

/// An effect, with the names of all parts of the verdict that it explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reason<'a> {
    /// For instance `binary, json break`.
    pub(super) label: String,
    /// How good it is.
    pub(super) tone: Tone,
    /// The effect in one sentence.
    pub(super) text: &'a str,
}

/// The effects of a change. What is the same for both encodings is said once.
pub(super) fn reasons(change: &Change) -> Vec<Reason<'_>> {
    let mut groups: Vec<(&Effect, Vec<&str>)> = Vec::new();
    for effect in &change.effects {
        let is_break = |aspect| matches!(aspect, Aspect::Binary | Aspect::Json | Aspect::Rust);
        let same = |(first, _): &&mut (&Effect, Vec<&str>)| {
            first.text == effect.text && is_break(first.aspect) && is_break(effect.aspect)
        };
        match groups.iter_mut().find(same) {
            Some((_, names)) => names.push(effect.aspect.as_str()),
            None => groups.push((effect, vec![effect.aspect.as_str()])),
        }
    }
    let [.., rules] = parts(change);
    let reason = |(effect, names): (&'_ Effect, Vec<&str>)| {
        let (word, tone) = match effect.aspect {
            Aspect::RunTime => ("", Tone::Note),
            Aspect::Rules => (rules.word, rules.tone),
            _ if names.len() > 1 => ("break", Tone::Bad),
            _ => ("breaks", Tone::Bad),
        };
        (format!("{} {word}", names.join(", ")).trim_end().to_owned(), tone)
    };
    let reasons = groups.iter().map(|(effect, names)| {
        let (label, tone) = reason((effect, names.clone()));
        Reason { label, tone, text: &effect.text }
    });
    reasons.collect()
}

/// The names of the parts of the verdict that nothing happens to.
pub(super) fn unaffected(change: &Change) -> Option<String> {
    let same = [Compatibility::Ok.as_str(), Strictness::Same.as_str()];
    let parts = parts(change);
    let names: Vec<&str> =
        parts.iter().filter(|part| same.contains(&part.word)).map(|part| part.name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Where RPCs see the item, with their names: `in requests of 3 RPCs`. Empty for settings of the whole
/// API. Requests and responses are apart if other RPCs have them.
pub(super) fn reach(change: &Change) -> Vec<(String, &[String])> {
    let (requests, responses) = (&change.requests[..], &change.responses[..]);
    let label = |place: &str, rpcs: &[String]| format!("{place} {}", count(rpcs.len(), "RPC"));
    let in_responses = match responses {
        [] => "in details of errors".to_owned(),
        _ => label("in responses of", responses),
    };
    match (change.side, &change.reach[..]) {
        (Side::None, []) if is_setting(change.rule) => Vec::new(),
        (Side::None, []) => vec![("seen by no RPC".to_owned(), &[])],
        (Side::None, rpcs) => vec![(label("of", rpcs), rpcs)],
        (Side::Request, rpcs) => vec![(label("in requests of", rpcs), rpcs)],
        (Side::Response, _) => vec![(in_responses, responses)],
        (Side::Both, rpcs) if requests == responses => {
            vec![(label("in requests and responses of", rpcs), rpcs)]
        }
        (Side::Both, _) => {
            vec![(label("in requests of", requests), requests), (in_responses, responses)]
        }
    }
}

/// Whether a rule is about `api.yaml`.
fn is_setting(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::FileSamePackage
            | Rule::CrateSameName
            | Rule::ApiSameBaseUrl
            | Rule::ApiSameBaseUrlEnv
            | Rule::ApiSameAuth
            | Rule::ApiSamePaging
    )
}

/// A number of things: `1 RPC`, `2 RPCs`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A full name without the package or, for a nested item, without what contains it.
pub(super) fn short(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, name)| name)
}

/// The number of changes, how many of them break something, and how many of those are acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    /// All changes.
    pub(super) all: usize,
    /// Those that break something.
    pub(super) breaking: usize,
    /// Those that break something and are acknowledged.
    pub(super) acknowledged: usize,
}

impl Counts {
    pub(super) fn of(review: &Review<'_>) -> Self {
        let breaking = || review.changes.iter().filter(|(change, _)| change.is_breaking());
        Self {
            all: review.changes.len(),
            breaking: breaking().count(),
            acknowledged: breaking().filter(|(_, entry)| entry.is_some()).count(),
        }
    }

    /// `12 changes, 8 breaking, 1 of them acknowledged`, in two parts, and how good it is.
    pub(super) fn sentence(self) -> (String, String, Tone) {
        let Self { all, breaking, acknowledged } = self;
        let all = count(all, "change");
        match (breaking, acknowledged) {
            (0, _) => (all, "none breaking".to_owned(), Tone::Good),
            (_, 0) => (all, format!("{breaking} breaking"), Tone::Bad),
            _ if breaking == acknowledged => {
                (all, format!("{breaking} breaking, all acknowledged"), Tone::Note)
            }
            _ => (
                all,
                format!("{breaking} breaking, {acknowledged} of them acknowledged"),
                Tone::Bad,
            ),
        }
    }
}

/// The version step that is needed, compared with the one that was taken.
pub(super) fn version(review: &Review<'_>) -> (String, Tone) {
    let ((old, new), (required, taken)) = (review.versions(), review.steps());
    let needed = required.as_str();
    match required {
        Step::None => (format!("No version step is needed; the version is {new}."), Tone::Good),
        _ if taken >= required => {
            (format!("A {needed} version step is needed; {old} to {new} is enough."), Tone::Good)
        }
        _ if old == new => {
            (format!("A {needed} version step is needed; the version is still {new}."), Tone::Bad)
        }
        _ if taken == Step::None => {
            (format!("A {needed} version step is needed; {new} is not after {old}."), Tone::Bad)
        }
        _ => {
            let taken = taken.as_str();
            let text =
                format!("A {needed} version step is needed; {old} to {new} is a {taken} one.");
            (text, Tone::Bad)
        }
    }
}

/// The place of an edit of documentation.
pub(super) fn prose_place(review: &Review<'_>, old: Option<Span>, new: Option<Span>) -> String {
    let place = review.new_place(new).or_else(|| review.old_place(old));
    place.map(|place| format!("{}:{}", place.path, place.line)).unwrap_or_default()
}
