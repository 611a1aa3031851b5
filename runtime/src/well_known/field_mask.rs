//! [`FieldMask`]: paths of fields.

use crate::message::{
    FieldChunk, FieldDescriptor, LazySlot, Message, MessageDescriptor, Presence, Slot, SlotChunk,
    UnknownFields, Value, WellKnown,
};

/// `google.protobuf.FieldMask`: paths of fields, such as `metadata.name`, in the names of the schema.
///
/// JSON is one string, in which commas separate the paths and names are in lowerCamelCase. A path has
/// no JSON form if it would be read back as another one, such as `fooBar`.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct FieldMask {
    /// The paths.
    pub paths: Vec<String>,
    _unknown: UnknownFields,
}

impl<P: Into<String>> FromIterator<P> for FieldMask {
    fn from_iter<I: IntoIterator<Item = P>>(paths: I) -> Self {
        let paths = paths.into_iter().map(Into::into).collect();
        Self { paths, _unknown: UnknownFields::default() }
    }
}

impl<P: Into<String>, const N: usize> From<[P; N]> for FieldMask {
    fn from(paths: [P; N]) -> Self {
        paths.into_iter().collect()
    }
}

impl From<Vec<String>> for FieldMask {
    fn from(paths: Vec<String>) -> Self {
        Self { paths, _unknown: UnknownFields::default() }
    }
}

impl Message for FieldMask {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static DESCRIPTOR: MessageDescriptor = MessageDescriptor::new(
            "google.protobuf.FieldMask",
            &[FieldDescriptor::new(1, "paths", "paths", Presence::Implicit)],
            &[],
        )
        .well_known(WellKnown::FieldMask);
        &DESCRIPTOR
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        FieldChunk::new(self.descriptor(), &self._unknown, [Value::List(&self.paths)])
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        let slots = [LazySlot::Slot(Slot::List(&mut self.paths))];
        SlotChunk::new(descriptor, &mut self._unknown, slots)
    }
}

crate::__message_traits!(FieldMask);
crate::__total_message_traits!(FieldMask);
