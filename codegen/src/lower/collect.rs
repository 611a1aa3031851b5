//! The first pass: collects services, RPCs, messages and enums in the schema's order.
//!
//! Used by all later passes, which refer to these tables by id. Does not look at fields or values.

use std::sync::OnceLock;

use indexmap::IndexMap;

use super::names;
use super::naming::{Form, Naming};
use super::scope::Scope;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Similar};
use crate::ir::{EnumId, FileId, MessageId, Scalar, Table, TypeId};
use crate::raw::{self, ACKNOWLEDGED_FILE, Lost, Text};
use crate::source::{Span, Spanned};

/// Types by their path in the package.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    types: IndexMap<String, TypeId>,
    /// The first path that ends in each name.
    by_last_part: IndexMap<String, String>,
    /// The paths of types and the names of scalars. Built with the first lookup, after all types are
    /// collected.
    similar: OnceLock<Similar>,
    /// The paths of messages, likewise.
    similar_messages: OnceLock<Similar>,
    lost: Lost,
}

impl Symbols {
    pub(super) fn get(&self, path: &str) -> Option<TypeId> {
        self.types.get(path).copied()
    }

    /// The names of items that could not be read.
    pub(super) fn lost(&self) -> &Lost {
        &self.lost
    }

    /// Adds names of items that could not be read as they are meant.
    pub(super) fn lose(&mut self, names: impl IntoIterator<Item = String>) {
        self.lost.extend(names);
    }

    fn insert(&mut self, path: String, id: TypeId) {
        let last = names::last_part(&path);
        if last.len() < path.len() && !self.by_last_part.contains_key(last) {
            self.by_last_part.insert(last.to_owned(), path.clone());
        }
        self.types.insert(path, id);
    }

    /// Suggests a type or scalar with a similar name.
    pub(super) fn did_you_mean(&self, name: &str) -> Option<String> {
        let scalars = Scalar::ALL.iter().map(|scalar| scalar.name());
        let names = self.types.keys().map(String::as_str).chain(scalars);
        self.similar.get_or_init(|| Similar::new(names)).did_you_mean(name)
    }

    /// Suggests a message with a similar name.
    pub(super) fn did_you_mean_message(&self, name: &str) -> Option<String> {
        let messages = self.types.iter().filter(|(_, id)| matches!(id, TypeId::Message(_)));
        let names = messages.map(|(path, _)| path.as_str());
        self.similar_messages.get_or_init(|| Similar::new(names)).did_you_mean(name)
    }

    /// The first nested type with a name that lacks outer messages.
    pub(super) fn nested(&self, name: &str) -> Option<&str> {
        let path = self.by_last_part.get(names::last_part(name))?;
        path.strip_suffix(name)?.ends_with('.').then_some(path)
    }
}

/// The definitions of the schema, not yet resolved.
#[derive(Debug, Default)]
pub(super) struct Collected<'a> {
    pub(super) files: Table<FileId, File<'a>>,
    pub(super) messages: Table<MessageId, Message<'a>>,
    pub(super) enums: Table<EnumId, Enum<'a>>,
    pub(super) symbols: Symbols,
    pub(super) naming: Naming,
    /// Whether the paging convention could not be read.
    pub(super) paging_is_lost: bool,
}

/// A file with its groups.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) stem: String,
    pub(super) span: Span,
    pub(super) service: Option<&'a raw::Service>,
    pub(super) groups: Vec<Group<'a>>,
}

/// A resource, or the types of a file that belong to no resource.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// The module of models that contains its types.
    pub(super) module: String,
    pub(super) resource: Option<&'a raw::Resource>,
    pub(super) types: Vec<TypeId>,
    pub(super) rpcs: Vec<Rpc<'a>>,
}

/// An RPC with the messages that it declares inline.
#[derive(Debug)]
pub(super) struct Rpc<'a> {
    pub(super) raw: &'a raw::Rpc,
    pub(super) request: Option<MessageId>,
    pub(super) response: Option<MessageId>,
}

/// A message with its location.
#[derive(Debug)]
pub(super) struct Message<'a> {
    pub(super) path: String,
    pub(super) span: Span,
    pub(super) body: &'a raw::MessageBody,
    /// Whether programs use the message by itself.
    pub(super) standalone: bool,
    /// Whether errors carry it as a detail.
    pub(super) error_detail: bool,
    pub(super) parent: Option<MessageId>,
    pub(super) file: FileId,
    /// The module of models that contains it.
    pub(super) module: String,
    pub(super) nested: Vec<TypeId>,
}

/// An enum with its location.
#[derive(Debug)]
pub(super) struct Enum<'a> {
    pub(super) path: String,
    pub(super) raw: &'a raw::Enum,
    pub(super) parent: Option<MessageId>,
    pub(super) file: FileId,
    /// The module of models that contains it.
    pub(super) module: String,
}

