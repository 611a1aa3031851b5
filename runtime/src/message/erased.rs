//! [`Erased`]: the places where a message loses its type.
//!
//! A compiler puts the function table of a `dyn Message` into every codegen unit in which a type
//! becomes one, together with the small functions that the table refers to. A trait method of a type
//! is compiled in one unit, beside the other methods of the type. So a program has one table for each
//! message if the conversions are methods and are not inlined.
//!
//! Used by values, slots and message types, and by calls and handlers.

use super::{Message, Slot, Value};

/// Conversions of a message to [`dyn Message`](Message).
pub(crate) trait Erased: Message + Sized {
    /// The message as a value.
    #[inline(never)]
    fn as_value(&self) -> Value<'_> {
        Value::Message(self)
    }

    /// The message as a slot.
    #[inline(never)]
    fn as_slot(&mut self) -> Slot<'_> {
        Slot::Message(self)
    }

    /// The message in a box.
    #[inline(never)]
    fn boxed(self) -> Box<dyn Message> {
        Box::new(self)
    }

    /// A default message in a box.
    #[inline(never)]
    fn boxed_default() -> Box<dyn Message>
    where
        Self: Default,
    {
        Box::new(Self::default())
    }
}

impl<M: Message> Erased for M {}
