//! The wrappers: messages with one scalar, for fields whose absence differs from the default.

use crate::message::{
    Encoding, FieldChunk, FieldDescriptor, LazySlot, Message, MessageDescriptor, Presence, Slot,
    SlotChunk, UnknownFields, Value, WellKnown,
};
use crate::scalar::Bytes;

macro_rules! wrappers {
    ($( $name:ident($type:ty) = $kind:ident, $encoding:ident, $spelled:literal, |$value:ident| $look:expr; )+) => { $(
        #[doc = concat!("`google.protobuf.", stringify!($name), "`: a `", $spelled, "` in a message. JSON is that of the `", $spelled, "`.")]
        #[derive(Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            /// The value.
            pub value: $type,
            _unknown: UnknownFields,
        }

        impl From<$type> for $name {
            fn from(value: $type) -> Self {
                Self { value, _unknown: UnknownFields::default() }
            }
        }

        impl From<$name> for $type {
            fn from(wrapper: $name) -> Self {
                wrapper.value
            }
        }

        impl Message for $name {
            fn descriptor(&self) -> &'static MessageDescriptor {
                static DESCRIPTOR: MessageDescriptor = MessageDescriptor::new(
                    concat!("google.protobuf.", stringify!($name)),
                    &[FieldDescriptor::new(1, "value", "value", Presence::Implicit)
                        .encoded(Encoding::$encoding)],
                    &[],
                )
                .well_known(WellKnown::Wrapper);
                &DESCRIPTOR
            }

            fn chunk(&self, _: usize) -> FieldChunk<'_> {
                let $value = &self.value;
                FieldChunk::new(self.descriptor(), &self._unknown, [Value::$kind($look)])
            }

            fn slots(&mut self, _: usize) -> SlotChunk<'_> {
                let descriptor = self.descriptor();
                let slots = [LazySlot::Slot(Slot::$kind(&mut self.value))];
                SlotChunk::new(descriptor, &mut self._unknown, slots)
            }
        }

        crate::__message_traits!($name);
    )+ };
}

wrappers! {
    DoubleValue(f64) = F64, Fixed64, "double", |value| *value;
    FloatValue(f32) = F32, Fixed32, "float", |value| *value;
    Int64Value(i64) = I64, Varint, "int64", |value| *value;
    UInt64Value(u64) = U64, Varint, "uint64", |value| *value;
    Int32Value(i32) = I32, Varint, "int32", |value| *value;
    UInt32Value(u32) = U32, Varint, "uint32", |value| *value;
    BoolValue(bool) = Bool, Varint, "bool", |value| *value;
    StringValue(String) = String, Length, "string", |value| value;
    BytesValue(Bytes) = Bytes, Length, "bytes", |value| value;
}

crate::__total_message_traits!(Int64Value);
crate::__total_message_traits!(UInt64Value);
crate::__total_message_traits!(Int32Value);
crate::__total_message_traits!(UInt32Value);
crate::__total_message_traits!(BoolValue);
crate::__total_message_traits!(StringValue);
crate::__total_message_traits!(BytesValue);

impl From<&str> for StringValue {
    fn from(value: &str) -> Self {
        value.to_owned().into()
    }
}

impl From<Vec<u8>> for BytesValue {
    fn from(value: Vec<u8>) -> Self {
        Bytes::from(value).into()
    }
}
