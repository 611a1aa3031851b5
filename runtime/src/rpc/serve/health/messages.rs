//! The messages of `grpc.health.v1`, in the form of generated code.

use crate::enumeration::{EnumDescriptor, EnumValueDescriptor, Enumeration, RawUnknown};
use crate::message::{
    Encoding, FieldChunk, FieldDescriptor, LazySlot, Message, MessageDescriptor, Presence, Slot,
    SlotChunk, UnknownFields, Value,
};

/// Asks for the status of a service, or of the whole server if the name is empty.
#[derive(Debug, Default)]
pub(super) struct CheckRequest {
    pub(super) service: String,
}

impl CheckRequest {
    pub(super) const NAME: &'static str = "grpc.health.v1.HealthCheckRequest";
}

impl Message for CheckRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static FIELDS: [FieldDescriptor; 1] =
            [FieldDescriptor::new(1, "service", "service", Presence::Implicit)];
        static DESCRIPTOR: MessageDescriptor =
            MessageDescriptor::new(CheckRequest::NAME, &FIELDS, &[]);
        &DESCRIPTOR
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let values = [Value::String(&self.service)];
        FieldChunk::new(self.descriptor(), UnknownFields::NONE, values)
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        let slots = [LazySlot::Slot(Slot::String(&mut self.service))];
        SlotChunk::without_unknown(descriptor, slots)
    }
}

/// The status of a service.
#[derive(Debug, Default)]
pub(super) struct CheckResponse {
    pub(super) status: ServingStatus,
}

impl CheckResponse {
    pub(super) const NAME: &'static str = "grpc.health.v1.HealthCheckResponse";
}

impl Message for CheckResponse {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static FIELDS: [FieldDescriptor; 1] =
            [FieldDescriptor::new(1, "status", "status", Presence::Implicit)
                .encoded(Encoding::Varint)];
        static DESCRIPTOR: MessageDescriptor =
            MessageDescriptor::new(CheckResponse::NAME, &FIELDS, &[]);
        &DESCRIPTOR
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let values = [Value::Enum(&self.status)];
        FieldChunk::new(self.descriptor(), UnknownFields::NONE, values)
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        let slots = [LazySlot::Slot(Slot::Enum(&mut self.status))];
        SlotChunk::without_unknown(descriptor, slots)
    }
}

/// The index of a known status, or an unknown one.
#[derive(Debug)]
pub(super) struct ServingStatus(Result<usize, RawUnknown>);

impl ServingStatus {
    pub(super) const SERVING: Self = Self(Ok(1));
}

impl Default for ServingStatus {
    fn default() -> Self {
        Self(Ok(0))
    }
}

impl Enumeration for ServingStatus {
    fn descriptor(&self) -> &'static EnumDescriptor {
        static DESCRIPTOR: EnumDescriptor = EnumDescriptor::new(
            "grpc.health.v1.HealthCheckResponse.ServingStatus",
            &[
                EnumValueDescriptor::new("UNKNOWN", 0),
                EnumValueDescriptor::new("SERVING", 1),
                EnumValueDescriptor::new("NOT_SERVING", 2),
                EnumValueDescriptor::new("SERVICE_UNKNOWN", 3),
            ],
        );
        &DESCRIPTOR
    }

    fn index(&self) -> Result<usize, &RawUnknown> {
        self.0.as_ref().copied()
    }

    fn assign(&mut self, value: Result<usize, RawUnknown>) {
        self.0 = value;
    }
}
