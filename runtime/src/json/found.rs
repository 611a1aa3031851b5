//! What stood where something else was expected, in words that follow "found".

/// How many characters of a value an error quotes.
pub(super) const QUOTED: usize = 40;

/// A value, as far as an error may show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    Text(&'a str),
    Number(&'a str),
    Bool(bool),
    Null,
    List,
    Object,
    /// Something that JSON does not have; only other formats do.
    Other(&'static str),
}

impl Found<'_> {
    /// Describes the value; a hidden one only by its kind.
    pub(crate) fn describe(self, hidden: bool) -> String {
        match self {
            Self::Text(_) if hidden => "a string (hidden)".to_owned(),
            Self::Number(_) if hidden => "a number (hidden)".to_owned(),
            Self::Bool(_) if hidden => "a bool (hidden)".to_owned(),
            Self::Text(text) => format!("the string {}", quote(text)),
            Self::Number(text) => {
                let (start, rest) = cut(text);
                format!("the number {start}{rest}")
            }
            Self::Bool(value) => value.to_string(),
            Self::Null => "null".to_owned(),
            Self::List => "a list".to_owned(),
            Self::Object => "an object".to_owned(),
            Self::Other(kind) => kind.to_owned(),
        }
    }
}

/// Quotes a text so that it stays on one line, cut where it is long.
pub(crate) fn quote(text: &str) -> String {
    let (start, rest) = cut(text);
    format!("\"{}{rest}\"", start.escape_debug())
}

/// The start of a text, cut on a character boundary, and a mark if that is not all.
fn cut(text: &str) -> (&str, &'static str) {
    let end = text.char_indices().nth(QUOTED).map(|(offset, _)| offset);
    match end.and_then(|end| text.get(..end)) {
        Some(start) => (start, "…"),
        None => (text, ""),
    }
}
