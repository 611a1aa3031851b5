//! The [`Message`] trait: a descriptor, a getter and a setter by field index.
//!
//! Generated code implements it with about two lines per field. JSON, serde, `Debug`, validation,
//! samples and the mock are written over these three methods. They take `&dyn Message`, so your
//! build compiles them once and not for every message.
//!
//! Depends on `scalar` and `enumeration`. As the only exception, the provided methods of [`Message`]
//! call `json` and `validate`, so that you find them on the trait.

mod by_name;
mod collection;
mod copy;
mod descriptor;
mod element;
mod missing;
pub mod rules;
mod value;

use std::any::Any;
use std::fmt;

pub use collection::{List, Map, MapKey, MapSlot};
pub use copy::{copy, copy_message};
pub use descriptor::{FieldDescriptor, MessageDescriptor, Presence};
pub use element::Element;
pub use missing::MissingField;
pub use value::{Slot, Value};

use crate::json::{self, DecodeError};
use crate::validate::{self, Violations};

/// A protobuf message.
///
/// Implemented by generated code. The provided methods are for you; the required ones give this
/// crate access to the fields.
pub trait Message: Any + fmt::Debug + Send + Sync {
    /// The descriptor of the type: its full protobuf name and its fields in schema order.
    fn descriptor(&self) -> &'static MessageDescriptor;

    /// The value of the field at `index` of [`MessageDescriptor::fields`].
    ///
    /// [`Value::Absent`] if the field has presence and is not set, or if there is no such field.
    fn get(&self, index: usize) -> Value<'_>;

    /// The slot of the field at `index`. A field with presence that is not set is set to its default.
    ///
    /// Setting a field of a oneof clears the others. Returns [`Slot::None`] if there is no such
    /// field.
    fn slot(&mut self, index: usize) -> Slot<'_>;

    /// Decodes a message from ProtoJSON.
    ///
    /// Absent fields keep their default values; unknown fields are ignored. To reject or report
    /// them, use [`ReadOptions`](crate::json::ReadOptions).
    ///
    /// # Errors
    ///
    /// Returns an error if the input is not valid JSON or a value does not fit its field. The error
    /// has the JSON path, the position, and what was expected.
    fn from_json(json: impl AsRef<[u8]>) -> Result<Self, DecodeError>
    where
        Self: Default,
    {
        let mut message = Self::default();
        json::decode_into(json.as_ref(), &mut message)?;
        Ok(message)
    }

    /// Encodes the message as canonical ProtoJSON: in schema order, without default values.
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
    /// Returns all violations, not only the first.
    fn validate(&self) -> Result<(), Violations>
    where
        Self: Sized,
    {
        validate::validate(self)
    }
}
