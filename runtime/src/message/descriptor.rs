//! Static descriptors of messages and fields.

use super::rules::Rules;
use super::{Encoding, JsonKey, MessageType, Value, WellKnown};

/// The static descriptor of a message type.
#[derive(Debug)]
pub struct MessageDescriptor {
    name: &'static str,
    fields: &'static [FieldDescriptor],
    oneofs: &'static [&'static str],
    required_oneofs: &'static [usize],
    validated: bool,
    well_known: Option<WellKnown>,
    types: &'static [MessageType],
}

impl MessageDescriptor {
    /// Creates a descriptor; called by generated code in a `static`.
    #[must_use]
    pub const fn new(
        name: &'static str,
        fields: &'static [FieldDescriptor],
        oneofs: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            fields,
            oneofs,
            required_oneofs: &[],
            validated: true,
            well_known: None,
            types: &[],
        }
    }

    /// Sets the required oneofs, as indexes into [`oneofs`](Self::oneofs).
    #[must_use]
    pub const fn require_oneofs(mut self, oneofs: &'static [usize]) -> Self {
        self.required_oneofs = oneofs;
        self
    }

    /// Disables validation of the message and of everything in it.
    #[must_use]
    pub const fn unvalidated(mut self) -> Self {
        self.validated = false;
        self
    }

    /// Marks a well-known type, which has a JSON form of its own. It has no rules either.
    #[must_use]
    pub const fn well_known(mut self, well_known: WellKnown) -> Self {
        self.well_known = Some(well_known);
        self.validated = false;
        self
    }

    /// Sets the message types that an [`Any`](crate::well_known::Any) in the message may hold in JSON.
    #[must_use]
    pub const fn types(mut self, types: &'static [MessageType]) -> Self {
        self.types = types;
        self
    }

    /// The full protobuf name, such as `acme.v1.Book`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The name without the package and outer messages, such as `Filter`.
    #[must_use]
    pub fn short_name(&self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }

    /// The fields in schema order.
    #[must_use]
    pub const fn fields(&self) -> &'static [FieldDescriptor] {
        self.fields
    }

    /// The index in [`fields`](Self::fields) of the field of a schema name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The names of the oneofs. [`Presence::Oneof`] is an index into them.
    #[must_use]
    pub const fn oneofs(&self) -> &'static [&'static str] {
        self.oneofs
    }

    /// The required oneofs, as indexes into [`oneofs`](Self::oneofs).
    #[must_use]
    pub const fn required_oneofs(&self) -> &'static [usize] {
        self.required_oneofs
    }

    /// The mark of a well-known type with a JSON form of its own.
    #[must_use]
    pub const fn well_known_type(&self) -> Option<WellKnown> {
        self.well_known
    }

    /// The message types that an [`Any`](crate::well_known::Any) in the message may hold in JSON.
    #[must_use]
    pub const fn types_of_any(&self) -> &'static [MessageType] {
        self.types
    }

    /// Whether the message is validated.
    #[must_use]
    pub const fn is_validated(&self) -> bool {
        self.validated
    }
}

/// The static descriptor of a field.
#[derive(Debug)]
pub struct FieldDescriptor {
    tag: u32,
    name: &'static str,
    json_name: &'static str,
    json_key: JsonKey,
    presence: Presence,
    encoding: Encoding,
    key_encoding: Encoding,
    packed: bool,
    nullable: bool,
    sensitive: bool,
    rules: Option<&'static Rules>,
}

impl FieldDescriptor {
    /// Creates a descriptor; called by generated code in a `static`.
    #[must_use]
    pub const fn new(
        number: u32,
        name: &'static str,
        json_name: &'static str,
        presence: Presence,
    ) -> Self {
        let encoding = Encoding::Length;
        Self {
            tag: encoding.tag(number),
            name,
            json_name,
            json_key: JsonKey::of(json_name),
            presence,
            encoding,
            key_encoding: Encoding::Length,
            packed: true,
            nullable: false,
            sensitive: false,
            rules: None,
        }
    }

    /// Sets the binary encoding of the value, of each element of a list or of each value of a map.
    /// Defaults to [`Encoding::Length`], that of strings, bytes and messages.
    #[must_use]
    pub const fn encoded(self, encoding: Encoding) -> Self {
        Self { tag: encoding.tag(self.number()), encoding, ..self }
    }

    /// Sets the binary encoding of a map's keys. Defaults to [`Encoding::Length`], that of strings.
    #[must_use]
    pub const fn key_encoded(self, key_encoding: Encoding) -> Self {
        Self { key_encoding, ..self }
    }

    /// Writes each element of a list as a record of its own. By default, numbers, booleans and enum
    /// values share one.
    #[must_use]
    pub const fn unpacked(self) -> Self {
        Self { packed: false, ..self }
    }

    /// Makes JSON `null` a value of the field, for the types `google.protobuf.Value` and
    /// `google.protobuf.NullValue`. In other fields, it means that they are not set.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// Marks the field as sensitive: logs, `Debug` output and errors redact its value.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        Self { sensitive: true, ..self }
    }

    /// Sets the validation rules.
    #[must_use]
    pub const fn rules(self, rules: &'static Rules) -> Self {
        Self { rules: Some(rules), ..self }
    }

    /// The field number.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.tag >> 3
    }

    /// The tag of a record with one value; see [`Encoding::tag`].
    #[inline]
    pub(crate) const fn tag(&self) -> u32 {
        self.tag
    }

    /// The name in the schema, usually in `snake_case`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The key in encoded JSON, usually in `lowerCamelCase`.
    #[must_use]
    pub const fn json_name(&self) -> &'static str {
        self.json_name
    }

    /// The key in JSON with its punctuation.
    #[inline]
    pub(crate) const fn json_key(&self) -> &JsonKey {
        &self.json_key
    }

    /// The presence of the field.
    #[must_use]
    pub const fn presence(&self) -> Presence {
        self.presence
    }

    /// The binary encoding of the value, of each element of a list or of each value of a map.
    #[must_use]
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The binary encoding of a map's keys.
    #[must_use]
    pub const fn key_encoding(&self) -> Encoding {
        self.key_encoding
    }

    /// Whether the elements of a list share one record in binary, if their encoding allows it.
    #[must_use]
    pub const fn is_packed(&self) -> bool {
        self.packed && self.encoding.is_packable()
    }

    /// Whether JSON `null` is a value of the field.
    #[must_use]
    pub const fn is_nullable(&self) -> bool {
        self.nullable
    }

    /// Whether the value is sensitive and must be redacted.
    #[must_use]
    pub const fn is_sensitive(&self) -> bool {
        self.sensitive
    }

    /// The validation rules, if the schema has any for the field.
    #[must_use]
    pub const fn validation_rules(&self) -> Option<&'static Rules> {
        self.rules
    }
}

impl FieldDescriptor {
    /// Whether the field is written to JSON with this value: whether it is set or, without presence,
    /// differs from its default.
    #[must_use]
    #[inline]
    pub fn is_written(&self, value: &Value<'_>) -> bool {
        match self.presence {
            Presence::Implicit => !value.is_default(),
            Presence::Explicit | Presence::Oneof(_) => !matches!(value, Value::Absent),
        }
    }
}

/// Field presence: whether a field that is not set differs from one with the default value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// No presence: a scalar, list or map with its default value is not written.
    Implicit,
    /// Explicit presence: an `optional` field or message is written if it is set.
    Explicit,
    /// A field of the oneof at this index of [`MessageDescriptor::oneofs`].
    Oneof(usize),
}
