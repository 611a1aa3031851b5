//! Headers and trailers.

use std::fmt;

/// Headers or trailers: names and values in the order they were added; a name may stand there
/// more than once.
///
/// Names are kept in lower case and looked up in any case. `Debug` hides the values of names
/// that carry credentials.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    entries: Vec<(String, String)>,
}

impl Metadata {
    /// No entries.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Sets a name to one value, in place of any it had.
    ///
    /// # Errors
    ///
    /// When a header cannot carry the name or the value; the old values are then still there.
    pub fn insert(
        &mut self,
        name: impl AsRef<str>,
        value: impl Into<String>,
    ) -> Result<(), InvalidMetadata> {
        let entry = checked(name.as_ref(), value.into())?;
        self.entries.retain(|(other, _)| *other != entry.0);
        self.entries.push(entry);
        Ok(())
    }

    /// Adds a value to a name, after any it has.
    ///
    /// # Errors
    ///
    /// When a header cannot carry the name or the value.
    pub fn append(
        &mut self,
        name: impl AsRef<str>,
        value: impl Into<String>,
    ) -> Result<(), InvalidMetadata> {
        self.entries.push(checked(name.as_ref(), value.into())?);
        Ok(())
    }

    /// Adds the entries of names that are not there.
    pub(crate) fn append_missing(&mut self, defaults: &Self) {
        let missing = defaults.iter().filter(|(name, _)| self.get(name).is_none());
        let missing: Vec<_> =
            missing.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        self.entries.extend(missing);
    }

    /// Redacts a secret in all values.
    pub(super) fn redact(&mut self, secret: &str) {
        for (_, value) in &mut self.entries {
            *value = value.replace(secret, super::REDACTED);
        }
    }

    /// Adds all entries of another one.
    #[cfg(feature = "http-client")]
    pub(crate) fn extend(&mut self, other: Self) {
        self.entries.extend(other.entries);
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

    /// Removes a name and says whether it was there.
    pub fn remove(&mut self, name: &str) -> bool {
        let before = self.entries.len();
        self.entries.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        self.entries.len() < before
    }

    /// All names, in lower case, with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl fmt::Debug for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.iter().map(|(name, value)| {
            let value = if is_secret(name) { "[redacted]" } else { value };
            (name, value)
        });
        f.debug_map().entries(shown).finish()
    }
}

/// Whether a header of this name, in lower case, carries a credential.
pub(crate) fn is_secret(name: &str) -> bool {
    const MARKS: [&str; 7] =
        ["authorization", "cookie", "token", "secret", "password", "api-key", "credential"];
    MARKS.iter().any(|mark| name.contains(mark))
}

/// Checks an entry and brings its name to lower case.
fn checked(name: &str, value: String) -> Result<(String, String), InvalidMetadata> {
    if name.is_empty() || !name.bytes().all(is_name_byte) {
        return Err(InvalidMetadata { name: name.into(), fault: Fault::Name });
    }
    if let Some(at) = value.bytes().position(|byte| !is_value_byte(byte)) {
        return Err(InvalidMetadata { name: name.into(), fault: Fault::Value { at } });
    }
    Ok((name.to_ascii_lowercase(), value))
}

/// Whether HTTP allows the byte in a header's name (RFC 9110, `tchar`).
fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Whether every HTTP version carries the byte in a header's value unchanged.
fn is_value_byte(byte: u8) -> bool {
    byte == b'\t' || byte == b' ' || byte.is_ascii_graphic()
}

/// A name or a value that no header can carry.
///
/// It never shows the value, which may be a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidMetadata {
    name: Box<str>,
    fault: Fault,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    Name,
    Value { at: usize },
}

impl InvalidMetadata {
    /// The name, as it was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for InvalidMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.fault {
            Fault::Name => write!(f, "{name:?} is not a header name"),
            Fault::Value { at } => {
                write!(f, "the value of the header `{name}` is not printable ASCII at byte {at}")
            }
        }
    }
}

impl std::error::Error for InvalidMetadata {}
