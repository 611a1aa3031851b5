//! The [`Message`] trait: a descriptor, and the values and slots of fields in chunks.
//!
//! Generated code implements [`Fields`] with about two lines per field, and `Message` follows. JSON,
//! binary, serde, `Debug`, validation, samples and the mock are written over these methods. They take
//! `&dyn Message`, so your build compiles them once and not for every message.
//!
//! Depends on `scalar` and `enumeration`. The methods that decode, encode and validate are in
//! [`MessageExt`](crate::MessageExt), above `json` and `validate`.

mod access;
mod budget;
mod chunk;
mod collection;
mod copy;
mod descriptor;
mod element;
mod encoding;
mod erased;
mod fields;
mod hash;
mod json_key;
mod message_type;
mod missing;
pub mod rules;
#[cfg(feature = "http-client")]
mod sensitive;
mod slot_chunk;
mod unknown_fields;
mod value;
mod well_known;

use std::any::Any;
use std::fmt;

pub(crate) use budget::memory_of;
pub use budget::{Budget, OverBudget};
pub use chunk::FieldChunk;
pub(crate) use chunk::{for_each_field, visit_chunks, visit_fields};
pub use collection::{List, Map, MapEntry, MapKey, MapSlot};
pub use copy::{copy, copy_message};
pub use descriptor::{FieldDescriptor, MessageDescriptor, Presence};
#[doc(hidden)]
pub use element::Element;
pub use encoding::Encoding;
pub(crate) use erased::Erased;
pub use fields::Fields;
pub(crate) use hash::hash;
pub(crate) use json_key::JsonKey;
pub use message_type::MessageType;
pub use missing::MissingField;
#[cfg(feature = "http-client")]
pub(crate) use sensitive::sensitive_field;
pub use slot_chunk::{BoxedField, LazySlot, OptionalField, SlotChunk};
pub use unknown_fields::UnknownFields;
pub use value::{Slot, Value};
pub use well_known::WellKnown;
pub(crate) use well_known::content;

/// A protobuf message.
///
/// Generated code implements it through [`Fields`]. It gives this crate access to the fields. A
/// `dyn Message` has methods for single fields. To decode, encode or validate a message, import
/// [`MessageExt`](crate::MessageExt).
pub trait Message: Any + fmt::Debug + Send + Sync {
    /// The descriptor of the type: its full protobuf name and its fields in schema order.
    fn descriptor(&self) -> &'static MessageDescriptor;

    /// The chunk at an index of the fields in chunks of [`FieldChunk::LEN`].
    ///
    /// The values of a chunk after the last one are unspecified.
    fn chunk(&self, chunk: usize) -> FieldChunk<'_>;

    /// The slots of the chunk at an index; otherwise like [`chunk`](Self::chunk).
    fn slots(&mut self, chunk: usize) -> SlotChunk<'_>;

    /// The slot of a field of a oneof, by its index in [`MessageDescriptor::fields`]. Sets the field to its
    /// default if it is not set, and clears the other fields of the oneof.
    ///
    /// Returns [`Slot::None`] for other fields, by default for all.
    fn oneof_slot(&mut self, index: usize) -> Slot<'_> {
        let _ = index;
        Slot::None
    }
}
