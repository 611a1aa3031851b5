//! Changes and their verdicts: the result of a comparison, as plain data.

use super::Rule;
use crate::source::Span;

/// The differences between two states of a schema.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// The changes of the API, one for each edit, in the order of the schema.
    pub changes: Vec<Change>,
    /// The edits that change documentation only.
    pub prose: Vec<Prose>,
}

/// A change of the API.
#[derive(Debug, Clone)]
pub struct Change {
    /// The rule that it falls under.
    pub rule: Rule,
    /// The kind.
    pub kind: Kind,
    /// The full name of the item in the new state, or in the old one if it is gone.
    pub item: String,
    /// The full name in the old state, if it was another.
    pub was: Option<String>,
    /// The old value, such as `number: 3`. `None` for an addition.
    pub from: Option<String>,
    /// The new value. `None` for a removal.
    pub to: Option<String>,
    /// The place in the old state.
    pub old: Option<Span>,
    /// The place in the new state.
    pub new: Option<Span>,
    /// What it means for users.
    pub verdict: Verdict,
    /// The messages that contain the item.
    pub side: Side,
    /// The RPCs whose request or response contains the item, such as
    /// `gitpod.v1.ProjectService/ListProjects`.
    pub reach: Vec<String>,
    /// Those whose requests contain it.
    pub requests: Vec<String>,
    /// Those whose responses contain it.
    pub responses: Vec<String>,
    /// The change in one line.
    pub message: String,
    /// What follows from it, with the reasons for the verdict.
    pub effects: Vec<Effect>,
    /// The full names of the items that come or go with it.
    pub inside: Vec<String>,
}

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The item is new.
    Added,
    /// The item is gone.
    Removed,
    /// The item has another name.
    Renamed,
    /// A property of the item is different.
    Changed,
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Changed => "changed",
        }
    }
}

/// What a change means for users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Whether old and new programs understand each other in the binary encoding.
    pub binary: Compatibility,
    /// Whether old and new programs understand each other in JSON.
    pub json: Compatibility,
    /// Whether code that depends on the crate still compiles and means the same.
    pub rust: Compatibility,
    /// Whether validation accepts more or less.
    pub rules: Strictness,
}

/// Whether something works as before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compatibility {
    /// It does.
    #[default]
    Ok,
    /// It does not.
    Breaks,
}

impl Compatibility {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Breaks => "breaks",
        }
    }
}

/// Whether validation accepts more or less than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// It accepts the same.
    #[default]
    Same,
    /// It rejects values that were valid.
    Tighter,
    /// It accepts values that were invalid, and rejects no more.
    Looser,
}

impl Strictness {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Tighter => "tighter",
            Self::Looser => "looser",
        }
    }
}

/// The messages that contain an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Requests only.
    Request,
    /// Responses only, or details of errors.
    Response,
    /// Requests and responses.
    Both,
    /// Neither, or no message at all.
    None,
}

impl Side {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Both => "both",
            Self::None => "none",
        }
    }

    /// Whether requests contain the item.
    #[must_use]
    pub const fn has_requests(self) -> bool {
        matches!(self, Self::Request | Self::Both)
    }
}

/// What follows from a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// What it concerns.
    pub aspect: Aspect,
    /// The effect in one sentence.
    pub text: String,
}

/// What an effect concerns: a part of the verdict, or the behaviour at run time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named after the parts of the verdict")]
pub enum Aspect {
    Binary,
    Json,
    Rust,
    Rules,
    /// The behaviour of programs that are built with the new state.
    RunTime,
}

impl Aspect {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Json => "json",
            Self::Rust => "rust",
            Self::Rules => "rules",
            Self::RunTime => "run time",
        }
    }
}

/// An edit that changes documentation only.
#[derive(Debug, Clone)]
pub struct Prose {
    /// The full name of the item.
    pub item: String,
    /// The key, such as `doc`.
    pub key: &'static str,
    /// The place in the old state.
    pub old: Option<Span>,
    /// The place in the new state.
    pub new: Option<Span>,
}

/// Where an item is used: the parts of a [`Change`] with these names.
#[derive(Debug, Clone)]
pub(super) struct Used {
    pub(super) side: Side,
    pub(super) reach: Vec<String>,
    pub(super) requests: Vec<String>,
    pub(super) responses: Vec<String>,
}

impl Change {
    /// Whether messages, code or requests of existing users no longer work.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        let Verdict { binary, json, rust, rules } = self.verdict;
        [binary, json, rust].contains(&Compatibility::Breaks)
            || (rules == Strictness::Tighter && self.side.has_requests())
    }

    pub(super) fn new(rule: Rule, kind: Kind, item: impl Into<String>, message: String) -> Self {
        Self {
            rule,
            kind,
            item: item.into(),
            was: None,
            from: None,
            to: None,
            old: None,
            new: None,
            verdict: Verdict::default(),
            side: Side::None,
            reach: Vec::new(),
            requests: Vec::new(),
            responses: Vec::new(),
            message,
            effects: Vec::new(),
            inside: Vec::new(),
        }
    }

    /// Sets the full name in the old state, if it was another.
    pub(super) fn was(mut self, name: &str) -> Self {
        self.was = (name != self.item).then(|| name.to_owned());
        self
    }

    /// Sets the old and the new value.
    pub(super) fn values(mut self, from: impl Into<String>, to: impl Into<String>) -> Self {
        (self.from, self.to) = (Some(from.into()), Some(to.into()));
        self
    }

    /// Sets the places.
    pub(super) fn at(mut self, old: Option<Span>, new: Option<Span>) -> Self {
        (self.old, self.new) = (old, new);
        self
    }

    /// Sets where the item is used.
    pub(super) fn used(self, used: Used) -> Self {
        let Used { side, reach, requests, responses } = used;
        Self { side, reach, requests, responses, ..self }
    }

    /// Adds a break.
    pub(super) fn breaks(&mut self, aspect: Aspect, text: impl Into<String>) {
        match aspect {
            Aspect::Binary => self.verdict.binary = Compatibility::Breaks,
            Aspect::Json => self.verdict.json = Compatibility::Breaks,
            Aspect::Rust => self.verdict.rust = Compatibility::Breaks,
            Aspect::Rules => self.verdict.rules = Strictness::Tighter,
            Aspect::RunTime => {}
        }
        self.note(aspect, text);
    }

    /// Adds a break of both encodings.
    pub(super) fn breaks_wire(&mut self, text: &str) {
        self.breaks(Aspect::Binary, text);
        self.breaks(Aspect::Json, text);
    }

    /// Adds an effect that breaks nothing.
    pub(super) fn note(&mut self, aspect: Aspect, text: impl Into<String>) {
        self.effects.push(Effect { aspect, text: text.into() });
    }

    /// Sets how validation changes.
    pub(super) fn rules(&mut self, strictness: Strictness, text: impl Into<String>) {
        self.verdict.rules = strictness;
        if strictness != Strictness::Same {
            self.note(Aspect::Rules, text);
        }
    }
}
