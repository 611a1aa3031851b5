//! The size of messages, which the mock limits.
//!
//! Used by `service` for requests and by `entries` for resources. It must not depend on them.

use crate::message::{Message, Value, for_each_field};
use crate::rpc::Error;

/// The memory of a field or element besides its text, in bytes, roughly.
const OVERHEAD: usize = 16;

/// The size of a message.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    /// The number of list elements and map entries, at any depth.
    pub(super) elements: usize,
    /// The memory of all values, in bytes, roughly.
    pub(super) bytes: usize,
}

impl Size {
    pub(super) fn of(message: &dyn Message) -> Self {
        let mut size = Self::default();
        size.add(Value::Message(message));
        size
    }

    fn add(&mut self, value: Value<'_>) {
        self.bytes += OVERHEAD;
        match value {
            Value::String(text) => self.bytes += text.len(),
            Value::Bytes(bytes) => self.bytes += bytes.len(),
            Value::Message(message) => for_each_field(message, |_, _, value| self.add(value)),
            Value::List(list) => {
                self.elements += list.len();
                (0..list.len()).for_each(|index| self.add(list.get(index)));
            }
            Value::Map(map) => {
                self.elements += map.len();
                map.visit(&mut |key, value| {
                    self.bytes += OVERHEAD + key.len();
                    self.add(value);
                });
            }
            _ => {}
        }
    }
}

/// Rejects a request with too many list elements and map entries.
pub(super) fn check_elements(request: &dyn Message, max: usize) -> Result<(), Error> {
    let found = Size::of(request).elements;
    if found > max {
        return Err(Error::resource_exhausted(format!(
            "the lists and maps of the request have {found} elements; this mock accepts {max} in \
             one call: send fewer, or raise `max_elements` (`--max-elements`)"
        )));
    }
    Ok(())
}