/// The place in which types are declared.
#[derive(Debug, Clone, Copy)]
struct Home<'m> {
    file: FileId,
    /// The module of models.
    module: &'m str,
    /// The message that they are nested in.
    parent: Option<MessageId>,
}

/// Walks the schema's files in the order of `api.yaml`.
pub(super) fn collect<'a>(schema: &'a raw::Schema, problems: &mut Diagnostics) -> Collected<'a> {
    let mut collector = Collector {
        out: Collected {
            symbols: Symbols { lost: schema.lost.clone(), ..Symbols::default() },
            naming: Naming::of(&schema.api),
            paging_is_lost: schema.api.broken.has("paging"),
            ..Collected::default()
        },
        types: Scope::new(Code::DuplicateName, "name"),
        resources: Scope::new(Code::DuplicateName, "resource"),
        problems,
    };
    for file in ordered_files(schema, collector.problems) {
        collector.file(file);
    }
    collector.out
}

/// Returns the files in the order of `api.yaml`. Reports files that are listed but do not exist, and
/// files that are not listed.
fn ordered_files<'a>(schema: &'a raw::Schema, problems: &mut Diagnostics) -> Vec<&'a raw::File> {
    let mut listed = Scope::new(Code::FileList, "file");
    let mut ordered: IndexMap<&str, &raw::File> = IndexMap::new();
    let files: IndexMap<&str, &raw::File> =
        schema.files.iter().map(|file| (file.name.as_str(), file)).collect();
    let similar = OnceLock::new();
    for entry in &schema.api.files {
        match files.get(entry.value.as_str()) {
            Some(file) if listed.claim(entry, problems) => _ = ordered.insert(&file.name, file),
            Some(_) => {}
            None if entry.value == ACKNOWLEDGED_FILE => problems.push(acknowledged_file(entry)),
            None => {
                let similar = similar.get_or_init(|| Similar::new(files.keys().copied()));
                problems.push(missing_file(entry, similar));
            }
        }
    }
    for file in &schema.files {
        if !ordered.contains_key(file.name.as_str()) {
            if !schema.api.broken.has("files") {
                problems.push(not_listed(file));
            }
            ordered.insert(&file.name, file); // Its errors are reported in the same run.
        }
    }
    ordered.into_values().collect()
}

fn not_listed(file: &raw::File) -> Diagnostic {
    let message = format!("schema file `{}` is not listed in `api.yaml`", file.name);
    Diagnostic::new(Code::FileList, message)
        .at(file.span, "not part of the API")
        .help(format!("add `- {}` to `files` in `api.yaml`, or delete the file", file.name))
}

fn missing_file(entry: &Text, files: &Similar) -> Diagnostic {
    Diagnostic::new(Code::FileList, format!("schema file `{}` does not exist", entry.value))
        .at(entry.span, "listed here")
        .maybe_help(files.did_you_mean(&entry.value))
}

fn acknowledged_file(entry: &Text) -> Diagnostic {
    Diagnostic::new(Code::FileList, format!("`{ACKNOWLEDGED_FILE}` is listed as a schema file"))
        .at(entry.span, "not part of the API")
        .help("remove the entry: the file is read without being listed")
}

struct Collector<'a, 'p> {
    out: Collected<'a>,
    types: Scope<String>,
    resources: Scope<String>,
    problems: &'p mut Diagnostics,
}

