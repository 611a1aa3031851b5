//! The rules of a field, as generated tables hold them.

use super::Pattern;
use crate::message::Value;
use crate::scalar::{Duration, Timestamp};

/// What a valid value of a field is.
///
/// The same type holds the rules of a list's elements and of a map's keys and values.
#[derive(Debug)]
pub struct Rules {
    kind: Kind,
    required: bool,
    ignore: Ignore,
    rules: &'static [Rule],
}

impl Rules {
    /// Rules of a value; of a list or map, `kind` is that of its elements or values.
    ///
    /// Violations are reported in the order of `rules`. That of the specification is: CEL,
    /// lengths and counts, pattern, format, bounds; elements last.
    #[must_use]
    pub const fn new(kind: Kind, rules: &'static [Rule]) -> Self {
        Self { kind, required: false, ignore: Ignore::Unset, rules }
    }

    /// The field must be set or, without presence, hold something else than its default.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Sets when the rules are not looked at.
    #[must_use]
    pub const fn ignore(mut self, ignore: Ignore) -> Self {
        self.ignore = ignore;
        self
    }

    /// What the value is; of a list or map, what its elements or values are.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether the field must be set or hold something else than its default.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.required
    }

    /// When the rules are not looked at.
    #[must_use]
    pub const fn ignored(&self) -> Ignore {
        self.ignore
    }

    /// The rules in the order of their violations.
    #[must_use]
    pub const fn rules(&self) -> &'static [Rule] {
        self.rules
    }
}

/// A rule. It holds for values of another kind than it is meant for.
#[derive(Debug)]
pub enum Rule {
    /// A condition in the Common Expression Language, compiled when the code was generated.
    Cel(CelRule),
    /// A string of exactly this many characters, or bytes of this length.
    Len(u64),
    /// A string of at least this many characters, or bytes of this length.
    MinLen(u64),
    /// A string of at most this many characters, or bytes of this length.
    MaxLen(u64),
    /// A string in which a regular expression is found.
    Pattern(&'static Pattern),
    /// A string that is an e-mail address as HTML defines it.
    Email,
    /// A string that is an absolute URI as RFC 3986 defines it.
    Uri,
    /// A string that is a UUID in its usual spelling of 36 characters.
    Uuid,
    /// A number, duration or timestamp within bounds.
    ///
    /// With the upper bound below the lower one, the values between them are the invalid ones.
    Bounds(Lower, Upper),
    /// An enum's value that this build knows.
    DefinedOnly,
    /// A list of at least this many elements.
    MinItems(u64),
    /// A list of at most this many elements.
    MaxItems(u64),
    /// A list without an element that is there twice. Messages are not compared.
    Unique,
    /// A list with valid elements.
    Items(&'static Rules),
    /// A map of at least this many entries.
    MinPairs(u64),
    /// A map of at most this many entries.
    MaxPairs(u64),
    /// A map with valid keys.
    Keys(&'static Rules),
    /// A map with valid values.
    Values(&'static Rules),
}

/// A condition in the Common Expression Language, as a function.
#[derive(Debug)]
pub struct CelRule {
    /// What violations call it.
    pub id: &'static str,
    /// What violations say.
    pub message: &'static str,
    /// The condition as it is written in the schema, with `this` for the value.
    pub expression: &'static str,
    /// Whether the condition holds for a value.
    pub holds: fn(Value<'_>) -> bool,
}

/// A lower bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lower {
    /// None.
    None,
    /// Greater than this.
    Gt(Bound),
    /// Greater than or equal to this.
    Gte(Bound),
}

/// An upper bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Upper {
    /// None.
    None,
    /// Less than this.
    Lt(Bound),
    /// Less than or equal to this.
    Lte(Bound),
}

/// What a bound and the value it is compared with are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// A whole number of any size that protobuf has.
    Integer(i128),
    /// A floating point number; a `float` is widened.
    Float(f64),
    /// A span of time.
    Duration(Duration),
    /// A point in time.
    Timestamp(Timestamp),
}

/// When rules are not looked at. `required` is, except with [`Ignore::Always`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ignore {
    /// On a field with presence that is not set.
    Unset,
    /// Also on a field without presence at its default, and on elements, keys and values at
    /// theirs.
    IfZeroValue,
    /// Always, and what is nested in the value is not looked at either.
    Always,
}

/// What a value is on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "one variant a protobuf kind, named after it")]
pub enum Kind {
    Bool,
    I32,
    U32,
    I64,
    U64,
    F32,
    F64,
    String,
    Bytes,
    Timestamp,
    Duration,
    Enum,
    Message,
}

impl Kind {
    /// The kind of a value; of a list, the kind of its first element. Map fields are messages on
    /// the wire, and so is what is not there as far as the value can tell.
    pub(super) fn of(value: Value<'_>) -> Self {
        match value {
            Value::Bool(_) => Self::Bool,
            Value::I32(_) => Self::I32,
            Value::U32(_) => Self::U32,
            Value::I64(_) => Self::I64,
            Value::U64(_) => Self::U64,
            Value::F32(_) => Self::F32,
            Value::F64(_) => Self::F64,
            Value::String(_) => Self::String,
            Value::Bytes(_) => Self::Bytes,
            Value::Timestamp(_) => Self::Timestamp,
            Value::Duration(_) => Self::Duration,
            Value::Enum(_) => Self::Enum,
            Value::List(list) => Self::of(list.get(0)),
            Value::Message(_) | Value::Map(_) | Value::Absent => Self::Message,
        }
    }

    /// The kind of a map's keys by their name in the schema.
    pub(crate) fn of_key(name: &str) -> Self {
        match name {
            "bool" => Self::Bool,
            "int32" => Self::I32,
            "uint32" => Self::U32,
            "int64" => Self::I64,
            "uint64" => Self::U64,
            _ => Self::String,
        }
    }

    /// The name that ids of rules start with.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::I32 => "int32",
            Self::U32 => "uint32",
            Self::I64 => "int64",
            Self::U64 => "uint64",
            Self::F32 => "float",
            Self::F64 => "double",
            Self::String => "string",
            Self::Bytes => "bytes",
            Self::Timestamp => "timestamp",
            Self::Duration => "duration",
            Self::Enum => "enum",
            Self::Message => "message",
        }
    }
}
