//! [`FieldChunk`]: the values of fields with few virtual calls.

use std::array;
use std::convert::Infallible;

use super::{FieldDescriptor, Message, MessageDescriptor, UnknownFields, Value};

const LEN: usize = 6;

/// Up to six consecutive fields of a message, with everything that an encoder needs of it.
///
/// Virtual calls are often mispredicted, because the next message has another type. Most messages have
/// one chunk, so encoders make one virtual call for a message rather than one for each field.
#[derive(Debug, Clone, Copy)]
pub struct FieldChunk<'a> {
    descriptor: &'static MessageDescriptor,
    unknown_fields: &'a UnknownFields,
    values: [Value<'a>; LEN],
}

impl<'a> FieldChunk<'a> {
    /// The number of fields of each chunk but the last one of a message.
    pub const LEN: usize = LEN;

    /// A chunk of at most [`LEN`](Self::LEN) values. More do not compile.
    #[must_use]
    #[inline]
    pub fn new<const N: usize>(
        descriptor: &'static MessageDescriptor,
        unknown_fields: &'a UnknownFields,
        values: [Value<'a>; N],
    ) -> Self {
        const { assert!(N <= LEN, "a chunk has too many fields") };
        let mut padded = [Value::Absent; LEN];
        for (place, value) in padded.iter_mut().zip(values) {
            *place = value;
        }
        Self { descriptor, unknown_fields, values: padded }
    }

    /// A chunk of fields that are read one by one, given its index and [`Message::get`].
    pub(super) fn read(
        descriptor: &'static MessageDescriptor,
        unknown_fields: &'a UnknownFields,
        chunk: usize,
        get: &dyn Fn(usize) -> Value<'a>,
    ) -> Self {
        let values = array::from_fn(|offset| get(chunk.saturating_mul(LEN).saturating_add(offset)));
        Self { descriptor, unknown_fields, values }
    }

    /// The descriptor of the message.
    #[must_use]
    #[inline]
    pub const fn descriptor(&self) -> &'static MessageDescriptor {
        self.descriptor
    }

    /// The unknown fields of the message.
    #[must_use]
    #[inline]
    pub const fn unknown_fields(&self) -> &'a UnknownFields {
        self.unknown_fields
    }

    /// The values. After the last field of the message, [`Value::Absent`].
    #[must_use]
    #[inline]
    pub const fn values(&self) -> &[Value<'a>; LEN] {
        &self.values
    }
}

/// Implements [`Message::get`] for a message that implements [`Message::chunk`].
pub(crate) fn get_in_chunk(message: &dyn Message, index: usize) -> Value<'_> {
    let chunk = message.chunk(index / FieldChunk::LEN);
    let is_field = index < chunk.descriptor.fields().len();
    let value = chunk.values.get(index % FieldChunk::LEN).filter(|_| is_field);
    value.copied().unwrap_or(Value::Absent)
}

/// Calls `visit` with the fields of a message and their values, in schema order, given its first chunk.
///
/// The caller holds the chunk, because moving one takes longer than reading it.
///
/// # Errors
///
/// Returns the first error of `visit`.
#[inline]
pub(crate) fn visit_fields<'a, E>(
    message: &'a dyn Message,
    first: &FieldChunk<'a>,
    mut visit: impl FnMut(&'static FieldDescriptor, &Value<'a>) -> Result<(), E>,
) -> Result<(), E> {
    for (index, fields) in first.descriptor.fields().chunks(LEN).enumerate() {
        let later;
        let chunk = match index {
            0 => first,
            _ => {
                later = message.chunk(index);
                &later
            }
        };
        for (field, value) in fields.iter().zip(&chunk.values) {
            visit(field, value)?;
        }
    }
    Ok(())
}

/// Calls `visit` with the index of each field, the field and its value, in schema order.
pub(crate) fn for_each_field<'a>(
    message: &'a dyn Message,
    mut visit: impl FnMut(usize, &'static FieldDescriptor, Value<'a>),
) {
    let mut index = 0;
    let Ok(()) =
        visit_fields(message, &message.chunk(0), |field, value| -> Result<(), Infallible> {
            visit(index, field, *value);
            index += 1;
            Ok(())
        });
}
