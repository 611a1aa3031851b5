//! The API's types as plain structs and enums with serde's derive.

use std::fmt::Write as _;

use gitpod_codegen::ir::{
    Api, Enum, Field, FieldType, Message, Presence, Repr, RustPath, Type, TypeId,
};

/// The manifest of the crate.
pub(crate) const MANIFEST: &str = r#"[package]
name = "derived"
version = "0.1.0"
edition = "2024"

[dependencies]
serde = { version = "1", features = ["derive"] }
"#;

/// The crate's only file.
pub(crate) fn source(api: &Api) -> String {
    let mut out =
        String::from("#![allow(nonstandard_style)]\nuse serde::{Deserialize, Serialize};\n\n");
    for file in &api.files {
        for id in &file.types {
            declaration(api, *id, &mut out);
        }
    }
    out
}

fn declaration(api: &Api, id: TypeId, out: &mut String) {
    match id {
        TypeId::Message(id) => message(api, &api[id], out),
        TypeId::Enum(id) => enumeration(&api[id], out),
    }
}

fn message(api: &Api, message: &Message, out: &mut String) {
    let _ = writeln!(
        out,
        "#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\n\
         #[serde(rename_all = \"camelCase\", default)]\npub struct {} {{",
        name(&message.path),
    );
    for field in &message.fields {
        if matches!(field.presence, Presence::Oneof(_)) {
            continue;
        }
        let skip = match (field.presence, field.ty) {
            (Presence::Implicit, FieldType::Single(_)) => "",
            (Presence::Implicit, FieldType::Repeated(_)) => {
                "#[serde(skip_serializing_if = \"Vec::is_empty\")]\n"
            }
            (Presence::Implicit, FieldType::Map(..)) => {
                "#[serde(skip_serializing_if = \"std::collections::BTreeMap::is_empty\")]\n"
            }
            _ => "#[serde(skip_serializing_if = \"Option::is_none\")]\n",
        };
        let _ = writeln!(out, "{skip}pub {}: {},", field.rust, rust_type(api, field));
    }
    for oneof in &message.oneofs {
        let ty = name(&oneof.path);
        let _ = writeln!(out, "#[serde(flatten)]\npub {}: Option<{ty}>,", oneof.rust);
    }
    out.push_str("}\n\n");
    for oneof in &message.oneofs {
        let _ = writeln!(
            out,
            "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\n\
             #[serde(rename_all = \"camelCase\")]\npub enum {} {{",
            name(&oneof.path),
        );
        for arm in oneof.arms(message) {
            let _ = writeln!(out, "{}({}),", arm.rust, single(api, arm.ty.inner()));
        }
        out.push_str("}\n\n");
    }
    for id in &message.nested {
        declaration(api, *id, out);
    }
}

fn enumeration(of: &Enum, out: &mut String) {
    let _ = writeln!(
        out,
        "#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]\npub enum {} {{",
        name(&of.path),
    );
    for (index, value) in of.values.iter().enumerate() {
        let default = if index == 0 { "#[default]\n" } else { "" };
        let _ = writeln!(out, "{default}#[serde(rename = \"{}\")]\n{},", value.name, value.rust);
    }
    out.push_str("#[serde(untagged)]\nUnknown(String),\n}\n\n");
}

/// A type name that includes the modules, because all types are in one module.
fn name(path: &RustPath) -> String {
    let modules: String = path.modules.iter().map(|module| format!("{}_", module.stem())).collect();
    format!("{modules}{}", path.name).replace('_', "X")
}

fn rust_type(api: &Api, field: &Field) -> String {
    let inner = single(api, field.ty.inner());
    match (field.ty, field.presence) {
        (FieldType::Repeated(_), _) => format!("Vec<{inner}>"),
        (FieldType::Map(..), _) => format!("std::collections::BTreeMap<String, {inner}>"),
        (FieldType::Single(_), Presence::Implicit) => inner,
        (FieldType::Single(_), _) => format!("Option<{inner}>"),
    }
}

fn single(api: &Api, ty: Type) -> String {
    match ty {
        Type::Enum(id) => name(&api[id].path),
        Type::Message(id) => name(&api[id].path),
        // Derive has no types for them.
        Type::WellKnown(_) => "String".to_owned(),
        Type::Scalar(scalar) => match scalar.repr() {
            Repr::Bool => "bool",
            Repr::I32 => "i32",
            Repr::U32 => "u32",
            Repr::F32 => "f32",
            Repr::F64 => "f64",
            Repr::Bytes => "Vec<u8>",
            // Strings on the wire stay strings, because derive cannot convert them without helpers.
            Repr::String | Repr::I64 | Repr::U64 | Repr::Timestamp | Repr::Duration => "String",
        }
        .to_owned(),
    }
}
