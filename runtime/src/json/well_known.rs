//! The JSON forms of well-known types: the slot that a value sets, and the forms that are strings.
//!
//! Used by both directions here and by the serde adapter. `any` is about messages in an `Any`.

use std::borrow::Cow;

use gitpod_formats::field_path::{camel_case, snake_case};

use crate::message::{
    Budget, Message, MessageDescriptor, MessageType, OverBudget, Slot, Value, WellKnown,
};
use crate::scalar::{Duration, Timestamp};
use crate::well_known;
use crate::wire::EncodeFault;

/// The kinds of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonKind {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

impl JsonKind {
    /// The kind of the value that starts with a byte. `None` if no value does.
    pub(super) const fn starting_with(byte: Option<u8>) -> Option<Self> {
        Some(match byte {
            Some(b'"') => Self::String,
            Some(b'{') => Self::Object,
            Some(b'[') => Self::Array,
            Some(b't' | b'f') => Self::Bool,
            Some(b'-' | b'0'..=b'9') => Self::Number,
            Some(b'n') => Self::Null,
            _ => return None,
        })
    }
}

/// The slot of a well-known message that a JSON value of this kind sets. If the value does not fit,
/// neither does it fit the slot.
pub(crate) fn target(message: &mut dyn Message, known: WellKnown, kind: JsonKind) -> Slot<'_> {
    if known != WellKnown::Value {
        return message.slot(0);
    }
    let index = match kind {
        JsonKind::Null => 0,
        JsonKind::Number => 1,
        JsonKind::String => 2,
        JsonKind::Bool => 3,
        JsonKind::Object => 4,
        JsonKind::Array => 5,
    };
    match message.slot(index) {
        // The map of a `Struct`, or the list of a `ListValue`.
        Slot::Message(inner) => inner.slot(0),
        slot => slot,
    }
}

/// The problem of a number that JSON cannot write.
pub(crate) const NOT_FINITE: &str = "JSON has no form for the number";

/// Whether `null` is a value that a slot can hold.
pub(crate) fn is_nullable(slot: &Slot<'_>) -> bool {
    match slot {
        Slot::Enum(value) => value.descriptor().is_null(),
        Slot::Message(message) => message.descriptor().well_known_type() == Some(WellKnown::Value),
        _ => false,
    }
}

/// Whether the JSON form of a type is a string that [`set_text`] reads.
pub(crate) const fn is_text(known: WellKnown) -> bool {
    matches!(known, WellKnown::FieldMask | WellKnown::Timestamp | WellKnown::Duration)
}

/// Why a text does not set a message.
pub(crate) enum TextError {
    /// This was expected.
    Expected(&'static str),
    OverBudget,
}

impl From<OverBudget> for TextError {
    fn from(OverBudget: OverBudget) -> Self {
        Self::OverBudget
    }
}

/// What [`set_text`] expects.
pub(crate) const fn expected_text(known: WellKnown) -> &'static str {
    match known {
        WellKnown::Timestamp => "an RFC 3339 timestamp",
        WellKnown::Duration => "a duration such as \"1.5s\"",
        _ => "a string with the paths of fields in lowerCamelCase",
    }
}

/// Sets a message whose JSON form is a string.
pub(crate) fn set_text(
    message: &mut dyn Message,
    known: WellKnown,
    text: &str,
    budget: &mut Budget,
) -> Result<(), TextError> {
    let expected = TextError::Expected(expected_text(known));
    let (seconds, nanos) = match known {
        WellKnown::Timestamp => {
            let time: Timestamp = text.parse().map_err(|_| expected)?;
            (time.seconds(), i32::try_from(time.nanos()).unwrap_or_default())
        }
        WellKnown::Duration => {
            let duration: Duration = text.parse().map_err(|_| expected)?;
            (duration.seconds(), duration.nanos())
        }
        _ => return set_paths(message, text, budget),
    };
    if let Slot::I64(slot) = message.slot(0) {
        *slot = seconds;
    }
    if let Slot::I32(slot) = message.slot(1) {
        *slot = nanos;
    }
    Ok(())
}

fn set_paths(message: &mut dyn Message, text: &str, budget: &mut Budget) -> Result<(), TextError> {
    let Slot::List(paths) = message.slot(0) else { return Ok(()) };
    // The empty string has no path, not one that is empty.
    for path in text.split(',').filter(|_| !text.is_empty()) {
        let expected = TextError::Expected(expected_text(WellKnown::FieldMask));
        let path = snake_case(path).ok_or(expected)?;
        budget.allocate(path.capacity())?;
        if let Slot::String(slot) = paths.push_within(budget)? {
            *slot = path;
        }
    }
    Ok(())
}

/// The string that is the JSON form of a message, if it has one.
pub(crate) fn text(message: &dyn Message, known: WellKnown) -> Result<String, Box<EncodeFault>> {
    if known == WellKnown::FieldMask {
        return paths(message);
    }
    let (Value::I64(seconds), Value::I32(nanos)) = (message.get(0), message.get(1)) else {
        return Ok(String::new());
    };
    let text = match known {
        WellKnown::Timestamp => u32::try_from(nanos)
            .ok()
            .and_then(|nanos| Timestamp::new(seconds, nanos).ok())
            .map(|time| time.to_string()),
        _ => Duration::new(seconds, nanos).ok().map(|duration| duration.to_string()),
    };
    text.ok_or_else(|| {
        EncodeFault::new("JSON has no form for the time", &format!("{seconds}s {nanos}ns"))
    })
}

fn paths(message: &dyn Message) -> Result<String, Box<EncodeFault>> {
    const PROBLEM: &str = "JSON has no form for the path";
    let Value::List(paths) = message.get(0) else { return Ok(String::new()) };
    let mut text = String::new();
    for index in 0..paths.len() {
        let Value::String(path) = paths.get(index) else { continue };
        // One empty path would be read as no path.
        let camel = camel_case(path).filter(|_| !path.is_empty() || paths.len() > 1);
        let camel = camel.ok_or_else(|| EncodeFault::new(PROBLEM, path))?;
        if index > 0 {
            text.push(',');
        }
        text.push_str(&camel);
    }
    Ok(text)
}

/// The message types that an `Any` may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Types {
    /// Those that the caller passed.
    given: &'static [MessageType],
    /// The innermost message that has an `Any`.
    home: Option<&'static MessageDescriptor>,
}

impl Types {
    pub(crate) const fn new(given: &'static [MessageType]) -> Self {
        Self { given, home: None }
    }

    /// The types inside of a message.
    #[inline]
    pub(crate) const fn inside(self, of: &'static MessageDescriptor) -> Self {
        match of.types_of_any() {
            [] => self,
            _ => Self { home: Some(of), ..self },
        }
    }

    /// The type that a URL names.
    pub(crate) fn find(self, url: &str) -> Option<&'static MessageType> {
        let name = well_known::type_name(url)?;
        let home = self.home.map_or(&[][..], MessageDescriptor::types_of_any);
        let all = [self.given, home, well_known::MESSAGES];
        all.into_iter().flatten().find(|of| of.name() == name)
    }
}

/// The key of the type's URL in the JSON form of an `Any`.
pub(super) const TYPE_KEY: &str = "@type";

/// The key of the message in the JSON form of an `Any`, if the message's own form may be no object.
pub(super) const VALUE_KEY: &str = "value";

/// The problem of a type that is not known.
pub(super) fn unknown_type(url: &str) -> Cow<'static, str> {
    match well_known::type_name(url) {
        Some(_) => "the URL of a known message type".into(),
        None => "a URL that ends with the name of a message type".into(),
    }
}
