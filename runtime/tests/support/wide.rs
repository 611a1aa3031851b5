//! A message with more than 64 fields.

use std::sync::OnceLock;

use gitpod_runtime::Message;
use gitpod_runtime::message::{
    Element, Encoding, FieldDescriptor, MessageDescriptor, Presence, Slot, Value,
};

const FIELDS: u32 = 150;

/// `f0` to `f149`, all optional `int32`. The last two are in a oneof.
#[derive(Clone, PartialEq)]
pub(crate) struct Wide {
    pub(crate) fields: Vec<Option<i32>>,
}

impl Default for Wide {
    fn default() -> Self {
        Self { fields: vec![None; FIELDS as usize] }
    }
}

fn build() -> MessageDescriptor {
    let field = |number: u32| {
        let name = Box::leak(format!("f{number}").into_boxed_str());
        let is_arm = number >= FIELDS - 2;
        let presence = if is_arm { Presence::Oneof(0) } else { Presence::Explicit };
        FieldDescriptor::new(number + 1, name, name, presence).encoded(Encoding::Varint)
    };
    let fields: Vec<_> = (0..FIELDS).map(field).collect();
    MessageDescriptor::new("test.v1.Wide", fields.leak(), &["last"])
}

impl Message for Wide {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static WIDE: OnceLock<MessageDescriptor> = OnceLock::new();
        WIDE.get_or_init(build)
    }

    fn get(&self, index: usize) -> Value<'_> {
        self.fields.get(index).map_or(Value::Absent, Value::optional)
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        self.fields.get_mut(index).map_or(Slot::None, |field| field.get_or_insert_default().slot())
    }
}
