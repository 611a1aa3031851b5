//! [`Empty`]: a message without fields.

use crate::message::{Message, MessageDescriptor, Slot, UnknownFields, Value};

/// `google.protobuf.Empty`: a message without fields. JSON is `{}`.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Empty {
    _unknown: UnknownFields,
}

impl Message for Empty {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static DESCRIPTOR: MessageDescriptor =
            MessageDescriptor::new("google.protobuf.Empty", &[], &[]);
        &DESCRIPTOR
    }

    fn get(&self, _: usize) -> Value<'_> {
        Value::Absent
    }

    fn slot(&mut self, _: usize) -> Slot<'_> {
        Slot::None
    }

    crate::__keep_unknown_fields!();
}

crate::__message_traits!(Empty);
crate::__total_message_traits!(Empty);
