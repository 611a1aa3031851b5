//! [`Element`]: the types of list elements, map values and `optional` fields.

use std::fmt;

use super::{Message, Slot, Value};
use crate::scalar::{Bytes, Duration, Timestamp};

/// A type that can be a list element, a map value or an `optional` field.
///
/// Implemented for scalars and messages, and by generated code for enums.
pub trait Element: Default + fmt::Debug + Send + Sync + 'static {
    /// The value.
    fn value(&self) -> Value<'_>;

    /// The slot to set the value.
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
