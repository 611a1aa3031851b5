//! [`Erased`]: the places where a boxed message loses its type.
//!
//! A compiler puts the function table of a `dyn Message` into every codegen unit in which a type
//! becomes one, together with the small functions that the table refers to. A trait method of a type
//! is compiled in one unit, beside the other methods of the type. So a program has one table for each
//! message if the conversions are methods and are not inlined.
//!
//! Used by message types, calls and handlers. Values and slots refer to messages without it, because a
//! call for each of them would slow down codecs.

use super::Message;

/// Conversions of a message to a boxed [`dyn Message`](Message).
pub(crate) trait Erased: Message + Sized {
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
