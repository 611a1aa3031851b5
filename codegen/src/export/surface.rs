//! The public surface of the crate: counts, then one line for each setting of the API, type, field,
//! reservation, value and method.
//!
//! Used by the snapshots of the tests. Depends on the IR, and on the notation of rules in proto files.
//!
//! Each line has the Rust and the wire side of an item, so a diff of two listings shows what changed
//! for users and what changed on the wire. Rules are part of their field, so a tightened one is one line
//! of the difference. Setters and trait implementations are left out, because
//! they follow from the lines that are there.

mod counts;
mod settings;

use std::fmt::Write as _;

use super::proto::rules_in_one_line;
use crate::ir::{
    Api, Encoding, Enum, Field, FieldType, File, Idempotency, Message, NumberRange, Paging, Polled,
    Presence, Repr, RequiredAccessors, Reserved, Rpc, RustPath, Scalar, Service, Type, TypeId,
};

/// Returns the counts of an API, its settings and the list of everything that users of its crate name.
#[must_use]
pub fn surface(api: &Api) -> String {
    let mut listing = Listing { api, out: counts::table(api) };
    listing.out.push('\n');
    settings::lines(api).iter().for_each(|line| listing.line(line));
    listing.out.push('\n');
    for file in &api.files {
        listing.types(file);
    }
    for service in &api.services {
        listing.service(service);
    }
    listing.out
}

/// Returns the part of the listing that one file of the schema adds, without counts.
#[must_use]
pub fn surface_of_file(api: &Api, file: &File) -> String {
    let mut listing = Listing { api, out: String::new() };
    listing.types(file);
    if let Some(service) = file.service.map(|id| &api[id]) {
        listing.service(service);
    }
    listing.out
}

struct Listing<'a> {
    api: &'a Api,
    out: String,
}

