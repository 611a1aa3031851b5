//! Selectors: the attribute values by which a request identifies resources.

use super::plan::Attribute;

/// Attributes and the values that they have to have. An empty selector selects every resource.
#[derive(Debug)]
pub(super) struct Selector(Vec<(Attribute, String)>);

impl Selector {
    /// Selects every resource.
    pub(super) const fn everything() -> Self {
        Self(Vec::new())
    }

    /// Selects the resource with this value of an attribute.
    pub(super) fn one(attribute: Attribute, value: String) -> Self {
        Self(vec![(attribute, value)])
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Attribute, &str)> {
        self.0.iter().map(|(attribute, value)| (*attribute, value.as_str()))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The selector in an error message, such as ` with id "a"`.
    pub(super) fn describe(&self) -> String {
        let keys = self.iter().enumerate().map(|(position, (attribute, value))| {
            let word = if position == 0 { "with" } else { "and" };
            format!(" {word} {} {}", attribute.name(), quoted(value))
        });
        keys.collect()
    }

    /// The selector as a part of a seed. Sampled values depend on this text, so it must not change.
    pub(super) fn seed_text(&self) -> String {
        let parts: Vec<_> = self
            .iter()
            .map(|(attribute, value)| match attribute {
                Attribute::Field(field) => format!("(Field({}), {value:?})", field.index()),
                Attribute::External(name) => format!("(Beside({name:?}), {value:?})"),
            })
            .collect();
        format!("[{}]", parts.join(", "))
    }
}

/// The maximum number of characters of a value in an error message.
const MAX_QUOTED: usize = 200;

/// A value in an error message, shortened if it is long.
pub(super) fn quoted(value: &str) -> String {
    match value.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{:?}…", &value[..end]),
        None => format!("{value:?}"),
    }
}

impl FromIterator<(Attribute, String)> for Selector {
    fn from_iter<I: IntoIterator<Item = (Attribute, String)>>(attributes: I) -> Self {
        Self(attributes.into_iter().collect())
    }
}
