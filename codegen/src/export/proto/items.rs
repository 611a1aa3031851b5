//! Writes services, messages and enums.

use super::deprecation::sentence;
use super::names::Names;
use super::option::FieldOption;
use super::text::{Empty, Text, quoted};
use super::{reserved, rules};
use crate::ir::{
    Api, Deprecation, Doc, Enum, EnumAlias, EnumValue, Field, FieldType, Idempotency, Member,
    Message, Oneof, Presence, Rpc, Service, Type, TypeId,
};
use crate::protobuf::{self, ENUM_NUMBERS, FIELD_NUMBERS};

/// The option that deprecates the enclosing item.
const DEPRECATED: &str = "option deprecated = true;";

/// Writes items, resolving references to types.
#[derive(Debug, Clone, Copy)]
pub(super) struct Items<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    /// Whether validation rules are written.
    pub(super) rules: bool,
}

impl Items<'_> {
    /// Writes a service with its RPCs.
    pub(super) fn service(self, service: &Service, text: &mut Text) {
        text.member(&service.doc, None);
        text.block(&format!("service {}", service.name), Empty::Braces, |text| {
            for rpc in &service.rpcs {
                self.rpc(rpc, text);
            }
        });
    }

    fn rpc(self, rpc: &Rpc, text: &mut Text) {
        let Rpc { name, request, response, idempotency, deprecated, doc, .. } = rpc;
        text.member(doc, sentence(deprecated.as_ref()).as_deref());
        let request = self.type_name(Type::Message(*request), "");
        let response = self.type_name(Type::Message(*response), "");
        let head = format!("rpc {name}({request}) returns ({response})");
        text.block(&head, Empty::Semicolon, |text| {
            if deprecated.is_some() {
                text.line(DEPRECATED);
            }
            match idempotency {
                Idempotency::Unknown => {}
                Idempotency::NoSideEffects => {
                    text.line("option idempotency_level = NO_SIDE_EFFECTS;");
                }
                Idempotency::Idempotent => text.line("option idempotency_level = IDEMPOTENT;"),
            }
        });
    }

    /// Writes a message with its nested types, or an enum.
    pub(super) fn type_declaration(self, id: TypeId, text: &mut Text) {
        match id {
            TypeId::Message(id) => self.message(&self.api[id], text),
            TypeId::Enum(id) => self.enumeration(&self.api[id], text),
        }
    }

    fn message(self, message: &Message, text: &mut Text) {
        let Message { doc, nested, reserved, deprecated, .. } = message;
        text.member(doc, sentence(deprecated.as_ref()).as_deref());
        text.block(&format!("message {}", message.short_name()), Empty::Braces, |text| {
            if deprecated.is_some() {
                text.line(DEPRECATED);
            }
            reserved::write(reserved, &FIELD_NUMBERS, text);
            for id in nested {
                self.type_declaration(*id, text);
            }
            for member in message.members() {
                match member {
                    Member::Field(field) => self.field(field, message, text),
                    Member::Oneof(oneof) => self.oneof(oneof, message, text),
                }
            }
        });
    }

    fn oneof(self, oneof: &Oneof, message: &Message, text: &mut Text) {
        text.member(&oneof.doc, None);
        text.block(&format!("oneof {}", oneof.name), Empty::Braces, |text| {
            if self.rules && rules::is_required(oneof, message) {
                let option = self.names.option(rules::ONEOF);
                text.line(&format!("option {option}.required = true;"));
                text.gap();
            }
            for arm in oneof.arms(message) {
                self.field(arm, message, text);
            }
        });
    }

    fn field(self, field: &Field, message: &Message, text: &mut Text) {
        let Field { name, json_name, number, ty, presence, packed, deprecated, doc, .. } = field;
        text.member(doc, sentence(deprecated.as_ref()).as_deref());
        let label = match presence {
            Presence::Optional => "optional ",
            Presence::Implicit | Presence::Message | Presence::Oneof(_) => "",
        };
        let ty = self.field_type(*ty, &message.name);
        let mut options = Vec::new();
        if *json_name != protobuf::json_name(name) {
            options.push(FieldOption::new("json_name", quoted(json_name)));
        }
        options.extend((!packed).then(|| FieldOption::new("packed", "false")));
        options.extend(deprecated.as_ref().map(|_| FieldOption::new("deprecated", "true")));
        if self.rules {
            let option = self.names.option(rules::FIELD);
            let rules = rules::of_field(field, message).into_iter();
            options.extend(rules.map(|rule| FieldOption::member(&option, rule)));
        }
        text.declaration(&format!("{label}{ty} {name} = {number}"), &options);
    }

    fn enumeration(self, declared: &Enum, text: &mut Text) {
        let Enum { doc, values, reserved, deprecated, .. } = declared;
        let short_name = declared.short_name();
        text.member(doc, sentence(deprecated.as_ref()).as_deref());
        text.block(&format!("enum {short_name}"), Empty::Braces, |text| {
            if deprecated.is_some() {
                text.line(DEPRECATED);
            }
            if values.iter().any(|value| !value.aliases.is_empty()) {
                text.line("option allow_alias = true;");
            }
            reserved::write(reserved, &ENUM_NUMBERS, text);
            for EnumValue { name, number, aliases, deprecated, doc, .. } in values {
                value(name, *number, deprecated.as_ref(), doc, text);
                for EnumAlias { name, deprecated, doc } in aliases {
                    value(name, *number, deprecated.as_ref(), doc, text);
                }
            }
        });
    }

    fn field_type(self, ty: FieldType, scope: &str) -> String {
        match ty {
            FieldType::Single(ty) => self.type_name(ty, scope),
            FieldType::Repeated(ty) => format!("repeated {}", self.type_name(ty, scope)),
            FieldType::Map(key, ty) => {
                format!("map<{}, {}>", key.scalar().name(), self.type_name(ty, scope))
            }
        }
    }

    fn type_name(self, ty: Type, scope: &str) -> String {
        match ty {
            Type::Scalar(scalar) => self.names.scalar(scalar),
            Type::WellKnown(known) => self.names.foreign(known.full_name()),
            Type::Enum(id) => self.names.reference(&self.api[id].name, scope),
            Type::Message(id) => self.names.reference(&self.api[id].name, scope),
        }
    }
}

/// Writes a value of an enum.
fn value(name: &str, number: i32, deprecated: Option<&Deprecation>, doc: &Doc, text: &mut Text) {
    text.member(doc, sentence(deprecated).as_deref());
    let option = deprecated.map(|_| FieldOption::new("deprecated", "true"));
    text.declaration(&format!("{name} = {number}"), option.as_slice());
}
