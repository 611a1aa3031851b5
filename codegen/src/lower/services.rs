//! Lowers services, their RPCs, and the modules of models.
//!
//! Depends on the lowered messages. Documented names are in [`super::documented`].

use indexmap::IndexSet;

use super::collect::{self, Collected};
use super::deprecation::Siblings;
use super::documented::DocumentedNames;
use super::index::Index;
use super::naming::Form;
use super::paging::PagingLowering;
use super::scope::{RustScope, Scope};
use super::{deprecation, docs, names};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Api, Doc, File, FileId, Idempotency, MessageId, Module, Prose, Rpc, RustName, Service,
    ServiceNames, Table, TypeId,
};
use crate::raw::{self, Lost, Text};

/// Lowers files and services into `api`, which contains the lowered messages.
///
/// `complete` says for each message whether all of its fields were lowered. In other messages, a
/// missing field is not reported again.
pub(super) fn lower(
    api: &mut Api,
    collected: &Collected<'_>,
    complete: &Table<MessageId, bool>,
    problems: &mut Diagnostics,
) {
    let mut lowering = Lowering {
        api,
        collected,
        complete,
        index: Index::new(api),
        documented: DocumentedNames::new(),
        model_modules: RustScope::default(),
        file_modules: IndexSet::new(),
        modules: RustScope::default(),
        traits: RustScope::default(),
        problems,
    };
    let mut services = Table::default();
    let files = collected.files.map(|id, file| {
        let service = lowering.service(id, file).map(|service| services.push(service));
        let modules = lowering.modules(file);
        let types = file.groups.iter().flat_map(|group| group.types.iter().copied()).collect();
        File { stem: file.stem.clone(), types, modules, service }
    });
    let documented = lowering.documented;
    api.files = files;
    api.services = services;
    api.accessors = documented.accessors(api);
}

struct Lowering<'a, 'p> {
    api: &'a Api,
    collected: &'a Collected<'a>,
    complete: &'a Table<MessageId, bool>,
    index: Index<'a>,
    /// The names of modules of models, which share one folder.
    model_modules: RustScope,
    /// The modules of types that belong to no resource.
    file_modules: IndexSet<RustName>,
    documented: DocumentedNames,
    modules: RustScope,
    traits: RustScope,
    problems: &'p mut Diagnostics,
}

impl Lowering<'_, '_> {
    /// Returns the module of models for each group of a file.
    fn modules(&mut self, file: &collect::File<'_>) -> Vec<Module> {
        let mut modules = Vec::new();
        for group in file.groups.iter().filter(|group| !group.types.is_empty()) {
            let name = names::module(&group.module);
            let (origin, span) = match group.resource {
                Some(resource) => (resource.name.value.clone(), resource.name.span),
                None => (format!("{}.yaml", file.stem), file.span),
            };
            let mut collision = Diagnostics::default();
            self.model_modules.claim(&name, &origin, span, &mut collision);
            let of_file = group.resource.is_none() && self.file_modules.insert(name.clone());
            // A collision of two resources is reported with their accessors.
            if of_file || self.file_modules.contains(&name) {
                self.problems.extend(collision);
            }
            modules.push(Module {
                private: names::private_module(&name),
                name,
                doc: match group.resource {
                    Some(resource) => docs::new(resource),
                    None => Doc {
                        stated: docs::prose("Types that several services use."),
                        inferred: Prose::default(),
                    },
                },
                types: group.types.clone(),
            });
        }
        modules
    }

    fn service(&mut self, id: FileId, file: &collect::File<'_>) -> Option<Service> {
        let raw = file.service?;
        let name = &raw.name;
        let rust = ServiceNames {
            module: names::module(&name.value),
            server_trait: names::type_name_with(&name.value, ""),
            server: names::type_name_with(&name.value, "Server"),
            client_trait: names::type_name_with(&name.value, "Client"),
        };
        self.modules.claim(&rust.module, &name.value, name.span, self.problems);
        self.traits.claim(&rust.server_trait, &name.value, name.span, self.problems);
        self.traits.claim(&rust.server, &name.value, name.span, self.problems);
        let full_name = format!("{}.{}", self.api.package, name.value);
        let mut scopes = ServiceScopes {
            names: Scope::new(Code::DuplicateName, "RPC"),
            methods: RustScope::default(),
            siblings: siblings(file, self.collected.symbols.lost()),
        };
        let mut rpcs = Table::default();
        for group in &file.groups {
            let Some(resource) = group.resource else { continue };
            self.documented.resource(resource, self.problems);
            for rpc in &group.rpcs {
                if let Some(rpc) = self.rpc(rpc, resource, &full_name, &mut scopes) {
                    rpcs.push(rpc);
                }
            }
        }
        let doc = docs::lower(raw, "service", name, self.problems);
        Some(Service { name: name.value.clone(), full_name, file: id, doc, rust, rpcs })
    }

