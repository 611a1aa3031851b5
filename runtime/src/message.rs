//! What a message is to the engines: a table of fields, a way to look at one and a way to fill one.
//!
//! Generated code implements [`Message`] with about two lines a field. Everything that walks
//! messages (JSON, serde, `Debug`) is written once over these three methods and never generic
//! over the message type, so a user's build compiles it once.

use std::collections::BTreeMap;
use std::fmt;

use crate::enumeration::Enumeration;
use crate::json::{self, DecodeError};
use crate::scalar::{Bytes, Duration, Timestamp};

/// A protobuf message with its ProtoJSON form.
///
/// Implemented by generated code. The provided methods are for users; the required ones are for
/// the engines.
pub trait Message: fmt::Debug + Send + Sync + 'static {
    /// Describes the type: its full protobuf name and its fields in schema order.
    fn descriptor(&self) -> &'static MessageDescriptor;

    /// Looks at the field at `index` of [`MessageDescriptor::fields`].
    ///
    /// An unset optional field, message or oneof arm is [`Value::Absent`], and so is an index
    /// beyond the table.
    fn get(&self, index: usize) -> Value<'_>;

    /// Makes the field at `index` present, at its default if it was absent, and gives its place.
    ///
    /// Setting one arm of a oneof clears the others. An index beyond the table gives
    /// [`Slot::None`].
    fn slot(&mut self, index: usize) -> Slot<'_>;

    /// Reads a message from ProtoJSON.
    ///
    /// Absent fields are left at their defaults and unknown fields are ignored.
    ///
    /// # Errors
    ///
    /// When the bytes are not JSON or a value does not fit its field. The error names the
    /// message, the JSON path and what was expected.
    fn from_json(json: impl AsRef<[u8]>) -> Result<Self, DecodeError>
    where
        Self: Default,
    {
        let mut message = Self::default();
        json::decode_into(json.as_ref(), &mut message)?;
        Ok(message)
    }

    /// Writes the message as canonical ProtoJSON: schema order, defaults left out.
    fn to_json(&self) -> String
    where
        Self: Sized,
    {
        json::encode_to_string(self)
    }
}

/// The static description of a message type.
#[derive(Debug)]
pub struct MessageDescriptor {
    name: &'static str,
    fields: &'static [FieldDescriptor],
    oneofs: &'static [&'static str],
}

impl MessageDescriptor {
    /// Describes a message; called by generated code in a `static`.
    #[must_use]
    pub const fn new(
        name: &'static str,
        fields: &'static [FieldDescriptor],
        oneofs: &'static [&'static str],
    ) -> Self {
        Self { name, fields, oneofs }
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
}

/// The static description of a field.
#[derive(Debug)]
pub struct FieldDescriptor {
    number: u32,
    name: &'static str,
    json_name: &'static str,
    presence: Presence,
    sensitive: bool,
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
        Self { number, name, json_name, presence, sensitive: false }
    }

    /// Marks the value as a secret that no log, `Debug` or error may show.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        Self { sensitive: true, ..self }
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

