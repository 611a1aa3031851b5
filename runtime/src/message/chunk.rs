//! [`FieldChunk`]: the values of fields with few virtual calls.

use std::array;
use std::convert::Infallible;

use super::{FieldDescriptor, Message, MessageDescriptor, UnknownFields, Value};

const LEN: usize = 6;

/// The values of up to six consecutive fields of a message, with everything that an encoder needs of it.
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

    /// The chunk at an index, given a function that returns the value of a field by its index. For
    /// messages that are written by hand and have many fields.
    #[must_use]
    pub fn read(
        descriptor: &'static MessageDescriptor,
        unknown_fields: &'a UnknownFields,
        chunk: usize,
        value: impl Fn(usize) -> Value<'a>,
    ) -> Self {
        let values =
            array::from_fn(|offset| value(chunk.saturating_mul(LEN).saturating_add(offset)));
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

    /// The values. Those after the last field of the message are unspecified.
    #[must_use]
    #[inline]
    pub const fn values(&self) -> &[Value<'a>; LEN] {
        &self.values
    }
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
    visit_chunks(message, first, |fields, values| {
        fields.iter().zip(values).try_for_each(|(field, value)| visit(field, value))
    })
}

/// Calls `visit` with the fields and values of each chunk; otherwise like [`visit_fields`].
#[inline]
pub(crate) fn visit_chunks<'a, E>(
    message: &'a dyn Message,
    first: &FieldChunk<'a>,
    mut visit: impl FnMut(&'static [FieldDescriptor], &[Value<'a>; LEN]) -> Result<(), E>,
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
        visit(fields, &chunk.values)?;
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
