//! What can stand in a list, in a map or behind `optional`.

use std::fmt;

use super::{Message, Slot, Value};
use crate::scalar::{Bytes, Duration, Timestamp};

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
