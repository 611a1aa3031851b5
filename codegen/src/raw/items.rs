//! Walks the items of a schema in its order, each with its full name.
//!
//! Used by `inferred`, which lists statements, and by `compare`, which finds the places of changes.

use super::{
    Definitions, Described, Enum, EnumValue, Field, Message, MessageBody, Oneof, Resource, Rpc,
    Schema, Service, Text,
};
use crate::source::Span;

/// An item of a schema, as written.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A service.
    Service(&'a Service),
    /// A resource.
    Resource(&'a Resource),
    /// An RPC.
    Rpc(&'a Rpc),
    /// A message, or the inline message of an RPC.
    Message {
        /// The name, or the name of the RPC.
        name: Span,
        /// The contents.
        body: &'a MessageBody,
        /// The declaration, unless an RPC has the message inline.
        declared: Option<&'a Message>,
    },
    /// A oneof.
    Oneof(&'a Oneof),
    /// A field.
    Field(&'a Field),
    /// An enum.
    Enum(&'a Enum),
    /// An enum value.
    EnumValue(&'a EnumValue),
}

impl<'a> Item<'a> {
    /// The span of the name.
    #[must_use]
    pub fn name(self) -> Span {
        match self {
            Self::Service(item) => item.name.span,
            Self::Resource(item) => item.name.span,
            Self::Rpc(item) => item.name.span,
            Self::Message { name, .. } => name,
            Self::Oneof(item) => item.name.span,
            Self::Field(item) => item.name.span,
            Self::Enum(item) => item.name.span,
            Self::EnumValue(item) => item.name.span,
        }
    }

    /// Its descriptions.
    #[must_use]
    pub fn described(self) -> &'a dyn Described {
        match self {
            Self::Service(item) => item,
            Self::Resource(item) => item,
            Self::Rpc(item) => item,
            Self::Message { body, .. } => body,
            Self::Oneof(item) => item,
            Self::Field(item) => item,
            Self::Enum(item) => item,
            Self::EnumValue(item) => item,
        }
    }

    /// The note for maintainers.
    #[must_use]
    pub fn note(self) -> Option<&'a Text> {
        match self {
            Self::Service(_) | Self::Resource(_) | Self::Oneof(_) | Self::EnumValue(_) => None,
            Self::Rpc(item) => item.note.as_ref(),
            Self::Message { body, .. } => body.note.as_ref(),
            Self::Field(item) => item.note.as_ref(),
            Self::Enum(item) => item.note.as_ref(),
        }
    }
}

/// The items of the files that `api.yaml` lists, in order. The name of a resource is its path after the
/// package; that of an enum value has its enum.
#[must_use]
pub fn items(schema: &Schema) -> Vec<(String, Item<'_>)> {
    let mut walk = Walk(Vec::new());
    for name in &schema.api.files {
        let file = schema.files.iter().find(|file| file.name == name.value);
        if let Some(file) = file {
            walk.file(&schema.api.package.value, &file.definitions);
        }
    }
    walk.0
}

struct Walk<'a>(Vec<(String, Item<'a>)>);

impl<'a> Walk<'a> {
    fn file(&mut self, package: &str, file: &'a Definitions) {
        let service = file.service.as_ref().map(|service| {
            let name = format!("{package}.{}", service.name.value);
            self.0.push((name.clone(), Item::Service(service)));
            name
        });
        for resource in &file.resources {
            self.resource(package, service.as_deref().unwrap_or(package), resource);
        }
        self.types(package, &file.messages, &file.enums);
    }

    fn resource(&mut self, package: &str, service: &str, resource: &'a Resource) {
        self.0.push((format!("{package}.{}", resource.name.value), Item::Resource(resource)));
        for rpc in &resource.rpcs {
            let name = &rpc.name.value;
            self.0.push((format!("{service}.{name}"), Item::Rpc(rpc)));
            for (message, suffix) in [(&rpc.request, "Request"), (&rpc.response, "Response")] {
                let inline = message.as_ref().filter(|message| message.reference.is_none());
                if let Some(message) = inline {
                    let full_name = format!("{package}.{name}{suffix}");
                    self.message(full_name, rpc.name.span, &message.body, None);
                }
            }
        }
        self.types(package, &resource.messages, &resource.enums);
    }

    fn types(&mut self, scope: &str, messages: &'a [Message], enums: &'a [Enum]) {
        for message in messages {
            let Message { name, body, .. } = message;
            self.message(format!("{scope}.{}", name.value), name.span, body, Some(message));
        }
        for of in enums {
            let name = format!("{scope}.{}", of.name.value);
            self.0.push((name.clone(), Item::Enum(of)));
            for value in &of.values {
                self.0.push((format!("{name}.{}", value.name.value), Item::EnumValue(value)));
            }
        }
    }

    fn message(
        &mut self,
        full_name: String,
        name: Span,
        body: &'a MessageBody,
        declared: Option<&'a Message>,
    ) {
        self.0.push((full_name.clone(), Item::Message { name, body, declared }));
        for oneof in &body.oneofs {
            self.0.push((format!("{full_name}.{}", oneof.name.value), Item::Oneof(oneof)));
        }
        for field in &body.fields {
            self.0.push((format!("{full_name}.{}", field.name.value), Item::Field(field)));
        }
        self.types(&full_name, &body.messages, &body.enums);
    }
}
