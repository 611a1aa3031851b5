//! Small messages, some with sensitive fields.

use gitpod_runtime::message::{
    Encoding, FieldDescriptor, MessageDescriptor, Presence, Slot, UnknownFields, Value,
};
use gitpod_runtime::{Message, Timestamp};

use super::Color;

/// A small message.
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Meta {
    pub(crate) name: String,
    pub(crate) created_at: Option<Timestamp>,
    pub(crate) _unknown: UnknownFields,
}

impl Message for Meta {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static META: MessageDescriptor = MessageDescriptor::new(
            "test.v1.Meta",
            &[
                FieldDescriptor::new(1, "name", "name", Presence::Implicit),
                FieldDescriptor::new(2, "created_at", "createdAt", Presence::Explicit),
            ],
            &[],
        );
        &META
    }

    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => Value::String(&self.name),
            1 => Value::optional(&self.created_at),
            _ => Value::Absent,
        }
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => Slot::String(&mut self.name),
            1 => Slot::optional(&mut self.created_at),
            _ => Slot::None,
        }
    }

    gitpod_runtime::__private::keep_unknown_fields!();
}

/// A message with a sensitive string.
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Credential {
    pub(crate) id: String,
    pub(crate) token: String,
}

impl Message for Credential {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static CREDENTIAL: MessageDescriptor = MessageDescriptor::new(
            "test.v1.Credential",
            &[
                FieldDescriptor::new(1, "id", "id", Presence::Implicit),
                FieldDescriptor::new(2, "token", "token", Presence::Implicit).sensitive(),
            ],
            &[],
        );
        &CREDENTIAL
    }

    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => Value::String(&self.id),
            1 => Value::String(&self.token),
            _ => Value::Absent,
        }
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => Slot::String(&mut self.id),
            1 => Slot::String(&mut self.token),
            _ => Slot::None,
        }
    }
}

/// A message with a sensitive enum and a sensitive message.
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Vault {
    pub(crate) color: Color,
    pub(crate) meta: Option<Meta>,
}

impl Message for Vault {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static VAULT: MessageDescriptor = MessageDescriptor::new(
            "test.v1.Vault",
            &[
                FieldDescriptor::new(1, "color", "color", Presence::Implicit)
                    .encoded(Encoding::Varint)
                    .sensitive(),
                FieldDescriptor::new(2, "meta", "meta", Presence::Explicit).sensitive(),
            ],
            &[],
        );
        &VAULT
    }

    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => Value::Enum(&self.color),
            1 => Value::optional(&self.meta),
            _ => Value::Absent,
        }
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => Slot::Enum(&mut self.color),
            1 => Slot::optional(&mut self.meta),
            _ => Slot::None,
        }
    }
}
