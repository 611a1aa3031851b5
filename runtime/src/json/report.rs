//! Turns a [`ReadError`] into the [`DecodeError`] that users see, once its whole path is known.

use super::number;
use super::reader::Reader;
use crate::message::MessageDescriptor;
use crate::wire::{DecodeError, ErrorDetails, Found, Path, Position, ReadError, Unexpected};

/// Describes an error in `json`, the encoding of a message of the type `root`.
#[cold]
pub(super) fn decode_error(
    error: ReadError,
    root: &'static MessageDescriptor,
    json: &[u8],
) -> DecodeError {
    let path = Path::new(error.segments.iter().rev());
    let redacted = path.is_sensitive || error.redacted;
    let text = std::str::from_utf8(json).unwrap_or_default();
    let found = match error.found {
        Found::Text(found) => found.into_owned(),
        Found::Token => describe_token(text, error.offset, redacted),
        Found::Value => describe_value(text, error.offset, redacted)
            .unwrap_or_else(|| describe_token(text, error.offset, redacted)),
    };
    let details = ErrorDetails::new(root.name(), path, error.expected, found);
    DecodeError::new(error.kind, details, Position::in_text(json, error.offset))
}

/// Describes the value that starts at an offset; `None` if it is not a complete value.
fn describe_value(text: &str, offset: usize, redacted: bool) -> Option<String> {
    let mut reader = Reader::new(text, offset);
    let string;
    let value = match reader.peek()? {
        b'"' => {
            string = reader.string().ok()?;
            Unexpected::Str(&string)
        }
        b'-' | b'0'..=b'9' => Unexpected::Number(reader.number().ok()?),
        b'{' => Unexpected::Object,
        b'[' => Unexpected::Array,
        b'n' => reader.literal("null").ok().map(|()| Unexpected::Null)?,
        b't' => reader.literal("true").ok().map(|()| Unexpected::Bool(true))?,
        b'f' => reader.literal("false").ok().map(|()| Unexpected::Bool(false))?,
        _ => return None,
    };
    Some(value.describe(redacted))
}

/// Names the token that starts at an offset. Quotes at most one character, and only one that
/// cannot start a JSON value.
fn describe_token(text: &str, offset: usize, redacted: bool) -> String {
    let Some(rest) = text.get(offset..) else {
        return "something else".to_owned();
    };
    match rest.chars().next() {
        None => "the end of the input".to_owned(),
        Some('"') => "a string".to_owned(),
        Some('{') => "an object".to_owned(),
        Some('[') => "an array".to_owned(),
        Some('-' | '0'..='9') if number::scan(rest.as_bytes()).is_some() => "a number".to_owned(),
        Some(_) if redacted => "a character (redacted)".to_owned(),
        Some(control) if control.is_control() => {
            format!("the control character U+{:04X}", u32::from(control))
        }
        Some(other) => format!("the character `{other}`"),
    }
}
