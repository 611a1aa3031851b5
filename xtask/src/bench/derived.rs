//! The API's types as plain structs and enums with serde's derive, as a user would write them by hand.
//!
//! They read and write the parts of ProtoJSON that derive can do. Where there is a choice, they take the faster
//! one, which also compiles faster: the arms of a oneof are separate `Option`s, because an enum with `flatten`
//! buffers every object that contains it. Enums are read by name only. Errors have no path, rules are not checked,
//! and secrets are not redacted.
//!
//! Used by `inputs`.

use std::fmt::Write as _;

use gitpod_codegen::ir::{
    Api, Enum, Field, FieldType, Message, Presence, Repr, RustPath, Type, TypeId,
};

/// The types of times in the structs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    /// `String`: times are neither checked nor parsed.
    Text,
    /// `jiff::Timestamp`, and `Span` for durations.
    Parsed,
}

/// The types of all messages and enums, in one module.
pub(super) fn types(api: &Api, times: Times) -> String {
    let mut writer = Writer { api, times, out: PRELUDE.to_owned() };
    if times == Times::Parsed {
        writer.out.push_str(SPAN);
    }
    for file in &api.files {
        for id in &file.types {
            writer.declaration(*id);
        }
    }
    writer.out
}

const PRELUDE: &str = "\
use serde::{Deserialize, Serialize};

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

";

/// A duration, such as `1.5s` in JSON.
const SPAN: &str = include_str!("span.rs.txt");

struct Writer<'a> {
    api: &'a Api,
    times: Times,
    out: String,
}

impl Writer<'_> {
    fn declaration(&mut self, id: TypeId) {
        match id {
            TypeId::Message(id) => self.message(&self.api[id]),
            TypeId::Enum(id) => self.enumeration(&self.api[id]),
        }
    }

    fn message(&mut self, message: &Message) {
        let _ = writeln!(
            self.out,
            "#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\n\
             #[serde(rename_all = \"camelCase\", default)]\npub struct {} {{",
            name(&message.path),
        );
        for field in &message.fields {
            let skip = match (field.ty, field.presence) {
                (FieldType::Repeated(_), _) => "Vec::is_empty",
                (FieldType::Map(..), _) => "std::collections::BTreeMap::is_empty",
                (FieldType::Single(_), Presence::Implicit) => "is_default",
                (FieldType::Single(_), _) => "Option::is_none",
            };
            let ty = self.rust_type(field);
            let field = match field.presence {
                // The Rust name is that of a variant.
                Presence::Oneof(_) => format!("r#{}", field.name),
                _ => field.rust.to_string(),
            };
            let _ = writeln!(
                self.out,
                "#[serde(skip_serializing_if = \"{skip}\")]\npub {field}: {ty},"
            );
        }
        self.out.push_str("}\n\n");
        for id in &message.nested {
            self.declaration(*id);
        }
    }

    fn enumeration(&mut self, of: &Enum) {
        let _ = writeln!(
            self.out,
            "#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]\npub enum {} {{",
            name(&of.path),
        );
        for (index, value) in of.values.iter().enumerate() {
            let default = if index == 0 { "#[default]\n" } else { "" };
            let (json, rust) = (&value.name, &value.rust);
            let _ = writeln!(self.out, "{default}#[serde(rename = \"{json}\")]\n{rust},");
        }
        self.out.push_str("#[serde(untagged)]\nUnknown(String),\n}\n\n");
    }

    fn rust_type(&self, field: &Field) -> String {
        let inner = self.single(field.ty.inner());
        match (field.ty, field.presence) {
            (FieldType::Repeated(_), _) => format!("Vec<{inner}>"),
            (FieldType::Map(..), _) => format!("std::collections::BTreeMap<String, {inner}>"),
            (FieldType::Single(_), Presence::Implicit) => inner,
            (FieldType::Single(_), _) => format!("Option<{inner}>"),
        }
    }

    fn single(&self, ty: Type) -> String {
        match ty {
            Type::Enum(id) => name(&self.api[id].path),
            Type::Message(id) => name(&self.api[id].path),
            // Derive has no types for them.
            Type::WellKnown(_) => "String".to_owned(),
            Type::Scalar(scalar) => match (scalar.repr(), self.times) {
                (Repr::Bool, _) => "bool",
                (Repr::I32, _) => "i32",
                (Repr::U32, _) => "u32",
                (Repr::F32, _) => "f32",
                (Repr::F64, _) => "f64",
                (Repr::Bytes, _) => "Vec<u8>",
                (Repr::Timestamp, Times::Parsed) => "jiff::Timestamp",
                (Repr::Duration, Times::Parsed) => "Span",
                // Strings on the wire stay strings, because derive cannot convert them without helpers.
                (Repr::String | Repr::I64 | Repr::U64, _)
                | (Repr::Timestamp | Repr::Duration, Times::Text) => "String",
            }
            .to_owned(),
        }
    }
}

/// A type name that includes the modules, because all types are in one module.
pub(super) fn name(path: &RustPath) -> String {
    let modules: String = path.modules.iter().map(|module| format!("{}_", module.stem())).collect();
    format!("{modules}{}", path.name).replace('_', "X")
}
