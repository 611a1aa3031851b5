//! The messages of `grpc.health.v1`, in the form of generated code.

use crate::enumeration::{EnumDescriptor, EnumValueDescriptor, Enumeration, RawUnknown};
use crate::message::{
    Encoding, FieldDescriptor, Message, MessageDescriptor, Presence, Slot, Value,
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

    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => Value::String(&self.service),
            _ => Value::Absent,
        }
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => Slot::String(&mut self.service),
            _ => Slot::None,
        }
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

    fn get(&self, index: usize) -> Value<'_> {
        match index {
            0 => Value::Enum(&self.status),
            _ => Value::Absent,
        }
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => Slot::Enum(&mut self.status),
            _ => Slot::None,
        }
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
