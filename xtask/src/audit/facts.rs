//! Facts: what a schema says that descriptors say, too, item by item. Descriptions, examples and
//! documented names are not among them.
//!
//! Used by `compare` and, for drafts, by `conformance`. Depends on the schema as written only, so a
//! schema that the generator would reject can be compared.

mod rules;

use std::collections::BTreeMap;

use gitpod_codegen::raw::{
    Deprecation, Enum, Field, Idempotency, Message, MessageBody, Required, Rpc, RpcMessage, Schema,
    Text, Validation,
};

/// The kind of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Service,
    Rpc,
    Message,
    Oneof,
    Field,
    Enum,
    Value,
}

impl Kind {
    /// All kinds, in the order of reports.
    pub(crate) const ALL: [Self; 7] = [
        Self::Service,
        Self::Rpc,
        Self::Message,
        Self::Oneof,
        Self::Field,
        Self::Enum,
        Self::Value,
    ];

    /// The word before the name of an item.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Rpc => "rpc",
            Self::Message => "message",
            Self::Oneof => "oneof",
            Self::Field => "field",
            Self::Enum => "enum",
            Self::Value => "value",
        }
    }
}

/// An item by its kind and its name within the package, such as `field Project.id`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Item {
    pub(crate) kind: Kind,
    pub(crate) name: String,
}

impl Item {
    pub(crate) fn new(kind: Kind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into() }
    }

    /// Reads an item as it is displayed.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (word, name) = text.split_once(' ')?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word)?;
        (!name.is_empty() && !name.contains(' ')).then(|| Self::new(kind, name))
    }

    /// The item that declares this one: a field is part of its message, and a nested message of the
    /// outer one.
    pub(crate) fn owner(&self) -> Option<Self> {
        let (owner, _) = self.name.rsplit_once('.')?;
        let kind = match self.kind {
            Kind::Service | Kind::Rpc => Kind::Service,
            Kind::Message | Kind::Oneof | Kind::Field | Kind::Enum => Kind::Message,
            Kind::Value => Kind::Enum,
        };
        Some(Self::new(kind, owner))
    }
}

impl std::fmt::Display for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind.word(), self.name)
    }
}

/// What is said about one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// The values by attribute. An attribute that is left out has its default.
    pub(crate) attributes: BTreeMap<String, String>,
    /// The names of the messages and enums that the item refers to.
    pub(crate) types: Vec<String>,
}

impl Said {
    fn set(&mut self, attribute: &str, value: impl Into<String>) {
        self.attributes.insert(attribute.to_owned(), value.into());
    }

    fn set_text(&mut self, attribute: &str, value: Option<&Text>) {
        if let Some(text) = value {
            self.set(attribute, text.value.as_str());
        }
    }

    fn mark(&mut self, attribute: &str, is_set: bool) {
        if is_set {
            self.set(attribute, "yes");
        }
    }

    fn deprecated(&mut self, deprecation: Option<&Deprecation>) {
        self.mark("deprecated", deprecation.is_some());
    }
}

/// The facts of a schema.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Facts(pub(crate) BTreeMap<Item, Said>);

impl Facts {
    /// The facts of a schema as it is written.
    pub(crate) fn of(schema: &Schema) -> Self {
        let mut facts = Self::default();
        for file in &schema.files {
            let definitions = &file.definitions;
            let service = definitions.service.as_ref().map(|service| service.name.value.as_str());
            if let Some(service) = service {
                facts.add(Kind::Service, service.to_owned(), Said::default());
            }
            for resource in &definitions.resources {
                for rpc in &resource.rpcs {
                    facts.rpc(service.unwrap_or_default(), rpc);
                }
                facts.types("", &resource.messages, &resource.enums);
            }
            facts.types("", &definitions.messages, &definitions.enums);
        }
        facts
    }

    /// The services, RPCs, messages and enums with a name. An RPC may be named without its service.
    pub(crate) fn named(&self, name: &str) -> impl Iterator<Item = &Item> {
        self.0.keys().filter(move |item| match item.kind {
            Kind::Service | Kind::Message | Kind::Enum => item.name == name,
            Kind::Rpc => {
                item.name == name || item.name.rsplit('.').next().is_some_and(|last| last == name)
            }
            Kind::Oneof | Kind::Field | Kind::Value => false,
        })
    }

    /// The number of items.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The number of items of a kind.
    pub(crate) fn count(&self, kind: Kind) -> usize {
        self.0.keys().filter(|item| item.kind == kind).count()
    }

    /// What is said about the RPCs, fields and oneofs of an item.
    pub(crate) fn parts(&self, item: &Item) -> impl Iterator<Item = &Said> {
        let (first, after) = (format!("{}.", item.name), format!("{}/", item.name));
        let kinds: &[Kind] = match item.kind {
            Kind::Service => &[Kind::Rpc],
            Kind::Message => &[Kind::Oneof, Kind::Field],
            Kind::Rpc | Kind::Oneof | Kind::Field | Kind::Enum | Kind::Value => &[],
        };
        kinds.iter().flat_map(move |kind| {
            // A slash follows a dot, so the range has the names that begin with the first.
            let range = Item::new(*kind, first.as_str())..Item::new(*kind, after.as_str());
            let length = first.len();
            let is_part = move |item: &Item| !item.name.get(length..).unwrap_or("").contains('.');
            self.0.range(range).filter(move |(item, _)| is_part(item)).map(|(_, said)| said)
        })
    }

