//! A crate that uses every public item of a generated crate: it constructs, reads and matches the types,
//! and implements, fakes and calls the services.
//!
//! Used by `evolution`. Depends on the IR of the generator only.

use std::fmt::Write as _;

use gitpod_codegen::ir::{
    Api, Enum, Field, FieldType, Message, MessageId, Oneof, Presence, Repr, Rpc, Service, Type,
    TypeId,
};

/// The name under which the crate depends on the generated one.
pub(super) const DEPENDENCY: &str = "api";

/// The text of the crate.
pub(super) fn text(api: &Api) -> String {
    let mut out = String::from(
        "#![deny(warnings)]\n#![allow(deprecated, unused_assignments, unused_mut, unused_variables)]\n\n\
         fn value<T: Clone + Default + PartialEq + std::fmt::Debug>() {}\n\
         fn total<T: Eq + std::hash::Hash>() {}\n\
         fn any<T>() -> T { unimplemented!() }\n\n",
    );
    let user = Downstream { api };
    for message in &api.messages {
        user.message(message, &mut out);
    }
    for of in &api.enums {
        user.enumeration(of, &mut out);
    }
    for (number, service) in api.services.iter().enumerate() {
        user.service(number, service, &mut out);
    }
    out
}

/// Writes lines. Writing to a string cannot fail.
macro_rules! line {
    ($out:expr, $($text:tt)+) => { let _ = writeln!($out, $($text)+); };
}

struct Downstream<'a> {
    api: &'a Api,
}