impl<'a> Collector<'a, '_> {
    fn file(&mut self, file: &'a raw::File) {
        let definitions = &file.definitions;
        let mut service = definitions.service.as_ref();
        if let Some(declared) = service {
            let fits = self.pascal("service", &declared.name);
            // In protobuf, services share a scope with the messages and enums of the package.
            if !self.types.claim(&declared.name, self.problems) || !fits {
                service = None;
            }
        }
        let stem = file.name.strip_suffix(".yaml").unwrap_or(&file.name).to_owned();
        if !names::is_snake(&stem) {
            let name = Spanned { value: file.name.clone(), span: file.span };
            let form = "lower_snake_case with the extension `.yaml`";
            self.problems.push(bad_name("schema file", &name, form));
        }
        let id = self.out.files.push(File {
            stem: stem.clone(),
            span: file.span,
            service,
            groups: Vec::new(),
        });
        let mut groups = Vec::new();
        for resource in &definitions.resources {
            let served = definitions.service.is_some() || definitions.broken.has("service");
            groups.push(self.resource(id, resource, served));
        }
        // The suffix avoids a collision with a resource of the same name.
        let suffix = if definitions.resources.is_empty() { "" } else { "_types" };
        let module = format!("{stem}{suffix}");
        let home = Home { file: id, module: &module, parent: None };
        let types = self.types(home, &definitions.messages, &definitions.enums);
        if !types.is_empty() {
            groups.push(Group { module, resource: None, types, rpcs: Vec::new() });
        }
        self.out.files[id].groups = groups;
    }

    fn resource(&mut self, file: FileId, resource: &'a raw::Resource, served: bool) -> Group<'a> {
        self.resources.claim(&resource.name, self.problems);
        let module = resource.name.value.replace('.', "_");
        let home = Home { file, module: &module, parent: None };
        let mut types = Vec::new();
        let mut rpcs = Vec::new();
        for rpc in &resource.rpcs {
            if !served {
                self.problems.push(
                    Diagnostic::new(
                        Code::RpcWithoutService,
                        format!("RPC `{}` has no service", rpc.name.value),
                    )
                    .at(rpc.name.span, "this file does not declare a `service`"),
                );
            }
            let request = self.rpc_message(home, rpc, rpc.request.as_ref(), "Request");
            let response = self.rpc_message(home, rpc, rpc.response.as_ref(), "Response");
            types.extend([request, response].into_iter().flatten().map(TypeId::Message));
            rpcs.push(Rpc { raw: rpc, request, response });
        }
        types.extend(self.types(home, &resource.messages, &resource.enums));
        Group { module, resource: Some(resource), types, rpcs }
    }

    /// Collects a message that an RPC declares inline.
    fn rpc_message(
        &mut self,
        home: Home<'_>,
        rpc: &'a raw::Rpc,
        message: Option<&'a raw::RpcMessage>,
        suffix: &str,
    ) -> Option<MessageId> {
        let message =
            message.filter(|message| message.reference.is_none() && !message.broken.has("type"))?;
        let name = format!("{}{suffix}", rpc.name.value);
        self.message(home, &Spanned { value: name, span: rpc.name.span }, &message.body)
    }

    fn types(
        &mut self,
        home: Home<'_>,
        messages: &'a [raw::Message],
        enums: &'a [raw::Enum],
    ) -> Vec<TypeId> {
        let mut types = Vec::new();
        for message in messages {
            let name = &message.name;
            self.pascal("message", name);
            if let Some(id) = self.message(home, name, &message.body) {
                let is_set =
                    |flag: &Option<Spanned<bool>>| flag.as_ref().is_some_and(|flag| flag.value);
                self.out.messages[id].standalone = is_set(&message.standalone);
                self.out.messages[id].error_detail = is_set(&message.error_detail);
                types.push(TypeId::Message(id));
            }
        }
        for raw in enums {
            types.extend(self.enumeration(home, raw).map(TypeId::Enum));
        }
        types
    }

    fn message(
        &mut self,
        home: Home<'_>,
        name: &Text,
        body: &'a raw::MessageBody,
    ) -> Option<MessageId> {
        let (path, span) = (self.path(&name.value, home.parent), name.span);
        if !self.types.claim(&Spanned { value: path.clone(), span }, self.problems) {
            return None;
        }
        let Home { file, module, parent } = home;
        let id = self.out.messages.push(Message {
            path: path.clone(),
            span,
            body,
            standalone: false,
            error_detail: false,
            parent,
            file,
            module: module.to_owned(),
            nested: Vec::new(),
        });
        self.out.symbols.insert(path, TypeId::Message(id));
        let inside = Home { parent: Some(id), ..home };
        self.out.messages[id].nested = self.types(inside, &body.messages, &body.enums);
        Some(id)
    }

    fn enumeration(&mut self, home: Home<'_>, raw: &'a raw::Enum) -> Option<EnumId> {
        let Home { file, module, parent } = home;
        self.pascal("enum", &raw.name);
        let path = self.path(&raw.name.value, parent);
        let place = Spanned { value: path.clone(), span: raw.name.span };
        if !self.types.claim(&place, self.problems) {
            return None;
        }
        let module = module.to_owned();
        let id = self.out.enums.push(Enum { path: path.clone(), raw, parent, file, module });
        self.out.symbols.insert(path, TypeId::Enum(id));
        Some(id)
    }

    fn path(&self, name: &str, parent: Option<MessageId>) -> String {
        match parent {
            Some(parent) => format!("{}.{name}", self.out.messages[parent].path),
            None => name.to_owned(),
        }
    }

    /// Checks the name of a service, message or enum. Returns whether it is valid.
    fn pascal(&mut self, what: &str, name: &Text) -> bool {
        self.out.naming.check(what, name, Form::Pascal, self.problems)
    }
}

/// Reports a name that violates the naming rules.
pub(super) fn bad_name(what: &str, name: &Text, form: &str) -> Diagnostic {
    bad_form(&format!("{what} name"), name, form)
}

/// Reports a text that does not have the expected form.
pub(super) fn bad_form(what: &str, text: &Text, form: &str) -> Diagnostic {
    Diagnostic::new(Code::BadName, format!("invalid {what} `{}`", text.value))
        .at(text.span, format!("expected {form}"))
}