    fn rpc(
        &mut self,
        found: &collect::Rpc<'_>,
        resource: &raw::Resource,
        service: &str,
        scopes: &mut ServiceScopes<'_>,
    ) -> Option<Rpc> {
        let raw = found.raw;
        let name = &raw.name;
        let method = names::method(&name.value);
        let fresh = self.claim_rpc(name, &method, scopes);
        let request = self.message(raw, raw.request.as_ref(), found.request, "Request");
        let response = self.message(raw, raw.response.as_ref(), found.response, "Response");
        let doc = docs::lower(raw, "RPC", name, self.problems);
        let deprecated = deprecation::lower(
            raw.deprecated.as_ref(),
            &name.value,
            &scopes.siblings,
            self.problems,
        );
        let paging = match (&raw.paging, request, response) {
            (Some(paging), Some(request), Some(response)) if !self.collected.paging_is_lost => {
                PagingLowering {
                    api: self.api,
                    complete: self.complete,
                    index: &self.index,
                    problems: self.problems,
                }
                .lower(raw, paging, request, response, &method)
            }
            _ => None,
        };
        if let (Some(paging), true) = (&paging, fresh) {
            let origin = format!("the pages of `{}`", name.value);
            scopes.methods.claim(&paging.method, &origin, name.span, self.problems);
        }
        self.check_examples(raw);
        let documented = raw
            .method
            .as_ref()
            .map(|method| self.documented.method(method, resource, paging.as_ref(), self.problems));
        let (Some(request), Some(response), Some(documented), true) =
            (request, response, documented, fresh)
        else {
            return None;
        };
        Some(Rpc {
            path: format!("/{service}/{}", name.value),
            constant: names::constant(&name.value),
            name: name.value.clone(),
            method,
            request,
            response,
            idempotency: match raw.idempotency {
                None => Idempotency::Unknown,
                Some(raw::Idempotency::NoSideEffects) => Idempotency::NoSideEffects,
                Some(raw::Idempotency::Idempotent) => Idempotency::Idempotent,
            },
            documented,
            paging,
            deprecated,
            doc,
            examples: Vec::new(),
        })
    }

    /// Claims the names of an RPC. Returns `false` if its protobuf name is taken.
    fn claim_rpc(
        &mut self,
        name: &Text,
        method: &RustName,
        scopes: &mut ServiceScopes<'_>,
    ) -> bool {
        self.collected.naming.check("RPC", name, Form::Pascal, self.problems);
        let fresh = scopes.names.claim(name, self.problems);
        if fresh {
            scopes.methods.claim(method, &name.value, name.span, self.problems);
        }
        fresh
    }

    fn check_examples(&mut self, raw: &raw::Rpc) {
        let name = &raw.name;
        if raw.examples.is_empty() && !raw.broken.has("examples") {
            self.problems.push(
                Diagnostic::new(
                    Code::MissingExample,
                    format!("RPC `{}` has no example", name.value),
                )
                .at(name.span, "expected at least one entry under `examples`"),
            );
        }
    }

    /// Finds the message of an RPC: declared inline, referred to with `type`, or declared elsewhere under
    /// the derived name.
    fn message(
        &mut self,
        rpc: &raw::Rpc,
        message: Option<&raw::RpcMessage>,
        in_place: Option<MessageId>,
        suffix: &str,
    ) -> Option<MessageId> {
        let side = suffix.to_lowercase();
        let name = &rpc.name;
        let Some(message) = message else {
            let derived = format!("{}{suffix}", name.value);
            if let Some(TypeId::Message(id)) = self.collected.symbols.get(&derived) {
                return Some(id);
            }
            if rpc.broken.has(&side) {
                return None;
            }
            self.problems.push(
                Diagnostic::new(
                    Code::RpcWithoutMessage,
                    format!("RPC `{}` has no {side}", name.value),
                )
                .at(name.span, format!("expected `{side}` or a message `{derived}`")),
            );
            return None;
        };
        match &message.reference {
            None => in_place, // `None` if its name is taken, which has been reported.
            Some(reference) => {
                if defines_anything(&message.body) {
                    self.problems.push(
                        Diagnostic::new(
                            Code::RpcMessageConflict,
                            format!(
                                "{side} of RPC `{}` is both referenced and defined",
                                name.value
                            ),
                        )
                        .at(reference.span, "refers to a message that is defined elsewhere"),
                    );
                }
                self.referenced(reference)
            }
        }
    }

    fn referenced(&mut self, reference: &Text) -> Option<MessageId> {
        let label = match self.collected.symbols.get(&reference.value) {
            Some(TypeId::Message(id)) => return Some(id),
            Some(TypeId::Enum(_)) => "expected a message, found an enum",
            None if self.collected.symbols.lost().contains(&reference.value) => return None,
            None => "not a message",
        };
        self.problems.push(
            Diagnostic::new(Code::UnknownType, format!("unknown message `{}`", reference.value))
                .at(reference.span, label)
                .maybe_help(self.collected.symbols.did_you_mean_message(&reference.value)),
        );
        None
    }
}

/// Whether a message has any key other than its name.
fn defines_anything(body: &raw::MessageBody) -> bool {
    let raw::MessageBody { span: _, doc, inferred, note, deprecated, validation, .. } = body;
    let documented = doc.is_some() || inferred.is_some();
    let said = documented || note.is_some() || deprecated.is_some() || validation.is_some();
    let raw::MessageBody { reserved, oneofs, fields, messages, enums, .. } = body;
    let types = messages.is_empty() && enums.is_empty();
    said || !(reserved.is_empty() && oneofs.is_empty() && fields.is_empty() && types)
}

struct ServiceScopes<'a> {
    names: Scope<String>,
    methods: RustScope,
    siblings: Siblings<'a>,
}

fn siblings<'a>(file: &'a collect::File<'_>, lost: &'a Lost) -> Siblings<'a> {
    let rpcs = file.groups.iter().flat_map(|group| &group.rpcs);
    let names = rpcs.map(|rpc| {
        let name = &rpc.raw.name.value;
        (name.clone(), names::method(name).to_string())
    });
    Siblings::new(names, lost)
}
