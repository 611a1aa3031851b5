//! The rules of a field as data, the form in which generated tables hold them.
//!
//! [`FieldDescriptor`](super::FieldDescriptor) refers to them, [`validate`](crate::validate) checks
//! them, and samples and documentation read them. Nothing here checks a rule.

mod kind;
mod pattern;

pub use kind::Kind;
pub use pattern::Pattern;

use crate::message::Value;
use crate::scalar::{Duration, Timestamp};

/// The rules of a field, a list element, a map key or a map value.
#[derive(Debug)]
pub struct Rules {
    kind: Kind,
    wrapped: bool,
    required: bool,
    ignore: Ignore,
    rules: &'static [Rule],
}

impl Rules {
    /// Creates the rules of a value. For a list or map, `kind` is the kind of its elements or
    /// values.
    ///
    /// Violations are reported in the order of `rules`. The order of the specification is: CEL,
    /// lengths and counts, pattern, format, bounds, elements.
    #[must_use]
    pub const fn new(kind: Kind, rules: &'static [Rule]) -> Self {
        Self { kind, wrapped: false, required: false, ignore: Ignore::Never, rules }
    }

    /// Applies the rules to the scalar in a wrapper such as `google.protobuf.StringValue`.
    #[must_use]
    pub const fn wrapped(mut self) -> Self {
        self.wrapped = true;
        self
    }

    /// Requires the field to be set or, without presence, to differ from its default.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Sets when the rules are skipped. Defaults to [`Ignore::Never`].
    #[must_use]
    pub const fn ignore(mut self, ignore: Ignore) -> Self {
        self.ignore = ignore;
        self
    }

    /// The kind of the value; for a list or map, the kind of its elements or values.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether the rules apply to the scalar in a wrapper.
    #[must_use]
    pub const fn is_wrapped(&self) -> bool {
        self.wrapped
    }

    /// Whether the field must be set or, without presence, differ from its default.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.required
    }

    /// When the rules are skipped.
    #[must_use]
    pub const fn ignored(&self) -> Ignore {
        self.ignore
    }

    /// The rules, in the order in which violations are reported.
    #[must_use]
    pub const fn rules(&self) -> &'static [Rule] {
        self.rules
    }
}

/// A rule. Values of a kind that the rule does not apply to satisfy it.
#[derive(Debug)]
pub enum Rule {
    /// A condition in the Common Expression Language, compiled by the generator.
    Cel(CelRule),
    /// A string of exactly this many characters, or exactly this many bytes.
    Len(u64),
    /// A string of at least this many characters, or at least this many bytes.
    MinLen(u64),
    /// A string of at most this many characters, or at most this many bytes.
    MaxLen(u64),
    /// A string that contains a match of a regular expression.
    Pattern(&'static Pattern),
    /// A string that is an e-mail address as HTML defines it.
    Email,
    /// A string that is an absolute URI as RFC 3986 defines it.
    Uri,
    /// A string that is a UUID in its usual form of 36 characters.
    Uuid,
    /// A number, duration or timestamp within bounds.
    ///
    /// If the upper bound is below the lower bound, the values between them are invalid.
    Bounds(Lower, Upper),
    /// An enum value that this version of the schema defines.
    DefinedOnly,
    /// A `google.protobuf.Any` with one of these type URLs.
    TypeIn(&'static [&'static str]),
    /// A `google.protobuf.Any` with none of these type URLs.
    TypeNotIn(&'static [&'static str]),
    /// A `google.protobuf.FieldMask` with exactly these paths, in this order.
    Paths(&'static [&'static str]),
    /// A `google.protobuf.FieldMask` without paths other than these and those below them.
    PathsIn(&'static [&'static str]),
    /// A `google.protobuf.FieldMask` without these paths and those below them.
    PathsNotIn(&'static [&'static str]),
    /// A list of at least this many elements.
    MinItems(u64),
    /// A list of at most this many elements.
    MaxItems(u64),
    /// A list without duplicates. Messages are not compared.
    Unique,
    /// A list whose elements follow these rules.
    Items(&'static Rules),
    /// A map of at least this many entries.
    MinPairs(u64),
    /// A map of at most this many entries.
    MaxPairs(u64),
    /// A map whose keys follow these rules.
    Keys(&'static Rules),
    /// A map whose values follow these rules.
    Values(&'static Rules),
}

/// A condition in the Common Expression Language, compiled to a function.
#[derive(Debug)]
pub struct CelRule {
    /// The rule id of violations.
    pub id: &'static str,
    /// The message of violations.
    pub message: &'static str,
    /// The condition as written in the schema, where `this` is the value.
    pub expression: &'static str,
    /// Whether the condition holds for a value.
    pub holds: fn(Value<'_>) -> bool,
}

/// A lower bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lower {
    /// No lower bound.
    None,
    /// Greater than this.
    Gt(Bound),
    /// Greater than or equal to this.
    Gte(Bound),
}

/// An upper bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Upper {
    /// No upper bound.
    None,
    /// Less than this.
    Lt(Bound),
    /// Less than or equal to this.
    Lte(Bound),
}

/// A bound, or a value that is compared with one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// An integer of any protobuf type.
    Integer(i128),
    /// A floating-point number; `float` values are widened.
    Float(f64),
    /// A duration.
    Duration(Duration),
    /// A timestamp.
    Timestamp(Timestamp),
}

/// When the rules of a value are skipped. `required` is checked except with [`Ignore::Always`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ignore {
    /// Never, except that an unset field with presence has no value to check.
    Never,
    /// Fields without presence are skipped at their default; so are elements, keys and values.
    IfZeroValue,
    /// Always. Messages nested in the value are skipped, too.
    Always,
}
