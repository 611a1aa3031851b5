//! [`Files`]: the file descriptors of services, found by name and by symbol.
//!
//! The tables of this crate do not have the names of proto files. So each package is one file, and the
//! types of `google.protobuf` are in their usual files. Packages that refer to each other become
//! files that import each other, which tools reject.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::nesting::{Scope, encode_scope_types};
use super::proto::service;
use super::types::{FieldKind, Types};
use crate::rpc::ServiceDescriptor;
use crate::wire::RecordWriter;

/// The file descriptors of a set of services and of all that they refer to.
#[derive(Default)]
pub(super) struct Files {
    /// The `FileDescriptorProto`s by file name.
    encoded: BTreeMap<String, Vec<u8>>,
    /// The names of the files of services, RPCs, messages and enums by their full names.
    symbols: HashMap<String, String>,
}

impl Files {
    /// Describes services.
    pub(super) fn new(services: &[&'static ServiceDescriptor]) -> Self {
        let mut types = Types::default();
        for method in services.iter().flat_map(|service| service.methods()) {
            types.add(method.request());
            types.add(method.response());
        }
        let mut files: BTreeMap<String, File> = BTreeMap::new();
        for service in services {
            let (package, _) = split_last(service.name());
            let file = files.entry(file_of_package(package)).or_default();
            file.package = package;
            file.add_service(service);
        }
        for name in types.messages.keys().chain(types.enums.keys()) {
            let (package, path) = split_package(name);
            let file = files.entry(file_of_type(name)).or_default();
            file.package = package;
            file.types.add(path, name);
            file.symbols.push((*name).to_owned());
        }
        for (name, info) in &types.messages {
            let Some(file) = files.get_mut(&file_of_type(name)) else { continue };
            file.imports.extend(info.fields.iter().filter_map(type_name).map(file_of_type));
        }
        let mut built = Self::default();
        for (name, file) in files {
            built.encoded.insert(name.clone(), file.encode(&name, &types));
            built.symbols.extend(file.symbols.into_iter().map(|symbol| (symbol, name.clone())));
        }
        built
    }

    /// The file of a name.
    pub(super) fn by_name(&self, name: &str) -> Option<&[u8]> {
        self.encoded.get(name).map(Vec::as_slice)
    }

    /// The file of a service, an RPC, a message or an enum.
    pub(super) fn of_symbol(&self, symbol: &str) -> Option<&[u8]> {
        self.by_name(self.symbols.get(symbol)?)
    }
}

/// A file before it is encoded.
#[derive(Default)]
struct File {
    package: &'static str,
    services: Vec<&'static ServiceDescriptor>,
    types: Scope,
    imports: BTreeSet<String>,
    symbols: Vec<String>,
}

impl File {
    fn add_service(&mut self, service: &'static ServiceDescriptor) {
        self.services.push(service);
        self.symbols.push(service.name().to_owned());
        for method in service.methods() {
            self.symbols.push(format!("{}.{}", service.name(), method.name()));
            let types = [method.request().name(), method.response().name()];
            self.imports.extend(types.map(file_of_type));
        }
    }

    /// The `FileDescriptorProto`.
    fn encode(&self, name: &str, types: &Types) -> Vec<u8> {
        let mut file = RecordWriter::default();
        file.bytes(1, name);
        file.bytes(2, self.package);
        for import in self.imports.iter().filter(|import| *import != name) {
            file.bytes(3, import);
        }
        encode_scope_types(&self.types, types, [4, 5], &mut file);
        for descriptor in &self.services {
            file.bytes(6, service(split_last(descriptor.name()).1, descriptor));
        }
        file.bytes(12, "proto3");
        file.into_vec()
    }
}

/// The full name of an enum or a message in a field.
const fn type_name(field: &FieldKind) -> Option<&'static str> {
    match field {
        FieldKind::Single(of) | FieldKind::List(of) | FieldKind::Map { value: of, .. } => of.name,
    }
}

/// The name of the file of a message or an enum.
fn file_of_type(name: &str) -> String {
    let (package, path) = split_package(name);
    if package != "google.protobuf" {
        return file_of_package(package);
    }
    let file = match path {
        "Struct" | "Value" | "ListValue" | "NullValue" => "struct",
        "FieldMask" => "field_mask",
        path if path.ends_with("Value") => "wrappers",
        path => &path.to_ascii_lowercase(),
    };
    format!("google/protobuf/{file}.proto")
}

/// The name of the only file of a package.
fn file_of_package(package: &str) -> String {
    let folders: String = package.split('.').filter(|part| !part.is_empty()).map(folder).collect();
    format!("{folders}reflection.proto")
}

fn folder(name: &str) -> String {
    format!("{name}/")
}

/// Splits the full name of a message or an enum into its package and the rest, which begins at the
/// first part with an upper-case letter, as type names do, or else is the last part.
fn split_package(name: &str) -> (&str, &str) {
    let mut start = 0;
    for part in name.split('.') {
        if part.starts_with(|letter: char| letter.is_ascii_uppercase()) {
            let (package, path) = name.split_at(start);
            return (package.trim_end_matches('.'), path);
        }
        start += part.len() + 1;
    }
    split_last(name)
}

/// Splits a full name before its last part.
fn split_last(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or(("", name))
}
