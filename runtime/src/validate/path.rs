//! Paths of violations within a message.

use std::borrow::Cow;
use std::fmt;

use crate::message::rules::Kind;

/// A step of a path: a field, optionally with an element of it, or a oneof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    /// The name of the field or oneof in the schema.
    pub(super) name: Cow<'static, str>,
    /// The number and protobuf type of the field; `None` for a oneof.
    pub(super) field: Option<(u32, WireType)>,
    pub(super) subscript: Option<Subscript>,
}

/// An element of a list or an entry of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subscript {
    Index(u64),
    Entry {
        key: Key,
        /// The types of key and value, if known.
        types: Option<(WireType, WireType)>,
    },
}

/// The number of characters of a key that a path shows.
const MAX_KEY: usize = 128;

/// A map's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    Bool(bool),
    Int(i64),
    Uint(u64),
    Text(String),
    /// A key of a sensitive map, which is redacted.
    Hidden,
}

impl Key {
    /// Reads a key of this kind from its JSON text.
    pub(super) fn new(kind: Kind, text: &str) -> Self {
        let key = match kind.plain() {
            Kind::Bool => text.parse().ok().map(Self::Bool),
            Kind::I32 | Kind::I64 => text.parse().ok().map(Self::Int),
            Kind::U32 | Kind::U64 => text.parse().ok().map(Self::Uint),
            _ => None,
        };
        key.unwrap_or_else(|| Self::Text(text.to_owned()))
    }

    /// The key as paths show it: a long text is cut, because every violation below repeats it.
    pub(super) fn shown(&self) -> Self {
        match self {
            Self::Text(text) if text.chars().nth(MAX_KEY).is_some() => {
                Self::Text(text.chars().take(MAX_KEY).chain(['…']).collect())
            }
            key => key.clone(),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(key) => write!(f, "[{key}]"),
            Self::Int(key) => write!(f, "[{key}]"),
            Self::Uint(key) => write!(f, "[{key}]"),
            Self::Text(key) => write!(f, "[{key:?}]"),
            Self::Hidden => f.write_str("[redacted]"),
        }
    }
}

/// The path in the notation of the specification, such as `editors["goland"].versions[0]`.
pub(super) fn spell(elements: &[Element]) -> String {
    let mut path = String::new();
    for element in elements {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(&element.name);
        match &element.subscript {
            None => {}
            Some(Subscript::Index(index)) => path.push_str(&format!("[{index}]")),
            Some(Subscript::Entry { key, .. }) => path.push_str(&key.to_string()),
        }
    }
    path
}

/// A field type: a value of `google.protobuf.FieldDescriptorProto.Type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WireType(pub(super) u64);

/// The type names by number; zero is not a type.
const NAMES: &[&str] = &[
    "",
    "TYPE_DOUBLE",
    "TYPE_FLOAT",
    "TYPE_INT64",
    "TYPE_UINT64",
    "TYPE_INT32",
    "TYPE_FIXED64",
    "TYPE_FIXED32",
    "TYPE_BOOL",
    "TYPE_STRING",
    "TYPE_GROUP",
    "TYPE_MESSAGE",
    "TYPE_BYTES",
    "TYPE_UINT32",
    "TYPE_ENUM",
    "TYPE_SFIXED32",
    "TYPE_SFIXED64",
    "TYPE_SINT32",
    "TYPE_SINT64",
];

impl WireType {
    /// The name of the type, if it is known.
    pub(super) fn name(self) -> Option<&'static str> {
        let index = usize::try_from(self.0).ok()?;
        NAMES.get(index).copied().filter(|name| !name.is_empty())
    }
}

impl From<Kind> for WireType {
    fn from(kind: Kind) -> Self {
        Self(match kind {
            Kind::F64 => 1,
            Kind::F32 => 2,
            Kind::I64 => 3,
            Kind::U64 => 4,
            Kind::I32 => 5,
            Kind::Fixed64 => 6,
            Kind::Fixed32 => 7,
            Kind::Bool => 8,
            Kind::String => 9,
            Kind::Timestamp | Kind::Duration | Kind::Message => 11,
            Kind::Bytes => 12,
            Kind::U32 => 13,
            Kind::Enum => 14,
            Kind::Sfixed32 => 15,
            Kind::Sfixed64 => 16,
            Kind::Sint32 => 17,
            Kind::Sint64 => 18,
        })
    }
}
