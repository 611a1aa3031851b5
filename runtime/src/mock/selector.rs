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
            format!(" {word} {} {value:?}", attribute.name())
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

impl FromIterator<(Attribute, String)> for Selector {
    fn from_iter<I: IntoIterator<Item = (Attribute, String)>>(attributes: I) -> Self {
        Self(attributes.into_iter().collect())
    }
}