    /// Adds a statement that the format of schemas cannot express, so that it differs from any schema.
    pub(crate) fn add_inexpressible(&mut self, item: Item, what: &str) {
        let said = self.0.entry(item).or_default();
        let known = said.attributes.entry(INEXPRESSIBLE.to_owned()).or_default();
        if !known.is_empty() {
            known.push_str(", ");
        }
        known.push_str(what);
    }

    fn add(&mut self, kind: Kind, name: String, said: Said) {
        self.0.insert(Item::new(kind, name), said);
    }

    fn rpc(&mut self, service: &str, rpc: &Rpc) {
        let name = &rpc.name.value;
        let mut said = Said::default();
        let sides = [("request", &rpc.request, "Request"), ("response", &rpc.response, "Response")];
        for (attribute, message, suffix) in sides {
            let ty = self.called(name, message.as_ref(), suffix);
            said.set(attribute, ty.as_str());
            said.types.push(ty);
        }
        if let Some(level) = rpc.idempotency {
            said.set(
                "idempotency",
                match level {
                    Idempotency::NoSideEffects => "no_side_effects",
                    Idempotency::Idempotent => "idempotent",
                },
            );
        }
        said.deprecated(rpc.deprecated.as_ref());
        self.add(Kind::Rpc, format!("{service}.{name}"), said);
    }

    /// The name of the request or response of an RPC, which may be declared inside of it.
    fn called(&mut self, rpc: &str, message: Option<&RpcMessage>, suffix: &str) -> String {
        let name = format!("{rpc}{suffix}");
        match message {
            Some(RpcMessage { reference: Some(reference), .. }) => return reference.value.clone(),
            Some(RpcMessage { body, .. }) => self.message(&name, body),
            None => {}
        }
        name
    }

    fn types(&mut self, scope: &str, messages: &[Message], enums: &[Enum]) {
        for message in messages {
            self.message(&format!("{scope}{}", message.name.value), &message.body);
        }
        for of in enums {
            self.enumeration(&format!("{scope}{}", of.name.value), of);
        }
    }

    fn message(&mut self, name: &str, body: &MessageBody) {
        let mut said = Said::default();
        said.deprecated(body.deprecated.as_ref());
        said.types = body
            .messages
            .iter()
            .map(|message| &message.name)
            .chain(body.enums.iter().map(|of| &of.name))
            .map(|nested| format!("{name}.{}", nested.value))
            .collect();
        self.add(Kind::Message, name.to_owned(), said);
        for oneof in &body.oneofs {
            let mut said = Said::default();
            said.mark("required", oneof.required.as_ref().is_some_and(|required| required.value));
            self.add(Kind::Oneof, format!("{name}.{}", oneof.name.value), said);
        }
        for field in &body.fields {
            let mut said = of_field(field);
            // The current rules have no such option of messages: each field is ignored.
            if let Some(Validation::Disabled) = body.validation {
                said.set("rules.ignore", "always");
            }
            self.add(Kind::Field, format!("{name}.{}", field.name.value), said);
        }
        self.types(&format!("{name}."), &body.messages, &body.enums);
    }

    fn enumeration(&mut self, name: &str, of: &Enum) {
        let mut said = Said::default();
        said.deprecated(of.deprecated.as_ref());
        said.mark("allow_alias", of.allow_alias.as_ref().is_some_and(|allow| allow.value));
        self.add(Kind::Enum, name.to_owned(), said);
        for value in &of.values {
            let mut said = Said::default();
            if let Some(number) = &value.number {
                said.set("number", number.value.to_string());
            }
            said.deprecated(value.deprecated.as_ref());
            self.add(Kind::Value, format!("{name}.{}", value.name.value), said);
        }
    }
}

/// The attribute of what schemas cannot express.
const INEXPRESSIBLE: &str = "inexpressible";

fn of_field(field: &Field) -> Said {
    let mut said = Said::default();
    if let Some(number) = &field.number {
        said.set("number", number.value.to_string());
    }
    if let Some(kind) = &field.kind {
        let spelled = &kind.value;
        // The presence of a field is a fact of its own.
        let ty = spelled.strip_prefix("optional ").unwrap_or(spelled);
        said.mark("optional", ty.len() < spelled.len());
        said.set("type", ty);
        said.types.extend(named(ty));
    }
    said.set_text("json", field.json.as_ref());
    said.set_text("oneof", field.oneof.as_ref());
    said.mark("required", matches!(field.required, Some(Required::Both | Required::Rule)));
    if field.packed.as_ref().is_some_and(|packed| !packed.value) {
        said.set("packed", "no");
    }
    said.deprecated(field.deprecated.as_ref());
    if let Some(rules) = &field.rules {
        rules::add("rules", rules, &mut said);
    }
    said
}

/// The message or enum in the type of a field.
fn named(ty: &str) -> Option<String> {
    let inner = ty.rsplit([' ', ',']).next()?.trim_end_matches('>');
    inner.starts_with(char::is_uppercase).then(|| inner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_as_they_are_displayed() {
        for text in ["service S", "rpc S.Get", "oneof A.of", "field A.B.id", "value E.ONE"] {
            assert_eq!(Item::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "field", "field ", "thing A", "field A b", "A.b"] {
            assert_eq!(Item::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_types_of_fields_are_found() {
        for (ty, found) in [
            ("string", None),
            ("repeated string", None),
            ("map<string, int32>", None),
            ("A", Some("A")),
            ("repeated A.B", Some("A.B")),
            ("map<string, A.B>", Some("A.B")),
        ] {
            assert_eq!(named(ty).as_deref(), found, "{ty}");
        }
    }
}
