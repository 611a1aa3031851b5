//! [`Struct`], [`Value`] and [`ListValue`]: JSON as messages.

use std::collections::BTreeMap;

use crate::message::{
    self, Encoding, FieldChunk, FieldDescriptor, LazySlot, Message, MessageDescriptor, Presence,
    Slot, SlotChunk, UnknownFields, WellKnown,
};

use super::NullValue;

/// `google.protobuf.Struct`: a JSON object.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Struct {
    /// The members.
    pub fields: BTreeMap<String, Value>,
    _unknown: UnknownFields,
}

/// `google.protobuf.ListValue`: a JSON array.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ListValue {
    /// The elements.
    pub values: Vec<Value>,
    _unknown: UnknownFields,
}

/// `google.protobuf.Value`: any JSON value.
///
/// `null` is a value, not an absent one. A value without a kind is written as `null`, too. NaN and
/// infinite numbers have no JSON form.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Value {
    /// The kind of the value.
    pub kind: Option<ValueKind>,
    _unknown: UnknownFields,
}

/// The kinds of a [`Value`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ValueKind {
    /// `null`.
    NullValue(NullValue),
    /// A number.
    NumberValue(f64),
    /// A string.
    StringValue(String),
    /// `true` or `false`.
    BoolValue(bool),
    /// An object.
    StructValue(Struct),
    /// An array.
    ListValue(ListValue),
}

impl Message for Struct {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static DESCRIPTOR: MessageDescriptor = MessageDescriptor::new(
            "google.protobuf.Struct",
            &[FieldDescriptor::new(1, "fields", "fields", Presence::Implicit)],
            &[],
        )
        .well_known(WellKnown::Struct);
        &DESCRIPTOR
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let values = [message::Value::Map(&self.fields)];
        FieldChunk::new(self.descriptor(), &self._unknown, values)
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        let slots = [LazySlot::Slot(Slot::Map(&mut self.fields))];
        SlotChunk::new(descriptor, &mut self._unknown, slots)
    }
}

impl Message for ListValue {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static DESCRIPTOR: MessageDescriptor = MessageDescriptor::new(
            "google.protobuf.ListValue",
            &[FieldDescriptor::new(1, "values", "values", Presence::Implicit)],
            &[],
        )
        .well_known(WellKnown::ListValue);
        &DESCRIPTOR
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let values = [message::Value::List(&self.values)];
        FieldChunk::new(self.descriptor(), &self._unknown, values)
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        let slots = [LazySlot::Slot(Slot::List(&mut self.values))];
        SlotChunk::new(descriptor, &mut self._unknown, slots)
    }
}

const fn arm(number: u32, name: &'static str, json: &'static str) -> FieldDescriptor {
    FieldDescriptor::new(number, name, json, Presence::Oneof(0))
}

impl Value {
    /// The arm of an index, set to its default unless it is set.
    fn arm(&mut self, index: usize) -> Option<&mut ValueKind> {
        let is_set = self.kind.as_ref().is_some_and(|kind| kind.index() == index);
        if !is_set {
            self.kind = Some(ValueKind::default_of(index)?);
        }
        self.kind.as_mut()
    }
}

impl ValueKind {
    const fn index(&self) -> usize {
        match self {
            Self::NullValue(_) => 0,
            Self::NumberValue(_) => 1,
            Self::StringValue(_) => 2,
            Self::BoolValue(_) => 3,
            Self::StructValue(_) => 4,
            Self::ListValue(_) => 5,
        }
    }

    fn value(&self) -> message::Value<'_> {
        match self {
            Self::NullValue(value) => message::Value::Enum(value),
            Self::NumberValue(value) => message::Value::F64(*value),
            Self::StringValue(value) => message::Value::String(value),
            Self::BoolValue(value) => message::Value::Bool(*value),
            Self::StructValue(value) => message::Value::Message(value),
            Self::ListValue(value) => message::Value::Message(value),
        }
    }

    fn default_of(index: usize) -> Option<Self> {
        Some(match index {
            0 => Self::NullValue(NullValue::default()),
            1 => Self::NumberValue(0.0),
            2 => Self::StringValue(String::new()),
            3 => Self::BoolValue(false),
            4 => Self::StructValue(Struct::default()),
            5 => Self::ListValue(ListValue::default()),
            _ => return None,
        })
    }
}

impl Message for Value {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static DESCRIPTOR: MessageDescriptor = MessageDescriptor::new(
            "google.protobuf.Value",
            &[
                arm(1, "null_value", "nullValue").encoded(Encoding::Varint).nullable(),
                arm(2, "number_value", "numberValue").encoded(Encoding::Fixed64),
                arm(3, "string_value", "stringValue"),
                arm(4, "bool_value", "boolValue").encoded(Encoding::Varint),
                arm(5, "struct_value", "structValue"),
                arm(6, "list_value", "listValue"),
            ],
            &["kind"],
        )
        .well_known(WellKnown::Value);
        &DESCRIPTOR
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let mut values = [message::Value::Absent; 6];
        if let Some(kind) = &self.kind
            && let Some(value) = values.get_mut(kind.index())
        {
            *value = kind.value();
        }
        FieldChunk::new(self.descriptor(), &self._unknown, values)
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        let slots = [const { LazySlot::Oneof }; 6];
        SlotChunk::new(descriptor, &mut self._unknown, slots)
    }

    fn oneof_slot(&mut self, index: usize) -> Slot<'_> {
        match self.arm(index) {
            Some(ValueKind::NullValue(value)) => Slot::Enum(value),
            Some(ValueKind::NumberValue(value)) => Slot::F64(value),
            Some(ValueKind::StringValue(value)) => Slot::String(value),
            Some(ValueKind::BoolValue(value)) => Slot::Bool(value),
            Some(ValueKind::StructValue(value)) => Slot::Message(value),
            Some(ValueKind::ListValue(value)) => Slot::Message(value),
            None => Slot::None,
        }
    }
}

crate::__message_traits!(Struct);
crate::__message_traits!(ListValue);
crate::__message_traits!(Value);
