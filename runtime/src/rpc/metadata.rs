//! [`Metadata`]: headers and trailers, on both sides of a call. Depends on nothing else of `rpc` but
//! `redaction`.

use std::{fmt, mem};

use super::redaction::Secrets;

/// The common length of a name and its value, in bytes.
const COMMON_LENGTH: usize = 48;

/// Headers or trailers, in insertion order. A name can have several values.
///
/// Names are case-insensitive and stored in lower case. `Debug` redacts the values of headers that
/// carry credentials.
#[derive(Clone, Default)]
pub struct Metadata {
    /// The names and values, one after the other, so that a copy needs few allocations.
    text: String,
    entries: Vec<Entry>,
    /// Names in lower case that carry a credential, although they may not look like it.
    secret: Vec<&'static str>,
}

/// The places of a name and its value, which follow each other.
#[derive(Clone, Copy)]
struct Entry {
    name: usize,
    value: usize,
    end: usize,
}

impl Metadata {
    /// Creates empty metadata.
    #[must_use]
    pub const fn new() -> Self {
        Self { text: String::new(), entries: Vec::new(), secret: Vec::new() }
    }

    /// Sets the value of a name. Replaces its previous values.
    ///
    /// # Errors
    ///
    /// If the name or the value is invalid in a header. The previous values are then kept.
    pub fn insert(
        &mut self,
        name: impl AsRef<str>,
        value: impl Into<String>,
    ) -> Result<(), InvalidMetadata> {
        let (name, value) = (name.as_ref(), value.into());
        check(name, &value)?;
        self.remove(name);
        self.push(name, &value);
        Ok(())
    }

    /// Appends a value to those of a name.
    ///
    /// # Errors
    ///
    /// If the name or the value is invalid in a header.
    pub fn append(
        &mut self,
        name: impl AsRef<str>,
        value: impl Into<String>,
    ) -> Result<(), InvalidMetadata> {
        let (name, value) = (name.as_ref(), value.into());
        check(name, &value)?;
        self.push(name, &value);
        Ok(())
    }

    /// Appends a valid entry, whose name may have any case.
    fn push(&mut self, name: &str, value: &str) {
        let start = self.text.len();
        self.push_lower(name, value);
        self.text[start..start + name.len()].make_ascii_lowercase();
    }

    /// Appends a valid entry whose name is in lower case.
    fn push_lower(&mut self, name: &str, value: &str) {
        let start = self.text.len();
        self.text.push_str(name);
        self.text.push_str(value);
        self.entries.push(Entry { name: start, value: start + name.len(), end: self.text.len() });
    }

    /// Reserves capacity for so many more values of common length.
    pub(crate) fn reserve(&mut self, values: usize) {
        self.entries.reserve(values);
        self.text.reserve(values * COMMON_LENGTH);
    }

    /// Adds the entries of `defaults` whose names are not set.
    pub(crate) fn append_missing(&mut self, defaults: &Self) {
        let own = self.len();
        // The token comes after them.
        self.reserve(defaults.len() + 1);
        for (name, value) in defaults.iter() {
            if !self.iter().take(own).any(|(other, _)| other == name) {
                self.push_lower(name, value);
            }
        }
    }

    /// Redacts secrets in the names and values.
    pub(super) fn redact(&mut self, secrets: &Secrets) {
        let mut redacted = Self { secret: mem::take(&mut self.secret), ..Self::new() };
        for (name, value) in self.iter() {
            // Brackets are invalid in a name.
            let name = if secrets.redact(name).is_some() { "redacted" } else { name };
            redacted.push_lower(name, secrets.redact(value).as_deref().unwrap_or(value));
        }
        *self = redacted;
    }

    /// Marks a name, in lower case, as that of a header that carries a credential.
    pub(crate) fn mark_secret(&mut self, name: &'static str) {
        if !self.is_secret(name) {
            self.secret.push(name);
        }
    }

    /// Whether a header carries a credential: its name, in lower case, looks like it or is marked.
    pub(crate) fn is_secret(&self, name: &str) -> bool {
        is_secret(name) || self.secret.contains(&name)
    }

    /// Appends a header as HTTP received it: a valid value, and a valid name in lower case.
    #[cfg(any(feature = "http-client", feature = "http-server"))]
    pub(crate) fn append_received(&mut self, name: &str, value: impl AsRef<str>) {
        let value = value.as_ref();
        debug_assert!(check(name, value).is_ok() && name.to_ascii_lowercase() == name);
        self.push_lower(name, value);
    }

    /// Appends the entries of `other`.
    #[cfg(feature = "http-client")]
    pub(crate) fn extend(&mut self, other: &Self) {
        for (name, value) in other.iter() {
            self.push_lower(name, value);
        }
    }

    /// The first value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.get_all(name);
        values.next()
    }

    /// The values of a name.
    pub fn get_all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.iter()
            .filter(move |(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Removes all values of a name. Returns whether there were any.
    pub fn remove(&mut self, name: &str) -> bool {
        if self.get(name).is_none() {
            return false;
        }
        let mut kept = Self { secret: mem::take(&mut self.secret), ..Self::new() };
        for (other, value) in self.iter().filter(|(other, _)| !other.eq_ignore_ascii_case(name)) {
            kept.push_lower(other, value);
        }
        *self = kept;
        true
    }

    /// The names, in lower case, and values in insertion order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let text = &self.text;
        self.entries
            .iter()
            .map(|entry| (&text[entry.name..entry.value], &text[entry.value..entry.end]))
    }

    /// The number of values.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

// What is secret does not change what is sent.
impl PartialEq for Metadata {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Metadata {}

impl fmt::Debug for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.iter().map(|(name, value)| {
            let value = if self.is_secret(name) { super::REDACTED } else { value };
            (name, value)
        });
        f.debug_map().entries(shown).finish()
    }
}

/// Whether a header carries a credential, by its name in lower case.
fn is_secret(name: &str) -> bool {
    const MARKS: [&str; 10] = [
        "auth",
        "cookie",
        "token",
        "secret",
        "password",
        "api-key",
        "apikey",
        "credential",
        "session",
        "signature",
    ];
    MARKS.iter().any(|mark| name.contains(mark))
}

/// Checks an entry, whose name may have any case.
fn check(name: &str, value: &str) -> Result<(), InvalidMetadata> {
    if name.is_empty() || !name.bytes().all(is_name_byte) {
        return Err(InvalidMetadata { name: name.into(), kind: MetadataErrorKind::Name });
    }
    if let Some(at) = value.bytes().position(|byte| !is_value_byte(byte)) {
        return Err(InvalidMetadata { name: name.into(), kind: MetadataErrorKind::Value { at } });
    }
    Ok(())
}

/// Whether the byte is valid in a header name (RFC 9110, `tchar`).
fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Whether all HTTP versions transmit the byte unchanged in a header value.
fn is_value_byte(byte: u8) -> bool {
    byte == b'\t' || byte == b' ' || byte.is_ascii_graphic()
}

/// A name or value that is invalid in a header.
///
/// `Debug` and `Display` do not contain the value, which may be a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidMetadata {
    name: Box<str>,
    kind: MetadataErrorKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum MetadataErrorKind {
    Name,
    Value { at: usize },
}

impl InvalidMetadata {
    /// The name, as passed by the caller.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for InvalidMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.kind {
            MetadataErrorKind::Name => write!(f, "invalid header name {name:?}"),
            MetadataErrorKind::Value { at } => {
                write!(f, "invalid value of header `{name}`: byte {at} is not printable ASCII")
            }
        }
    }
}

impl std::error::Error for InvalidMetadata {}
