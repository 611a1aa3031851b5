//! [`FieldMask`]: paths of fields.

use crate::message::{
    FieldDescriptor, Message, MessageDescriptor, Presence, Slot, UnknownFields, Value, WellKnown,
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

    fn get(&self, index: usize) -> Value<'_> {
        if index == 0 { Value::List(&self.paths) } else { Value::Absent }
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        if index == 0 { Slot::List(&mut self.paths) } else { Slot::None }
    }

    crate::__keep_unknown_fields!();
}

crate::__message_traits!(FieldMask);
crate::__total_message_traits!(FieldMask);
