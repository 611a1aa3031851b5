//! The messages of `grpc.reflection.v1`, in the form of generated code.
//!
//! A response has no list of extension numbers, because proto3 messages have no extensions.

use crate::message::{
    Element, Encoding, FieldChunk, FieldDescriptor, LazySlot, Message, MessageDescriptor, Presence,
    Slot, SlotChunk, UnknownFields, Value,
};
use crate::scalar::Bytes;

/// Defines messages of fields without presence.
macro_rules! messages {
    ($(
        $(#[$doc:meta])*
        $message:ident {
            $( $kind:ident $field:ident: $type:ty = $descriptor:expr; )+
        }
    )+) => { $(
        $(#[$doc])*
        #[derive(Debug, Default)]
        pub(super) struct $message {
            $( pub(super) $field: $type, )+
        }

        impl Message for $message {
            fn descriptor(&self) -> &'static MessageDescriptor {
                static FIELDS: &[FieldDescriptor] = &[$( $descriptor ),+];
                static DESCRIPTOR: MessageDescriptor = MessageDescriptor::new(
                    concat!("grpc.reflection.v1.", stringify!($message)),
                    FIELDS,
                    &[],
                );
                &DESCRIPTOR
            }

            fn chunk(&self, _: usize) -> FieldChunk<'_> {
                let values = [$( messages!(@value $kind self.$field) ),+];
                FieldChunk::new(self.descriptor(), UnknownFields::NONE, values)
            }

            fn slots(&mut self, _: usize) -> SlotChunk<'_> {
                let descriptor = self.descriptor();
                let slots = [$( LazySlot::Slot(messages!(@slot $kind self.$field)) ),+];
                SlotChunk::without_unknown(descriptor, slots)
            }
        }
    )+ };
    (@value single $field:expr) => { Element::value(&$field) };
    (@value list $field:expr) => { Value::List(&$field) };
    (@slot single $field:expr) => { Element::slot(&mut $field) };
    (@slot list $field:expr) => { Slot::List(&mut $field) };
}

messages! {
    /// An extension of a message.
    ExtensionRequest {
        single containing_type: String = field(1, "containing_type", "containingType");
        single extension_number: i32 =
            field(2, "extension_number", "extensionNumber").encoded(Encoding::Varint);
    }

    /// Files, each an encoded `google.protobuf.FileDescriptorProto`.
    FileDescriptorResponse {
        list file_descriptor_proto: Vec<Bytes> =
            field(1, "file_descriptor_proto", "fileDescriptorProto");
    }

    /// The services of the server.
    ListServiceResponse {
        list service: Vec<ServiceResponse> = field(1, "service", "service");
    }

    /// The full name of a service.
    ServiceResponse {
        single name: String = field(1, "name", "name");
    }

    /// Why a request has no result. The stream goes on.
    ErrorResponse {
        single error_code: i32 = field(1, "error_code", "errorCode").encoded(Encoding::Varint);
        single error_message: String = field(2, "error_message", "errorMessage");
    }
}

const fn field(number: u32, name: &'static str, json_name: &'static str) -> FieldDescriptor {
    FieldDescriptor::new(number, name, json_name, Presence::Implicit)
}

const fn variant(number: u32, name: &'static str, json_name: &'static str) -> FieldDescriptor {
    FieldDescriptor::new(number, name, json_name, Presence::Oneof(0))
}

/// One question.
#[derive(Debug, Default)]
pub(super) struct ReflectionRequest {
    pub(super) host: String,
    pub(super) query: Query,
}

/// What a request asks for.
#[derive(Debug, Default)]
pub(super) enum Query {
    #[default]
    None,
    FileByFilename(String),
    FileContainingSymbol(String),
    FileContainingExtension(ExtensionRequest),
    AllExtensionNumbersOfType(String),
    /// The text has no meaning.
    ListServices(String),
}

impl ReflectionRequest {
    pub(super) const NAME: &'static str = "grpc.reflection.v1.ServerReflectionRequest";

    fn value(&self, index: usize) -> Value<'_> {
        match (index, &self.query) {
            (0, _) => Value::String(&self.host),
            (1, Query::FileByFilename(text))
            | (2, Query::FileContainingSymbol(text))
            | (4, Query::AllExtensionNumbersOfType(text))
            | (5, Query::ListServices(text)) => Value::String(text),
            (3, Query::FileContainingExtension(extension)) => Value::Message(extension),
            _ => Value::Absent,
        }
    }
}