impl Downstream<'_> {
    fn message(&self, message: &Message, out: &mut String) {
        let ty = format!("{DEPENDENCY}::model::{}", message.path);
        let number = format!("{:?}", message.id).replace(['(', ')'], "_").to_lowercase();
        line!(out, "pub fn message_{number}(value: &{ty}, taken: {ty}) {{");
        line!(out, "    crate::value::<{ty}>();");
        if !message.contains_float {
            line!(out, "    crate::total::<{ty}>();");
        }
        if message.error_detail {
            line!(out, "    let _ = any::<{DEPENDENCY}::Error>().details_as::<{ty}>().count();");
        }
        line!(out, "    let mut made = {ty}::default();");
        for field in &message.fields {
            if !matches!(field.presence, Presence::Oneof(_)) {
                self.field(field, out);
            }
        }
        for oneof in &message.oneofs {
            self.oneof(message, oneof, &ty, out);
        }
        line!(out, "    let _ = (made, taken);\n}}\n");
    }

    fn field(&self, field: &Field, out: &mut String) {
        let Field { rust, setter, required_accessors, .. } = field;
        let inner = self.field_type(field.ty);
        let boxed = if field.boxed { format!("Box<{inner}>") } else { inner.clone() };
        let whole = match field.presence {
            Presence::Message | Presence::Optional => format!("Option<{boxed}>"),
            Presence::Implicit | Presence::Oneof(_) => boxed,
        };
        line!(out, "    let read: &{whole} = &value.{rust};");
        line!(out, "    made.{rust} = read.clone();");
        line!(out, "    made = made.{setter}(any::<{inner}>());");
        if let Some(accessors) = required_accessors {
            line!(out, "    let _: Result<&{inner}, _> = value.{}();", accessors.borrow);
            line!(out, "    let _: Result<{inner}, _> = taken.clone().{}();", accessors.take);
        }
    }

    fn oneof(&self, message: &Message, oneof: &Oneof, ty: &str, out: &mut String) {
        let Oneof { rust, setter, path, .. } = oneof;
        let path = format!("{DEPENDENCY}::model::{path}");
        line!(out, "    match &value.{rust} {{");
        for arm in oneof.arms(message) {
            let inner = self.field_type(arm.ty);
            let read = match arm.boxed {
                true => format!("Box<{inner}>"),
                false => inner,
            };
            line!(out, "        Some({path}::{}(read)) => {{ let _: &{read} = read; }}", arm.rust);
        }
        line!(out, "        _ => {{}}\n    }}");
        line!(out, "    made = made.{setter}(any::<{path}>());");
        for arm in oneof.arms_by_type(message) {
            let inner = self.field_type(arm.ty);
            line!(out, "    let _ = {path}::from(any::<{inner}>());");
        }
        if message.convertible_oneof().is_some() {
            line!(out, "    let _ = {ty}::from(any::<{path}>());");
        }
    }

    fn enumeration(&self, of: &Enum, out: &mut String) {
        let path = format!("{DEPENDENCY}::model::{}", of.path);
        let number = format!("{:?}", of.id).replace(['(', ')'], "_").to_lowercase();
        line!(out, "pub fn enum_{number}(value: {path}) -> &'static str {{");
        line!(out, "    crate::value::<{path}>();\n    crate::total::<{path}>();");
        line!(out, "    match value {{");
        for value in &of.values {
            line!(out, "        {path}::{} => {:?},", value.rust, value.name);
        }
        line!(
            out,
            "        {path}::Unknown(_) => \"unknown\",\n        _ => \"new\",\n    }}\n}}\n"
        );
    }

    fn service(&self, number: usize, service: &Service, out: &mut String) {
        let names = &service.rust;
        line!(out, "pub struct Served{number};");
        line!(out, "impl {DEPENDENCY}::server::{} for Served{number} {{", names.server_trait);
        for rpc in &service.rpcs {
            let (request, response) = (self.path(rpc.request), self.path(rpc.response));
            line!(
                out,
                "    async fn {}(&self, request: {DEPENDENCY}::Request<{request}>) -> Result<{DEPENDENCY}::Response<{response}>, {DEPENDENCY}::Error> {{",
                rpc.method
            );
            line!(out, "        let _: {request} = request.message;");
            line!(out, "        Ok({response}::default().into())\n    }}");
        }
        line!(out, "}}");
        line!(out, "pub fn served{number}() -> {DEPENDENCY}::Router {{");
        line!(
            out,
            "    {DEPENDENCY}::Router::new().add({DEPENDENCY}::server::{}::new(Served{number}))\n}}",
            names.server
        );
        line!(out, "pub struct Faked{number};");
        line!(out, "impl {DEPENDENCY}::client::{} for Faked{number} {{", names.client_trait);
        for rpc in &service.rpcs {
            let (request, response) = (self.path(rpc.request), self.path(rpc.response));
            line!(
                out,
                "    fn {}(&self, request: {request}) -> {DEPENDENCY}::Call<'_, {response}> {{",
                rpc.method
            );
            line!(out, "        let _ = request;\n        unimplemented!()\n    }}");
        }
        line!(out, "}}");
        line!(
            out,
            "pub async fn calls{number}(client: &{DEPENDENCY}::Client) -> Result<(), {DEPENDENCY}::Error> {{"
        );
        line!(out, "    use {DEPENDENCY}::client::{};", names.client_trait);
        for rpc in &service.rpcs {
            self.calls(rpc, out);
        }
        line!(out, "    Ok(())\n}}\n");
    }

    fn calls(&self, rpc: &Rpc, out: &mut String) {
        let (request, response) = (self.path(rpc.request), self.path(rpc.response));
        let accessor = self.api.accessor_chain(rpc);
        line!(out, "    let _: {response} = client.{}({request}::default()).await?;", rpc.method);
        let method = &rpc.documented.method;
        line!(out, "    let _: {response} = {accessor}.{method}({request}::default()).await?;");
        if let Some(paging) = &rpc.paging {
            for call in [
                format!("client.{}", paging.method),
                format!("{accessor}.{}", paging.documented_method),
            ] {
                line!(
                    out,
                    "    let _: {DEPENDENCY}::Pages<'_, {request}> = {call}({request}::default());"
                );
            }
        }
    }

    fn path(&self, message: MessageId) -> String {
        format!("{DEPENDENCY}::model::{}", self.api.path(TypeId::Message(message)))
    }

    /// The type of a field without `Option` and `Box`.
    fn field_type(&self, ty: FieldType) -> String {
        match ty {
            FieldType::Single(ty) => self.one(ty),
            FieldType::Repeated(ty) => format!("Vec<{}>", self.one(ty)),
            FieldType::Map(key, ty) => format!(
                "std::collections::BTreeMap<{}, {}>",
                self.one(Type::Scalar(key.scalar())),
                self.one(ty)
            ),
        }
    }

    fn one(&self, ty: Type) -> String {
        match ty {
            Type::Scalar(scalar) => match scalar.repr() {
                repr @ (Repr::Bytes | Repr::Timestamp | Repr::Duration) => {
                    format!("{DEPENDENCY}::{}", repr.name())
                }
                repr => repr.name().to_owned(),
            },
            Type::WellKnown(known) => {
                let name = known.full_name().rsplit('.').next().unwrap_or_default();
                format!("{DEPENDENCY}::well_known::{name}")
            }
            Type::Message(id) => {
                format!("{DEPENDENCY}::model::{}", self.api.path(TypeId::Message(id)))
            }
            Type::Enum(id) => format!("{DEPENDENCY}::model::{}", self.api.path(TypeId::Enum(id))),
        }
    }
}
