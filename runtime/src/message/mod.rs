//! What a message is to the engines: a table of fields, a way to look at one and a way to fill one.
//!
//! Generated code implements [`Message`] with about two lines a field. Everything that walks
//! messages (JSON, serde, `Debug`) is written once over these three methods and never generic
//! over the message type, so a user's build compiles it once.
//!
//! Depends on `scalar` and `enumeration`. The engines depend on this module, with one exception in the
//! other direction: the provided methods of [`Message`] call `json` and `validate`, so that users
//! find them on the trait that they import anyway.

mod collection;
mod copy;
mod descriptor;
mod element;
mod missing;
pub mod rules;
mod value;

use std::fmt;

pub use collection::{List, Map, MapKey, MapSlot};
pub use copy::{copy, copy_message};
pub use descriptor::{FieldDescriptor, MessageDescriptor, Presence};
pub use element::Element;
pub use missing::MissingField;
pub use value::{Slot, Value};

use crate::json::{self, DecodeError};
use crate::validate::{self, Violations};

/// A protobuf message with its ProtoJSON form.
///
/// Implemented by generated code. The provided methods are for users; the required ones are for
/// the engines.
pub trait Message: fmt::Debug + Send + Sync + 'static {
    /// Describes the type: its full protobuf name and its fields in schema order.
    fn descriptor(&self) -> &'static MessageDescriptor;

    /// Looks at the field at `index` of [`MessageDescriptor::fields`].
    ///
    /// An unset optional field, message or oneof arm is [`Value::Absent`], and so is an index
    /// beyond the table.
    fn get(&self, index: usize) -> Value<'_>;

    /// Makes the field at `index` present, at its default if it was absent, and gives its place.
    ///
    /// Setting one arm of a oneof clears the others. An index beyond the table gives
    /// [`Slot::None`].
    fn slot(&mut self, index: usize) -> Slot<'_>;

    /// Reads a message from ProtoJSON.
    ///
    /// Absent fields are left at their defaults and unknown fields are ignored.
    ///
    /// # Errors
    ///
    /// When the bytes are not JSON or a value does not fit its field. The error names the
    /// message, the JSON path and what was expected.
    fn from_json(json: impl AsRef<[u8]>) -> Result<Self, DecodeError>
    where
        Self: Default,
    {
        let mut message = Self::default();
        json::decode_into(json.as_ref(), &mut message)?;
        Ok(message)
    }

    /// Writes the message as canonical ProtoJSON: schema order, defaults left out.
    fn to_json(&self) -> String
    where
        Self: Sized,
    {
        json::encode_to_string(self)
    }

    /// Checks the message and everything in it against the rules of the schema.
    ///
    /// # Errors
    ///
    /// Every rule that is broken, not only the first.
    fn validate(&self) -> Result<(), Violations>
    where
        Self: Sized,
    {
        validate::validate(self)
    }
}