impl Message for ReflectionRequest {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static FIELDS: [FieldDescriptor; 6] = [
            field(1, "host", "host"),
            variant(3, "file_by_filename", "fileByFilename"),
            variant(4, "file_containing_symbol", "fileContainingSymbol"),
            variant(5, "file_containing_extension", "fileContainingExtension"),
            variant(6, "all_extension_numbers_of_type", "allExtensionNumbersOfType"),
            variant(7, "list_services", "listServices"),
        ];
        static DESCRIPTOR: MessageDescriptor =
            MessageDescriptor::new(ReflectionRequest::NAME, &FIELDS, &["message_request"]);
        &DESCRIPTOR
    }

    fn chunk(&self, chunk: usize) -> FieldChunk<'_> {
        FieldChunk::read(self.descriptor(), UnknownFields::NONE, chunk, |index| self.value(index))
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        let mut slots = [const { LazySlot::Oneof }; 6];
        slots[0] = LazySlot::Slot(Slot::String(&mut self.host));
        SlotChunk::without_unknown(descriptor, slots)
    }

    fn oneof_slot(&mut self, index: usize) -> Slot<'_> {
        if matches!(self.value(index), Value::Absent) {
            self.query = match index {
                1 => Query::FileByFilename(String::new()),
                2 => Query::FileContainingSymbol(String::new()),
                3 => Query::FileContainingExtension(ExtensionRequest::default()),
                4 => Query::AllExtensionNumbersOfType(String::new()),
                5 => Query::ListServices(String::new()),
                _ => return Slot::None,
            };
        }
        match &mut self.query {
            Query::None => Slot::None,
            Query::FileByFilename(text)
            | Query::FileContainingSymbol(text)
            | Query::AllExtensionNumbersOfType(text)
            | Query::ListServices(text) => Slot::String(text),
            Query::FileContainingExtension(extension) => Slot::Message(extension),
        }
    }
}

/// The answer to a question.
#[derive(Debug, Default)]
pub(super) struct ReflectionResponse {
    pub(super) valid_host: String,
    pub(super) original_request: Option<ReflectionRequest>,
    pub(super) answer: Answer,
}

/// The result, or why there is none.
#[derive(Debug, Default)]
pub(super) enum Answer {
    #[default]
    None,
    Files(FileDescriptorResponse),
    Services(ListServiceResponse),
    Error(ErrorResponse),
}

impl ReflectionResponse {
    pub(super) const NAME: &'static str = "grpc.reflection.v1.ServerReflectionResponse";

    fn value(&self, index: usize) -> Value<'_> {
        match (index, &self.answer) {
            (0, _) => Value::String(&self.valid_host),
            (1, _) => Value::optional(&self.original_request),
            (2, Answer::Files(files)) => Value::Message(files),
            (3, Answer::Services(services)) => Value::Message(services),
            (4, Answer::Error(error)) => Value::Message(error),
            _ => Value::Absent,
        }
    }
}

impl Message for ReflectionResponse {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static FIELDS: [FieldDescriptor; 5] = [
            field(1, "valid_host", "validHost"),
            FieldDescriptor::new(2, "original_request", "originalRequest", Presence::Explicit),
            variant(4, "file_descriptor_response", "fileDescriptorResponse"),
            variant(6, "list_services_response", "listServicesResponse"),
            variant(7, "error_response", "errorResponse"),
        ];
        static DESCRIPTOR: MessageDescriptor =
            MessageDescriptor::new(ReflectionResponse::NAME, &FIELDS, &["message_response"]);
        &DESCRIPTOR
    }

    fn chunk(&self, chunk: usize) -> FieldChunk<'_> {
        FieldChunk::read(self.descriptor(), UnknownFields::NONE, chunk, |index| self.value(index))
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        let slots = [
            LazySlot::Slot(Slot::String(&mut self.valid_host)),
            LazySlot::Optional(&mut self.original_request),
            LazySlot::Oneof,
            LazySlot::Oneof,
            LazySlot::Oneof,
        ];
        SlotChunk::without_unknown(descriptor, slots)
    }

    fn oneof_slot(&mut self, index: usize) -> Slot<'_> {
        if matches!(self.value(index), Value::Absent) {
            self.answer = match index {
                2 => Answer::Files(FileDescriptorResponse::default()),
                3 => Answer::Services(ListServiceResponse::default()),
                4 => Answer::Error(ErrorResponse::default()),
                _ => return Slot::None,
            };
        }
        match &mut self.answer {
            Answer::None => Slot::None,
            Answer::Files(files) => Slot::Message(files),
            Answer::Services(services) => Slot::Message(services),
            Answer::Error(error) => Slot::Message(error),
        }
    }
}
