//! Descriptions of values for error messages, as they follow the word "found".

/// The maximum number of characters of a value that an error quotes.
pub(super) const MAX_QUOTED: usize = 40;

/// A value that was not expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unexpected<'a> {
    Str(&'a str),
    Number(&'a str),
    Bool(bool),
    Null,
    Array,
    Object,
    /// A type that JSON does not have, from another serde format.
    #[cfg(feature = "serde")]
    Other(&'static str),
}

impl Unexpected<'_> {
    /// Describes the value, or only its type if it is redacted.
    pub(crate) fn describe(self, redacted: bool) -> String {
        match self {
            Self::Str(_) if redacted => "a string (redacted)".to_owned(),
            Self::Number(_) if redacted => "a number (redacted)".to_owned(),
            Self::Bool(_) if redacted => "a boolean (redacted)".to_owned(),
            Self::Str(text) => format!("the string {}", quote(text)),
            Self::Number(text) => {
                let (start, ellipsis) = truncate(text);
                format!("the number {start}{ellipsis}")
            }
            Self::Bool(value) => value.to_string(),
            Self::Null => "null".to_owned(),
            Self::Array => "an array".to_owned(),
            Self::Object => "an object".to_owned(),
            #[cfg(feature = "serde")]
            Self::Other(kind) => kind.to_owned(),
        }
    }
}

/// Quotes a string on one line and truncates it to [`MAX_QUOTED`] characters.
pub(crate) fn quote(text: &str) -> String {
    let (start, ellipsis) = truncate(text);
    format!("\"{}{ellipsis}\"", start.escape_debug())
}

/// The first [`MAX_QUOTED`] characters, and an ellipsis if there are more.
fn truncate(text: &str) -> (&str, &'static str) {
    let end = text.char_indices().nth(MAX_QUOTED).map(|(offset, _)| offset);
    match end.and_then(|end| text.get(..end)) {
        Some(start) => (start, "…"),
        None => (text, ""),
    }
}
