//! Messages with any fields, assembled by a test.

use std::collections::BTreeMap;
use std::fmt;

use gitpod_runtime::message::{
    Element, FieldChunk, FieldDescriptor, MapKey, Message, MessageDescriptor, SlotChunk,
    UnknownFields, Value,
};

/// Leaks a table, so that it is `static` like those of generated code.
pub(crate) fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// A field's value.
pub(crate) trait Field: fmt::Debug + Send + Sync + 'static {
    fn view(&self) -> Value<'_>;
}

impl<T: Element> Field for T {
    fn view(&self) -> Value<'_> {
        self.value()
    }
}

/// A list.
#[derive(Debug)]
pub(crate) struct Many<T>(pub(crate) Vec<T>);

impl<T: Element> Field for Many<T> {
    fn view(&self) -> Value<'_> {
        Value::List(&self.0)
    }
}

/// A map.
#[derive(Debug)]
pub(crate) struct Entries<K, V>(pub(crate) BTreeMap<K, V>);

impl<K: MapKey, V: Element, const N: usize> From<[(K, V); N]> for Entries<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<K: MapKey, V: Element> Field for Entries<K, V> {
    fn view(&self) -> Value<'_> {
        Value::Map(&self.0)
    }
}

/// A field with presence.
#[derive(Debug)]
pub(crate) struct Maybe<T>(pub(crate) Option<T>);

impl<T: Element> Field for Maybe<T> {
    fn view(&self) -> Value<'_> {
        Value::optional(&self.0)
    }
}

/// A message with such fields.
pub(crate) struct Sample {
    descriptor: &'static MessageDescriptor,
    values: Vec<Box<dyn Field>>,
}

impl Sample {
    pub(crate) fn new(fields: Vec<FieldDescriptor>, values: Vec<Box<dyn Field>>) -> Self {
        Self::of(crate::descriptor_of(fields), values)
    }

    pub(crate) fn of(descriptor: MessageDescriptor, values: Vec<Box<dyn Field>>) -> Self {
        Self { descriptor: leak(descriptor), values }
    }
}

impl Default for Sample {
    fn default() -> Self {
        Self::new(Vec::new(), Vec::new())
    }
}

impl fmt::Debug for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.values.fmt(f)
    }
}

impl Message for Sample {
    fn descriptor(&self) -> &'static MessageDescriptor {
        self.descriptor
    }

    fn chunk(&self, chunk: usize) -> FieldChunk<'_> {
        FieldChunk::read(self.descriptor, UnknownFields::NONE, chunk, |index| {
            self.values.get(index).map_or(Value::Absent, |value| value.view())
        })
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        SlotChunk::without_unknown(self.descriptor, [])
    }
}
