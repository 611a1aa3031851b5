//! Static descriptions of messages and fields.

use super::Value;
use super::rules::Rules;

/// The static description of a message type.
#[derive(Debug)]
pub struct MessageDescriptor {
    name: &'static str,
    fields: &'static [FieldDescriptor],
    oneofs: &'static [&'static str],
    required_oneofs: &'static [usize],
    validated: bool,
}

impl MessageDescriptor {
    /// Describes a message; called by generated code in a `static`.
    #[must_use]
    pub const fn new(
        name: &'static str,
        fields: &'static [FieldDescriptor],
        oneofs: &'static [&'static str],
    ) -> Self {
        Self { name, fields, oneofs, required_oneofs: &[], validated: true }
    }

    /// Says of which oneofs one arm must be set: indices of [`oneofs`](Self::oneofs).
    #[must_use]
    pub const fn require_oneofs(mut self, oneofs: &'static [usize]) -> Self {
        self.required_oneofs = oneofs;
        self
    }

    /// Says that no rule is checked in the message and in what it contains.
    #[must_use]
    pub const fn unvalidated(mut self) -> Self {
        self.validated = false;
        self
    }

    /// The full protobuf name, such as `gitpod.v1.Project`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The name without package and outer messages, such as `Filter`.
    #[must_use]
    pub fn short_name(&self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }

    /// The fields in schema order.
    #[must_use]
    pub const fn fields(&self) -> &'static [FieldDescriptor] {
        self.fields
    }

    /// The names of the oneofs; [`Presence::Oneof`] is an index into them.
    #[must_use]
    pub const fn oneofs(&self) -> &'static [&'static str] {
        self.oneofs
    }

    /// The oneofs of which one arm must be set: indices of [`oneofs`](Self::oneofs).
    #[must_use]
    pub const fn required_oneofs(&self) -> &'static [usize] {
        self.required_oneofs
    }

    /// Whether rules of the message's fields are checked.
    #[must_use]
    pub const fn is_validated(&self) -> bool {
        self.validated
    }
}

/// The static description of a field.
#[derive(Debug)]
pub struct FieldDescriptor {
    number: u32,
    name: &'static str,
    json_name: &'static str,
    presence: Presence,
    sensitive: bool,
    rules: Option<&'static Rules>,
}

impl FieldDescriptor {
    /// Describes a field; called by generated code in a `static`.
    #[must_use]
    pub const fn new(
        number: u32,
        name: &'static str,
        json_name: &'static str,
        presence: Presence,
    ) -> Self {
        Self { number, name, json_name, presence, sensitive: false, rules: None }
    }

    /// Marks the value as a secret that no log, `Debug` or error may show.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        Self { sensitive: true, ..self }
    }

    /// Sets what a valid value is.
    #[must_use]
    pub const fn rules(self, rules: &'static Rules) -> Self {
        Self { rules: Some(rules), ..self }
    }

    /// The protobuf field number.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The name in the schema, `snake_case` as a rule.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The key that JSON is written with, `lowerCamelCase` as a rule.
    #[must_use]
    pub const fn json_name(&self) -> &'static str {
        self.json_name
    }

    /// How the field tells "not set" from its default.
    #[must_use]
    pub const fn presence(&self) -> Presence {
        self.presence
    }

    /// Whether the value is a secret.
    #[must_use]
    pub const fn is_sensitive(&self) -> bool {
        self.sensitive
    }

    /// What a valid value is, where the schema says more than the type does.
    #[must_use]
    pub const fn validation_rules(&self) -> Option<&'static Rules> {
        self.rules
    }
}

impl FieldDescriptor {
    /// Whether JSON contains the field when it has this value: whether it is set or, without
    /// presence, differs from its default.
    #[must_use]
    #[inline]
    pub fn is_written(&self, value: &Value<'_>) -> bool {
        match self.presence {
            Presence::Implicit => !value.is_default(),
            Presence::Explicit | Presence::Oneof(_) => !matches!(value, Value::Absent),
        }
    }
}

/// How a field tells "not set" from its default value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It does not: a scalar, list or map at its default is not written.
    Implicit,
    /// `optional` fields and messages: written whenever they are set.
    Explicit,
    /// An arm of the oneof at this index of [`MessageDescriptor::oneofs`].
    Oneof(usize),
}
