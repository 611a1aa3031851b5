//! The [`Message`] trait: a descriptor, a getter and a setter by field index.
//!
//! Generated code implements it with about two lines per field. JSON, serde, `Debug`, validation,
//! samples and the mock are written over these three methods. They take `&dyn Message`, so your
//! build compiles them once and not for every message.
//!
//! Depends on `scalar` and `enumeration`. The methods that decode, encode and validate are in
//! [`MessageExt`](crate::MessageExt), above `json` and `validate`.

mod budget;
mod by_name;
mod chunk;
mod collection;
mod copy;
mod descriptor;
mod element;
mod encoding;
mod erased;
mod hash;
mod message_type;
mod missing;
pub mod rules;
#[cfg(feature = "http-client")]
mod sensitive;
mod unknown_fields;
mod value;
mod well_known;

use std::any::Any;
use std::fmt;

pub use budget::{Budget, OverBudget};
pub use chunk::FieldChunk;
pub(crate) use chunk::{for_each_field, get_in_chunk, visit_fields};
pub use collection::{List, Map, MapEntry, MapKey, MapSlot};
pub use copy::{copy, copy_message};
pub use descriptor::{FieldDescriptor, MessageDescriptor, Presence};
#[doc(hidden)]
pub use element::Element;
pub use encoding::Encoding;
pub(crate) use erased::Erased;
pub(crate) use hash::hash;
pub use message_type::MessageType;
pub use missing::MissingField;
#[cfg(feature = "http-client")]
pub(crate) use sensitive::sensitive_field;
pub use unknown_fields::UnknownFields;
pub use value::{Slot, Value};
pub use well_known::WellKnown;
pub(crate) use well_known::content;

/// A protobuf message.
///
/// Implemented by generated code. It gives this crate access to the fields. To decode, encode or
/// validate a message, import [`MessageExt`](crate::MessageExt).
pub trait Message: Any + fmt::Debug + Send + Sync {
    /// The descriptor of the type: its full protobuf name and its fields in schema order.
    fn descriptor(&self) -> &'static MessageDescriptor;

    /// The value of the field at `index` of [`MessageDescriptor::fields`].
    ///
    /// [`Value::Absent`] if the field has presence and is not set, or if there is no such field.
    fn get(&self, index: usize) -> Value<'_>;

    /// The chunk at `chunk` of the fields in chunks of [`FieldChunk::LEN`], for encoders.
    ///
    /// By default made with [`get`](Self::get). Generated code implements this method, and `get` with
    /// it. The values of a chunk after the last one are unspecified.
    fn chunk(&self, chunk: usize) -> FieldChunk<'_> {
        FieldChunk::read(self.descriptor(), self.unknown_fields(), chunk, &|index| self.get(index))
    }

    /// The slot of the field at `index`. A field with presence that is not set is set to its default.
    ///
    /// Setting a field of a oneof clears the others. Returns [`Slot::None`] if there is no such
    /// field.
    fn slot(&mut self, index: usize) -> Slot<'_>;

    /// The unknown fields of binary input. By default none, for types that do not keep them.
    fn unknown_fields(&self) -> &UnknownFields {
        UnknownFields::NONE
    }

    /// The place where unknown fields of binary input are kept. By default `None`: they are skipped.
    fn unknown_fields_mut(&mut self) -> Option<&mut UnknownFields> {
        None
    }
}
