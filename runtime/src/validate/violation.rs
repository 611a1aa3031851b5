//! Violations: broken rules with their paths.

use std::fmt;

use super::path::{self, Element};

/// A rule of the schema that a message breaks, and where.
#[derive(Clone, PartialEq, Eq)]
pub struct Violation {
    elements: Vec<Element>,
    field: String,
    rule: String,
    message: String,
    for_key: bool,
}

impl Violation {
    pub(super) fn new(
        elements: Vec<Element>,
        rule: String,
        message: String,
        for_key: bool,
    ) -> Self {
        Self { field: path::spell(&elements), elements, rule, message, for_key }
    }

    pub(super) fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The path of the field or oneof in schema names, such as
    /// `projects[2].environment_class.order` or `editors["goland"].versions[0]`.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The rule id, such as `string.uuid` or `required`. CEL rules have ids of their own.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// A message for humans. It never contains the value.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the key of a map entry breaks the rule, rather than its value.
    #[must_use]
    pub fn for_key(&self) -> bool {
        self.for_key
    }
}

/// `id: must be a valid UUID [string.uuid]`
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = if self.for_key { "key " } else { "" };
        if !self.field.is_empty() {
            write!(f, "{key}{}: ", self.field)?;
        }
        write!(f, "{} [{}]", self.message, self.rule)
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violation")
            .field("field", &self.field)
            .field("rule", &self.rule)
            .field("message", &self.message)
            .field("for_key", &self.for_key)
            .finish()
    }
}

/// The violations of a message in schema order, those of oneofs before those of fields.
///
/// Their number is limited; see [`ValidateOptions`](super::ValidateOptions).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations {
    violations: Vec<Violation>,
    truncated: bool,
}

/// The number of violations that `Display` writes.
const MAX_LINES: usize = 10;

impl Violations {
    pub(super) const fn new(violations: Vec<Violation>, truncated: bool) -> Self {
        Self { violations, truncated }
    }

    /// Iterates over the violations in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.violations.iter()
    }

    /// The number of violations.
    #[must_use]
    pub fn len(&self) -> usize {
        self.violations.len()
    }

    /// Whether the message has more violations than these, because the check stopped at the limit.
    ///
    /// Error details do not carry it. For violations that were received, it is true if there are
    /// more than 1000, which are not read.
    #[must_use]
    pub const fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// Whether there are no violations. Only true for error details that are empty, which other
    /// implementations may send.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.violations.is_empty()
    }
}

/// Writes the first ten violations, one per line, and the number of others.
impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.iter().take(MAX_LINES).enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{violation}")?;
        }
        match (self.len().saturating_sub(MAX_LINES), self.truncated) {
            (0, false) => Ok(()),
            (others, false) => write!(f, "\nand {others} more"),
            (others, true) => write!(f, "\nand at least {} more", others + 1),
        }
    }
}

impl std::error::Error for Violations {}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.violations.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
