//! Lists the inferred statements of a schema with their items and spans.
//!
//! Used by `xtask`. Depends on `raw` and `source`.

use crate::raw::{Definitions, Enum, Message, MessageBody, Resource, Schema, Text};
use crate::source::Spanned;

/// An inferred statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    /// The item that it describes: its full name, such as `gitpod.v1.Project.id`.
    pub item: String,
    /// The statement, with the span of its key's value.
    pub text: Spanned<String>,
}

/// Returns the inferred statements in the order of the schema.
#[must_use]
pub fn inferred(schema: &Schema) -> Vec<Inferred> {
    let mut list = List(Vec::new());
    for name in &schema.api.files {
        let file = schema.files.iter().find(|file| file.name == name.value);
        if let Some(file) = file {
            list.file(&schema.api.package.value, &file.definitions);
        }
    }
    list.0
}

struct List(Vec<Inferred>);

impl List {
    fn item(&mut self, name: &str, inferred: Option<&Text>) {
        self.0.extend(inferred.map(|text| Inferred { item: name.to_owned(), text: text.clone() }));
    }

    fn file(&mut self, package: &str, file: &Definitions) {
        let service = file.service.as_ref().map(|service| {
            let name = format!("{package}.{}", service.name.value);
            self.item(&name, service.inferred.as_ref());
            name
        });
        for resource in &file.resources {
            self.resource(package, service.as_deref().unwrap_or(package), resource);
        }
        self.types(package, &file.messages, &file.enums);
    }

    fn resource(&mut self, package: &str, service: &str, resource: &Resource) {
        self.item(&format!("{package}.{}", resource.name.value), resource.inferred.as_ref());
        for rpc in &resource.rpcs {
            let name = &rpc.name.value;
            self.item(&format!("{service}.{name}"), rpc.inferred.as_ref());
            for (message, suffix) in [(&rpc.request, "Request"), (&rpc.response, "Response")] {
                if let Some(message) = message {
                    self.message(&format!("{package}.{name}{suffix}"), &message.body);
                }
            }
        }
        self.types(package, &resource.messages, &resource.enums);
    }

    fn types(&mut self, scope: &str, messages: &[Message], enums: &[Enum]) {
        for message in messages {
            self.message(&format!("{scope}.{}", message.name.value), &message.body);
        }
        for of in enums {
            let name = format!("{scope}.{}", of.name.value);
            self.item(&name, of.inferred.as_ref());
            for value in &of.values {
                self.item(&format!("{name}.{}", value.name.value), value.inferred.as_ref());
            }
        }
    }

    fn message(&mut self, name: &str, body: &MessageBody) {
        self.item(name, body.inferred.as_ref());
        for oneof in &body.oneofs {
            self.item(&format!("{name}.{}", oneof.name.value), oneof.inferred.as_ref());
        }
        for field in &body.fields {
            self.item(&format!("{name}.{}", field.name.value), field.inferred.as_ref());
        }
        self.types(name, &body.messages, &body.enums);
    }
}