/// A field's value, borrowed for looking at it.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "one variant a protobuf kind, named after it")]
pub enum Value<'a> {
    /// An optional field, message or oneof arm that is not set.
    Absent,
    Bool(bool),
    I32(i32),
    U32(u32),
    I64(i64),
    U64(u64),
    F32(f32),
    F64(f64),
    String(&'a str),
    Bytes(&'a [u8]),
    Timestamp(Timestamp),
    Duration(Duration),
    Enum(&'a dyn Enumeration),
    Message(&'a dyn Message),
    List(&'a dyn List),
    Map(&'a dyn Map),
}

impl<'a> Value<'a> {
    /// The value of an optional field: what is inside, or [`Value::Absent`].
    #[must_use]
    pub fn optional<T: Element>(field: &'a Option<T>) -> Self {
        field.as_ref().map_or(Self::Absent, Element::value)
    }

    /// The value of a boxed message, or [`Value::Absent`].
    #[must_use]
    pub fn boxed<T: Message>(field: &'a Option<Box<T>>) -> Self {
        field.as_deref().map_or(Self::Absent, |message| Self::Message(message))
    }

    /// Whether a field of implicit presence with this value is left out of JSON.
    #[must_use]
    pub fn is_default(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::Bool(value) => !value,
            Self::I32(value) => *value == 0,
            Self::U32(value) => *value == 0,
            Self::I64(value) => *value == 0,
            Self::U64(value) => *value == 0,
            // Negative zero is not the default: its sign would be lost.
            Self::F32(value) => value.to_bits() == 0,
            Self::F64(value) => value.to_bits() == 0,
            Self::String(value) => value.is_empty(),
            Self::Bytes(value) => value.is_empty(),
            Self::Enum(value) => value.number() == Some(0),
            Self::List(list) => list.is_empty(),
            Self::Map(map) => map.is_empty(),
            Self::Timestamp(_) | Self::Duration(_) | Self::Message(_) => false,
        }
    }
}

/// A field's place, borrowed for filling it.
#[derive(Debug)]
#[allow(missing_docs, reason = "one variant a protobuf kind, named after it")]
pub enum Slot<'a> {
    /// There is no such field.
    None,
    Bool(&'a mut bool),
    I32(&'a mut i32),
    U32(&'a mut u32),
    I64(&'a mut i64),
    U64(&'a mut u64),
    F32(&'a mut f32),
    F64(&'a mut f64),
    String(&'a mut String),
    Bytes(&'a mut Bytes),
    Timestamp(&'a mut Timestamp),
    Duration(&'a mut Duration),
    Enum(&'a mut dyn Enumeration),
    Message(&'a mut dyn Message),
    List(&'a mut dyn List),
    Map(&'a mut dyn Map),
}

impl<'a> Slot<'a> {
    /// The place inside an optional field, which becomes present.
    #[must_use]
    pub fn optional<T: Element>(field: &'a mut Option<T>) -> Self {
        field.get_or_insert_default().slot()
    }

    /// The place inside an optional boxed message, which becomes present.
    #[must_use]
    pub fn boxed<T: Message + Default>(field: &'a mut Option<Box<T>>) -> Self {
        Self::Message(&mut **field.get_or_insert_default())
    }
}

/// What can stand in a list, in a map or behind `optional`.
///
/// Scalars, messages and enums are; generated code implements it for enums.
pub trait Element: Default + fmt::Debug + Send + Sync + 'static {
    /// Looks at it.
    fn value(&self) -> Value<'_>;
    /// Gives its place.
    fn slot(&mut self) -> Slot<'_>;
}

impl<M: Message + Default> Element for M {
    fn value(&self) -> Value<'_> {
        Value::Message(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Message(self)
    }
}

macro_rules! scalar_elements {
    ($($type:ty => $kind:ident, |$value:ident| $look:expr;)*) => {$(
        impl Element for $type {
            fn value(&self) -> Value<'_> {
                let $value = self;
                Value::$kind($look)
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::$kind(self)
            }
        }
    )*};
}

scalar_elements! {
    bool => Bool, |value| *value;
    i32 => I32, |value| *value;
    u32 => U32, |value| *value;
    i64 => I64, |value| *value;
    u64 => U64, |value| *value;
    f32 => F32, |value| *value;
    f64 => F64, |value| *value;
    String => String, |value| value;
    Bytes => Bytes, |value| value;
    Timestamp => Timestamp, |value| *value;
    Duration => Duration, |value| *value;
}

/// A repeated field, without its element type.
pub trait List: fmt::Debug {
    /// How many elements there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Looks at the element at `index`; [`Value::Absent`] beyond the end.
    fn get(&self, index: usize) -> Value<'_>;
    /// Appends a default element and gives its place.
    fn push(&mut self) -> Slot<'_>;
}

impl<T: Element> List for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Value<'_> {
        self.as_slice().get(index).map_or(Value::Absent, Element::value)
    }

    fn push(&mut self) -> Slot<'_> {
        self.push(T::default());
        self.last_mut().map_or(Slot::None, Element::slot)
    }
}

/// A map field, without its key and value types.
pub trait Map: fmt::Debug {
    /// How many entries there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Visits the entries in key order, with keys spelled as JSON spells them.
    fn visit(&self, entry: &mut dyn FnMut(&str, Value<'_>));

    /// Inserts a default value under a key that is spelled as in JSON, and gives its place.
    ///
    /// `None` means that the key does not parse as the map's key type; a key that is already
    /// there is [`MapSlot::Occupied`].
    fn insert(&mut self, key: &str) -> MapSlot<'_>;
}

/// The answer to [`Map::insert`].
#[derive(Debug)]
pub enum MapSlot<'a> {
    /// The place of the new entry's value.
    Vacant(Slot<'a>),
    /// The map has this key already.
    Occupied,
    /// The key is not of the map's key type, which is named here as the schema does.
    BadKey(&'static str),
}

/// A key type of map fields.
pub trait MapKey: Ord + fmt::Debug + Send + Sync + 'static + Sized {
    /// The schema's name of the type, such as `int32`.
    const NAME: &'static str;
    /// Reads the key from its JSON spelling.
    fn parse(text: &str) -> Option<Self>;
    /// Hands the JSON spelling to `with`.
    fn spell(&self, with: &mut dyn FnMut(&str));
}

impl MapKey for String {
    const NAME: &'static str = "string";

    fn parse(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn spell(&self, with: &mut dyn FnMut(&str)) {
        with(self);
    }
}

macro_rules! parsed_map_keys {
    ($($type:ty => $name:literal),* $(,)?) => {$(
        impl MapKey for $type {
            const NAME: &'static str = $name;

            fn parse(text: &str) -> Option<Self> {
                // `+1` and `01` are not JSON spellings of a number.
                let key: Self = text.parse().ok()?;
                (key.to_string() == text).then_some(key)
            }

            fn spell(&self, with: &mut dyn FnMut(&str)) {
                with(&self.to_string());
            }
        }
    )*};
}

parsed_map_keys!(bool => "bool", i32 => "int32", u32 => "uint32", i64 => "int64", u64 => "uint64");

impl<K: MapKey, V: Element> Map for BTreeMap<K, V> {
    fn len(&self) -> usize {
        self.len()
    }

    fn visit(&self, entry: &mut dyn FnMut(&str, Value<'_>)) {
        for (key, value) in self {
            key.spell(&mut |text| entry(text, value.value()));
        }
    }

    fn insert(&mut self, key: &str) -> MapSlot<'_> {
        use std::collections::btree_map::Entry;
        let Some(key) = K::parse(key) else {
            return MapSlot::BadKey(K::NAME);
        };
        match self.entry(key) {
            Entry::Occupied(_) => MapSlot::Occupied,
            Entry::Vacant(place) => MapSlot::Vacant(place.insert(V::default()).slot()),
        }
    }
}

/// A field that the API's documentation calls always present is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingField {
    message: &'static str,
    field: &'static str,
}

impl MissingField {
    /// Names the message by its full protobuf name and the field as the schema spells it.
    #[must_use]
    pub const fn new(message: &'static str, field: &'static str) -> Self {
        Self { message, field }
    }

    /// The full protobuf name of the message.
    #[must_use]
    pub const fn message(&self) -> &'static str {
        self.message
    }

    /// The field's name in the schema.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        self.field
    }
}

impl fmt::Display for MissingField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} came without its field `{}`", self.message, self.field)
    }
}

impl std::error::Error for MissingField {}
