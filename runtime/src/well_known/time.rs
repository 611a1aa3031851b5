//! The messages of timestamps and durations, which exist inside of an [`Any`](super::Any) only.
//!
//! Fields of messages hold them as scalars.

use crate::message::{
    Encoding, FieldChunk, FieldDescriptor, LazySlot, Message, MessageDescriptor, Presence, Slot,
    SlotChunk, UnknownFields, Value, WellKnown,
};
use crate::scalar::{Duration, Timestamp};

const FIELDS: &[FieldDescriptor] = &[
    FieldDescriptor::new(1, "seconds", "seconds", Presence::Implicit).encoded(Encoding::Varint),
    FieldDescriptor::new(2, "nanos", "nanos", Presence::Implicit).encoded(Encoding::Varint),
];

macro_rules! time {
    ($( $message:ident of $time:ident, )+) => { $(
        /// The message of a time.
        #[derive(Clone, Default, PartialEq)]
        pub(super) struct $message {
            seconds: i64,
            nanos: i32,
            _unknown: UnknownFields,
        }

        impl From<$time> for $message {
            fn from(time: $time) -> Self {
                // The nanoseconds are below one billion.
                let nanos = i32::try_from(time.nanos()).unwrap_or_default();
                Self { seconds: time.seconds(), nanos, _unknown: UnknownFields::default() }
            }
        }

        impl Message for $message {
            fn descriptor(&self) -> &'static MessageDescriptor {
                static DESCRIPTOR: MessageDescriptor = MessageDescriptor::new(
                    concat!("google.protobuf.", stringify!($time)),
                    FIELDS,
                    &[],
                )
                .well_known(WellKnown::$time);
                &DESCRIPTOR
            }

            fn chunk(&self, _: usize) -> FieldChunk<'_> {
                let values = [Value::I64(self.seconds), Value::I32(self.nanos)];
                FieldChunk::new(self.descriptor(), &self._unknown, values)
            }

            fn slots(&mut self, _: usize) -> SlotChunk<'_> {
                let descriptor = self.descriptor();
                let slots = [
                    LazySlot::Slot(Slot::I64(&mut self.seconds)),
                    LazySlot::Slot(Slot::I32(&mut self.nanos)),
                ];
                SlotChunk::new(descriptor, &mut self._unknown, slots)
            }
        }

        crate::__message_traits!($message);
    )+ };
}

time! {
    TimestampMessage of Timestamp,
    DurationMessage of Duration,
}
