//! The types that messages contain, directly or indirectly.
//!
//! Used by `lower`, which marks what RPCs reach, and by `compare`, which tells requests from responses.

use super::{Api, EnumId, MessageId, Table, Type};

/// A walk over the types that messages contain, directly or indirectly, from origins of type `O`. A step
/// takes no time for types that the origin does not reach.
pub(crate) struct Walk<'a, O> {
    api: &'a Api,
    pub(crate) reached: Reached<O>,
}

/// The origins that reach each type so far, in order.
pub(crate) struct Reached<O> {
    pub(crate) messages: Table<MessageId, Vec<O>>,
    pub(crate) enums: Table<EnumId, Vec<O>>,
}

impl<'a, O: Copy + PartialEq> Walk<'a, O> {
    /// Starts with nothing reached.
    pub(crate) fn new(api: &'a Api) -> Self {
        let messages = api.messages.filled(&Vec::new());
        Self { api, reached: Reached { messages, enums: api.enums.filled(&Vec::new()) } }
    }

    /// Visits messages and what they contain. Does not recurse, because a long chain of messages could
    /// overflow the stack.
    pub(crate) fn start<const N: usize>(&mut self, origin: O, messages: [MessageId; N]) {
        let Reached { messages: of_messages, enums: of_enums } = &mut self.reached;
        let mut pending = messages.to_vec();
        while let Some(id) = pending.pop() {
            if of_messages[id].last() == Some(&origin) {
                continue;
            }
            of_messages[id].push(origin);
            for field in &self.api[id].fields {
                match field.ty.inner() {
                    Type::Message(inner) => pending.push(inner),
                    Type::Enum(id) if of_enums[id].last() == Some(&origin) => {}
                    Type::Enum(id) => of_enums[id].push(origin),
                    Type::Scalar(_) | Type::WellKnown(_) => {}
                }
            }
        }
    }
}