impl Listing<'_> {
    fn line(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{}", text.trim_end());
    }

    fn types(&mut self, file: &File) {
        for id in &file.types {
            self.declaration(*id);
        }
    }

    fn declaration(&mut self, id: TypeId) {
        match id {
            TypeId::Message(id) => self.message(&self.api[id]),
            TypeId::Enum(id) => self.enumeration(&self.api[id]),
        }
    }

    fn message(&mut self, message: &Message) {
        let Message { path, full_name, deprecated, validated, error_detail, .. } = message;
        let note = notes([
            (*error_detail, "error detail"),
            (deprecated.is_some(), "deprecated"),
            (!validated, "not validated"),
        ]);
        self.line(&format!("struct {path} {full_name}{note}"));
        for oneof in &message.oneofs {
            let note = notes([(oneof.required, "required")]);
            self.line(&format!("oneof  {path}.{}: Option<{}>{note}", oneof.rust, oneof.path));
        }
        for field in &message.fields {
            self.field(message, field);
        }
        self.reserved(path, &message.reserved);
        for id in &message.nested {
            self.declaration(*id);
        }
    }

    fn reserved(&mut self, path: &RustPath, reserved: &Reserved) {
        for NumberRange { first, last } in &reserved.numbers {
            let end = if first == last { String::new() } else { format!(" to {last}") };
            self.line(&format!("reserved {path} {first}{end}"));
        }
        for name in reserved.names() {
            self.line(&format!("reserved {path} {name}"));
        }
    }

    fn field(&mut self, message: &Message, field: &Field) {
        let Field { number, json_name, rust, .. } = field;
        let oneof = match field.presence {
            Presence::Oneof(oneof) => Some(&message[oneof]),
            _ => None,
        };
        let ty = self.rust_type(field);
        let encoding = encoding(field.ty);
        let note = notes([
            (encoding.is_some(), encoding.as_deref().unwrap_or_default()),
            (!field.packed, "not packed"),
            (field.documented_required, "always present"),
            (field.rules.required, "required"),
            (field.sensitive, "secret"),
            (field.deprecated.is_some(), "deprecated"),
        ]);
        let place = match oneof {
            Some(oneof) => format!("arm    {}::{rust}({ty})", oneof.path),
            None => format!("field  {}.{rust}: {ty}", message.path),
        };
        let rules = match rules_in_one_line(field) {
            rules if rules.is_empty() => rules,
            rules => format!(" {{{rules}}}"),
        };
        self.line(&format!("{place} = {number} {json_name}{note}{rules}"));
        if let Some(RequiredAccessors { borrow, take }) = &field.required_accessors {
            let path = &message.path;
            self.line(&format!("get    {path}.{borrow}, {path}.{take}"));
        }
    }

    fn enumeration(&mut self, of: &Enum) {
        let note = notes([(of.deprecated.is_some(), "deprecated")]);
        self.line(&format!("enum   {} {}{note}", of.path, of.full_name));
        for value in &of.values {
            let note = notes([(value.deprecated.is_some(), "deprecated")]);
            let line = format!(
                "value  {}::{} = {} {}{note}",
                of.path, value.rust, value.number, value.name
            );
            self.line(&line);
            for alias in &value.aliases {
                let note = notes([(alias.deprecated.is_some(), "deprecated")]);
                self.line(&format!("alias  {}::{} {}{note}", of.path, value.rust, alias.name));
            }
        }
        self.reserved(&of.path, &of.reserved);
    }

    fn service(&mut self, service: &Service) {
        let names = &service.rust;
        self.line(&format!("trait  {} {}", names.client_trait, service.full_name));
        self.line(&format!("trait  {} {}", names.server_trait, service.full_name));
        self.line(&format!("struct {} {}", names.server, service.full_name));
        for rpc in &service.rpcs {
            self.method(service, rpc);
        }
    }

    fn method(&mut self, service: &Service, rpc: &Rpc) {
        let (request, response) = (&self.api[rpc.request].path, &self.api[rpc.response].path);
        let items = rpc.paging.as_ref().map(|paging| &self.api[rpc.response][paging.items].name);
        let pages = items.map(|items| format!("pages {items}"));
        let convention = self.api.paging.as_ref();
        let has_query = convention.is_some_and(|convention| convention.query.is_some());
        let takes_query = rpc.paging.as_ref().is_none_or(|paging| paging.query);
        let item = self.api.polled(rpc).map(|polled| match polled {
            Polled::Field(field) => format!("wait for {}", field.name),
            Polled::Response => "wait for the response".to_owned(),
        });
        let note = notes([
            (rpc.idempotency == Idempotency::NoSideEffects, "no side effects"),
            (rpc.idempotency == Idempotency::Idempotent, "idempotent"),
            (pages.is_some(), pages.as_deref().unwrap_or_default()),
            (has_query && !takes_query, "no query parameters"),
            (item.is_some(), item.as_deref().unwrap_or_default()),
            (rpc.deprecated.is_some(), "deprecated"),
        ]);
        let client = &service.rust.client_trait;
        let method = &rpc.method;
        self.line(&format!("method {client}.{method}({request}) -> {response} {}{note}", rpc.path));
        let documented = self.api.accessor_chain(rpc);
        self.line(&format!("call   {documented}.{}({request})", rpc.documented.method));
        if let Some(Paging { method: pages_method, documented_method: pages, .. }) = &rpc.paging {
            self.line(&format!("method {client}.{pages_method}({request}) -> Pages<{request}>"));
            self.line(&format!("call   {documented}.{pages}({request})"));
        }
    }

    fn rust_type(&self, field: &Field) -> String {
        let inner = self.single(field.ty.inner());
        match field.ty {
            FieldType::Repeated(_) => format!("Vec<{inner}>"),
            FieldType::Map(key, _) => format!("BTreeMap<{}, {inner}>", key.scalar().repr().name()),
            FieldType::Single(_) => {
                let inner = if field.boxed { format!("Box<{inner}>") } else { inner };
                match field.presence {
                    Presence::Implicit | Presence::Oneof(_) => inner,
                    Presence::Message | Presence::Optional => format!("Option<{inner}>"),
                }
            }
        }
    }

    fn single(&self, ty: Type) -> String {
        match ty {
            Type::Scalar(ty) => ty.repr().name().to_owned(),
            Type::WellKnown(known) => known.short_name().to_owned(),
            Type::Enum(id) => self.api[id].path.to_string(),
            Type::Message(id) => self.api[id].path.to_string(),
        }
    }
}

/// The scalars of a field whose encoding does not follow from their Rust type, such as `sint32`.
fn encoding(ty: FieldType) -> Option<String> {
    let key = match ty {
        FieldType::Map(key, _) => Some(key.scalar()),
        FieldType::Single(_) | FieldType::Repeated(_) => None,
    };
    let value = match ty.inner() {
        Type::Scalar(scalar) => Some(scalar),
        Type::WellKnown(_) | Type::Enum(_) | Type::Message(_) => None,
    };
    let is_special = |scalar: &Scalar| {
        matches!(scalar.repr(), Repr::I32 | Repr::I64 | Repr::U32 | Repr::U64)
            && scalar.encoding() != Encoding::Varint
    };
    let key = key.filter(is_special).map(|key| format!("{} keys", key.name()));
    let value = value.filter(is_special).map(|value| value.name().to_owned());
    let names: Vec<String> = key.into_iter().chain(value).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Formats the notes whose conditions hold, in brackets.
fn notes<const N: usize>(notes: [(bool, &str); N]) -> String {
    let notes: Vec<&str> =
        notes.into_iter().filter_map(|(holds, note)| holds.then_some(note)).collect();
    if notes.is_empty() { String::new() } else { format!(" [{}]", notes.join(", ")) }
}

#[cfg(test)]
mod tests;
