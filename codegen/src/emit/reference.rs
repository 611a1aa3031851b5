//! The reference: descriptions, types and rules as data. Depends on `docs` for the words of rules.

use super::{Item, Source, deprecation, docs};
use crate::ir::{
    Api, Doc, Enum, EnumValue, Example, Field, FieldType, Message, Presence, Rpc, Type,
};
use crate::tokens::{ToTokens, Tokens, quote};

/// `reference.rs`.
pub(super) fn emit(api: &Api) -> Source<'_> {
    let doc = vec![
        "The reference of the API as data, for tools that print it.".to_owned(),
        String::new(),
        "Joined with the descriptors of RPCs and messages by name.".to_owned(),
    ];
    Source::new("src/reference.rs", "api.yaml", doc, || items(api))
}

fn items(api: &Api) -> Vec<Item> {
    let rpcs = api.rpcs().map(|(_, rpc)| self::rpc(rpc));
    let messages = api.messages.iter().map(|message| self::message(api, message));
    let enums = api.enums.iter().map(enumeration);
    let imports = quote! {
        use gitpod_runtime::reference as rt;
    };
    let reference = quote! {
        /// The reference of the API.
        pub static REFERENCE: rt::Reference = rt::Reference::new(RPCS, MESSAGES, ENUMS);
    };
    vec![
        Item::new("imports", imports),
        Item::new("reference", reference),
        Item::new("rpcs", quote!(static RPCS: &[rt::Rpc] = &[#(#rpcs),*];)),
        Item::new("messages", quote!(static MESSAGES: &[rt::Message] = &[#(#messages),*];)),
        Item::new("enums", quote!(static ENUMS: &[rt::Enum] = &[#(#enums),*];)),
    ]
}

fn rpc(rpc: &Rpc) -> Tokens {
    let Rpc { path, doc, examples, .. } = rpc;
    let doc = text(doc);
    let examples = examples.iter().map(|Example { title, request, response }| {
        quote!(rt::Example { title: #title, request: #request, response: #response })
    });
    quote!(rt::Rpc { path: #path, doc: #doc, examples: &[#(#examples),*] })
}

fn message(api: &Api, message: &Message) -> Tokens {
    let Message { full_name, doc, error_detail, fields, .. } = message;
    let doc = text(doc);
    let fields = fields.iter().map(|field| self::field(api, message, field));
    quote! {
        rt::Message {
            name: #full_name,
            doc: #doc,
            error_detail: #error_detail,
            fields: &[#(#fields),*],
        }
    }
}

fn field(api: &Api, message: &Message, field: &Field) -> Tokens {
    let Field { json_name, doc, deprecated, .. } = field;
    let (ty, refers_to) = field_type(api, field.ty);
    let refers_to = option(refers_to);
    let oneof = option(match field.presence {
        Presence::Oneof(oneof) => Some(&message[oneof].name),
        _ => None,
    });
    let rules = docs::rules(field);
    let doc = text(doc);
    let deprecated = option(deprecated.as_ref().map(deprecation::wire_note));
    quote! {
        rt::Field {
            name: #json_name,
            ty: #ty,
            refers_to: #refers_to,
            oneof: #oneof,
            rules: #rules,
            doc: #doc,
            deprecated: #deprecated,
        }
    }
}

/// The type as the schema spells it, and the message or enum in it.
fn field_type(api: &Api, ty: FieldType) -> (String, Option<&str>) {
    let (inner, refers_to) = match ty.inner() {
        Type::Scalar(scalar) => (scalar.name(), None),
        Type::WellKnown(known) => (known.name(), None),
        Type::Enum(id) => (api[id].full_name.as_str(), Some(api[id].full_name.as_str())),
        Type::Message(id) => (api[id].full_name.as_str(), Some(api[id].full_name.as_str())),
    };
    let text = match ty {
        FieldType::Single(_) => inner.to_owned(),
        FieldType::Repeated(_) => format!("repeated {inner}"),
        FieldType::Map(key, _) => format!("map<{}, {inner}>", key.scalar().name()),
    };
    (text, refers_to)
}

fn enumeration(of: &Enum) -> Tokens {
    let Enum { full_name, doc, values, .. } = of;
    let doc = text(doc);
    let values = values.iter().map(|EnumValue { name, doc, .. }| {
        let doc = text(doc);
        quote!(rt::EnumValue { name: #name, doc: #doc })
    });
    quote!(rt::Enum { name: #full_name, doc: #doc, values: &[#(#values),*] })
}

fn text(doc: &Doc) -> String {
    doc.plain().join("\n")
}

fn option<T: ToTokens>(value: Option<T>) -> Tokens {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}
