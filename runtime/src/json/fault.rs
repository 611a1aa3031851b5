//! A failure on its way out: small, and turned into words only at the root.

use std::borrow::Cow;

use super::error::{DecodeError, Position, Report};
use super::fields::SecondArm;
use super::found::Found;
use super::number;
use super::path::{Place, Step};
use super::reader::Reader;
use crate::message::MessageDescriptor;

/// What the functions of the reader give up with: one word, so that success costs nothing.
pub(super) type Failure = Box<Fault>;

/// What went wrong, and the steps of the path from the inside outward.
pub(super) struct Fault {
    offset: usize,
    expected: Cow<'static, str>,
    found: FoundAt,
    hidden: bool,
    steps: Vec<Step>,
}

/// How to tell what was found.
enum FoundAt {
    /// The JSON is wrong here: name the token, quote nothing.
    Token,
    /// The value that starts here does not fit: quote it.
    Value,
    /// Told already.
    Told(Cow<'static, str>),
}

impl Fault {
    fn new(offset: usize, expected: impl Into<Cow<'static, str>>, found: FoundAt) -> Failure {
        Box::new(Self { offset, expected: expected.into(), found, hidden: false, steps: vec![] })
    }

    /// The text is not JSON at this offset.
    #[cold]
    pub(super) fn syntax(offset: usize, expected: &'static str) -> Failure {
        Self::new(offset, expected, FoundAt::Token)
    }

    /// The value that starts at this offset is not what its place expects.
    #[cold]
    pub(super) fn mismatch(offset: usize, expected: impl Into<Cow<'static, str>>) -> Failure {
        Self::new(offset, expected, FoundAt::Value)
    }

    /// Not an object. What is there may be a whole message as text, with its secrets in it, so it
    /// is never quoted.
    #[cold]
    pub(super) fn not_an_object(offset: usize) -> Failure {
        let mut fault = Self::new(offset, "an object", FoundAt::Value);
        fault.hidden = true;
        fault
    }

    /// Something else than a token or a value is wrong.
    #[cold]
    pub(super) fn told(
        offset: usize,
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
    ) -> Failure {
        Self::new(offset, expected, FoundAt::Told(found.into()))
    }

    /// A key is no field of the message.
    #[cold]
    pub(super) fn unknown_field(offset: usize, of: &MessageDescriptor) -> Failure {
        Self::told(offset, format!("a field of {}", of.name()), "an unknown one")
    }

    /// A field has come before, in this or its other spelling.
    #[cold]
    pub(super) fn duplicate(offset: usize) -> Failure {
        Self::told(offset, DUPLICATE_EXPECTED, DUPLICATE_FOUND)
    }

    /// Another arm of the oneof has come before.
    #[cold]
    pub(super) fn second_arm(offset: usize, of: &MessageDescriptor, arms: &SecondArm) -> Failure {
        Self::told(offset, arms.expected(of), arms.found())
    }

    /// Adds the step that led to the failure.
    #[cold]
    pub(super) fn within(mut self: Box<Self>, step: Step) -> Box<Self> {
        self.steps.push(step);
        self
    }

    /// Tells the failure, now that its whole path is known.
    #[cold]
    pub(super) fn into_error(self, root: &'static MessageDescriptor, json: &[u8]) -> DecodeError {
        let place = Place::new(self.steps.iter().rev());
        let hidden = place.hidden || self.hidden;
        let text = std::str::from_utf8(json).unwrap_or_default();
        let found = match self.found {
            FoundAt::Told(found) => found.into_owned(),
            FoundAt::Token => describe_token(text, self.offset, hidden),
            FoundAt::Value => describe_value(text, self.offset, hidden)
                .unwrap_or_else(|| describe_token(text, self.offset, hidden)),
        };
        let report = Report::new(root.name(), place, self.expected, found);
        DecodeError::new(report, Position::new(json, self.offset))
    }
}

pub(crate) const DUPLICATE_EXPECTED: &str = "each field at most once";
pub(crate) const MAP_KEY_ONCE: &str = "each key of the map at most once";
pub(crate) const DUPLICATE_FOUND: &str = "it a second time";

impl SecondArm {
    pub(crate) fn expected(&self, of: &MessageDescriptor) -> String {
        format!("one arm of the oneof `{}` of {}", self.oneof, of.name())
    }

    pub(crate) fn found(&self) -> String {
        let [earlier, later] = self.arms;
        format!("both `{earlier}` and `{later}`")
    }
}

/// Describes the value that starts at an offset; `None` if there is no whole one.
fn describe_value(text: &str, offset: usize, hidden: bool) -> Option<String> {
    let mut reader = Reader::new(text, offset);
    let string;
    let found = match reader.peek()? {
        b'"' => {
            string = reader.string().ok()?;
            Found::Text(&string)
        }
        b'-' | b'0'..=b'9' => Found::Number(reader.number().ok()?),
        b'{' => Found::Object,
        b'[' => Found::List,
        b'n' => reader.literal("null").ok().map(|()| Found::Null)?,
        b't' => reader.literal("true").ok().map(|()| Found::Bool(true))?,
        b'f' => reader.literal("false").ok().map(|()| Found::Bool(false))?,
        _ => return None,
    };
    Some(found.describe(hidden))
}

/// Names what starts at an offset without quoting more than a character that JSON does not have.
fn describe_token(text: &str, offset: usize, hidden: bool) -> String {
    let Some(rest) = text.get(offset..) else {
        return "something else".to_owned();
    };
    match rest.chars().next() {
        None => "the end of the input".to_owned(),
        Some('"') => "a string".to_owned(),
        Some('{') => "an object".to_owned(),
        Some('[') => "a list".to_owned(),
        Some('-' | '0'..='9') if number::scan(rest.as_bytes()).is_some() => "a number".to_owned(),
        Some(_) if hidden => "a character (hidden)".to_owned(),
        Some(control) if control.is_control() => {
            format!("the control character U+{:04X}", u32::from(control))
        }
        Some(other) => format!("the character `{other}`"),
    }
}
