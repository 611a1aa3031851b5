//! Services, RPCs, paging and documented names.

use indexmap::{IndexMap, IndexSet};

use super::collect::{self, Collected, bad_name};
use super::paging::PagingLowering;
use super::scope::{RustScope, Scope};
use super::{deprecation, docs, names};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::ir::{
    Accessor, Api, Documented, File, Idempotency, MessageId, Module, Resource, Rpc, RustName,
    Service, ServiceNames, TypeId,
};
use crate::raw::{self, Text};
use crate::source::Spanned;

/// Lowers files and services into `api`, whose messages are lowered already.
///
/// `complete` says of each message whether all its fields were lowered; where not, a field that is
/// not found is no news.
pub(super) fn lower(
    api: &mut Api,
    collected: &Collected<'_>,
    complete: &[bool],
    problems: &mut Diagnostics,
) {
    let mut lowering = Lowering {
        api,
        collected,
        complete,
        documented: Scope::new(Code::DuplicateMethod, "documented method"),
        model_modules: RustScope::default(),
        file_modules: IndexSet::new(),
        accessors: IndexMap::new(),
        paths: IndexSet::new(),
        groups: RustScope::default(),
        modules: RustScope::default(),
        traits: RustScope::default(),
        problems,
    };
    let (mut files, mut services) = (Vec::new(), Vec::new());
    for file in &collected.files {
        let service = lowering.service(file);
        let index = service.as_ref().map(|_| services.len());
        services.extend(service);
        let modules = lowering.modules(file);
        let types = file.groups.iter().flat_map(|group| group.types.iter().copied()).collect();
        files.push(File { stem: file.stem.clone(), types, modules, service: index });
    }
    api.files = files;
    api.services = services;
}

struct Lowering<'a, 'p> {
    api: &'a Api,
    collected: &'a Collected<'a>,
    complete: &'a [bool],
    documented: Scope<String>,
    /// The files of models, which all lie in one folder.
    model_modules: RustScope,
    /// Those of types that belong to no resource.
    file_modules: IndexSet<RustName>,
    /// Rust names under each documented path.
    accessors: IndexMap<String, RustScope>,
    /// Documented paths and their prefixes that have their accessor.
    paths: IndexSet<String>,
    /// The types that the accessors give.
    groups: RustScope,
    modules: RustScope,
    traits: RustScope,
    problems: &'p mut Diagnostics,
}

impl Lowering<'_, '_> {
    /// The modules of models that a file's groups become.
    fn modules(&mut self, file: &collect::File<'_>) -> Vec<Module> {
        let mut modules = Vec::new();
        for group in file.groups.iter().filter(|group| !group.types.is_empty()) {
            let doc = group.resource.and_then(|resource| resource.doc.as_ref());
            let doc = doc.map_or("Types that several services use.", |doc| doc.value.as_str());
            let name = names::module(&group.module);
            let (origin, span) = match group.resource {
                Some(resource) => (resource.name.value.clone(), resource.name.span),
                None => (format!("{}.yaml", file.stem), file.span),
            };
            let mut collision = Diagnostics::default();
            self.model_modules.claim(&name, &origin, span, &mut collision);
            let of_file = group.resource.is_none() && self.file_modules.insert(name.clone());
            // Two resources that become one name have been reported with their accessors.
            if of_file || self.file_modules.contains(&name) {
                self.problems.extend(collision);
            }
            modules.push(Module { name, doc: docs::new(doc), types: group.types.clone() });
        }
        modules
    }

    fn service(&mut self, file: &collect::File<'_>) -> Option<Service> {
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
            siblings: siblings(file),
        };
        let (mut resources, mut rpcs) = (Vec::new(), Vec::new());
        for group in &file.groups {
            let Some(resource) = group.resource else { continue };
            resources.push(self.resource(resource));
            for rpc in &group.rpcs {
                rpcs.extend(self.rpc(rpc, resource, &full_name, &mut scopes));
            }
        }
        let doc =
            docs::lower(raw.doc.as_ref(), "the service", &name.value, name.span, self.problems);
        Some(Service { name: name.value.clone(), full_name, doc, rust, resources, rpcs })
    }

    fn resource(&mut self, raw: &raw::Resource) -> Resource {
        let name = &raw.name;
        if !name.value.split('.').all(names::is_snake) {
            self.problems.push(bad_name("a resource", name, "lower_snake_case words with dots"));
        }
        self.claim_accessors(name);
        let doc =
            docs::lower(raw.doc.as_ref(), "the resource", &name.value, name.span, self.problems);
        Resource { path: name.value.clone(), doc }
    }

    /// Claims the accessors that lead to a resource, each once among the methods beside it.
    fn claim_accessors(&mut self, name: &Text) {
        let mut path = String::new();
        for word in name.value.split('.') {
            let outer = path.clone();
            path.push_str(if outer.is_empty() { "" } else { "." });
            path.push_str(word);
            if self.paths.insert(path.clone()) {
                let rust = names::accessor(word, outer.is_empty());
                let scope = self.accessors.entry(outer).or_default();
                let origin = format!("the resource {path}");
                scope.claim(&rust, &origin, name.span, self.problems);
                self.groups.claim(&names::resource(&path), &origin, name.span, self.problems);
            }
        }
    }

    fn rpc(
        &mut self,
        found: &collect::Rpc<'_>,
        resource: &raw::Resource,
        service: &str,
        scopes: &mut ServiceScopes,
    ) -> Option<Rpc> {
        let raw = found.raw;
        let name = &raw.name;
        let method = names::method(&name.value);
        let fresh = self.claim_rpc(name, &method, scopes);
        let request = self.message(raw, raw.request.as_ref(), found.request, "Request");
        let response = self.message(raw, raw.response.as_ref(), found.response, "Response");
        let doc = docs::lower(raw.doc.as_ref(), "the RPC", &name.value, name.span, self.problems);
        let deprecated = deprecation::lower(
            raw.deprecated.as_ref(),
            &name.value,
            &scopes.siblings,
            self.problems,
        );
        let paging = match (&raw.paging, request, response) {
            (Some(paging), Some(request), Some(response)) => {
                PagingLowering { api: self.api, complete: self.complete, problems: self.problems }
                    .lower(raw, paging, request, response, &method)
            }
            _ => None,
        };
        if let (Some(paging), true) = (&paging, fresh) {
            let origin = format!("the pages of {}", name.value);
            scopes.methods.claim(&paging.method, &origin, name.span, self.problems);
        }
        self.check_examples(raw);
        let documented = self.documented(raw, resource, paging.is_some());
        let (Some(request), Some(response), true) = (request, response, fresh) else { return None };
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

    /// Claims an RPC's names; false if its name is taken.
    fn claim_rpc(&mut self, name: &Text, method: &RustName, scopes: &mut ServiceScopes) -> bool {
        if !names::is_pascal(&name.value) {
            self.problems.push(bad_name("an RPC", name, "PascalCase, such as `GetProject`"));
        }
        let fresh = scopes.names.claim(name, self.problems);
        if fresh {
            scopes.methods.claim(method, &name.value, name.span, self.problems);
        }
        fresh
    }

    fn check_examples(&mut self, raw: &raw::Rpc) {
        let name = &raw.name;
        if raw.examples.is_empty() {
            self.problems.push(
                Diagnostic::new(Code::MissingExample, format!("`{}` has no example", name.value))
                    .at(name.span, "nothing shows a request with its response"),
            );
        }
    }

    /// The message of an RPC: defined in place, referred to, or declared under the derived name.
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
            self.problems.push(
                Diagnostic::new(
                    Code::RpcWithoutMessage,
                    format!("the RPC `{}` has no {side}", name.value),
                )
                .at(name.span, format!("neither `{side}` nor a message `{derived}`")),
            );
            return None;
        };
        match &message.reference {
            None => in_place, // `None` means that its name was taken, which has been reported.
            Some(reference) => {
                if defines_anything(&message.body) {
                    self.problems.push(
                        Diagnostic::new(
                            Code::RpcMessageConflict,
                            format!("the {side} of `{}` is both named and defined", name.value),
                        )
                        .at(reference.span, "names a message that is defined elsewhere"),
                    );
                }
                self.referenced(reference)
            }
        }
    }

    fn referenced(&mut self, reference: &Text) -> Option<MessageId> {
        let label = match self.collected.symbols.get(&reference.value) {
            Some(TypeId::Message(id)) => return Some(id),
            Some(TypeId::Enum(_)) => "an enum, where an RPC takes and gives messages",
            None => "not a message of the schema",
        };
        let names = self.collected.messages.iter().map(|message| message.path.as_str());
        self.problems.push(
            Diagnostic::new(
                Code::UnknownType,
                format!("there is no message `{}`", reference.value),
            )
            .at(reference.span, label)
            .maybe_help(did_you_mean(&reference.value, names)),
        );
        None
    }

    fn documented(&mut self, rpc: &raw::Rpc, resource: &raw::Resource, pages: bool) -> Documented {
        let path = &resource.name.value;
        let method = &rpc.method;
        if !names::is_snake(&method.value) {
            self.problems.push(bad_name("a documented method", method, "lower_snake_case"));
        }
        let full = Spanned { value: format!("{path}.{}", method.value), span: method.span };
        let rust = names::method(&method.value);
        let pages = pages.then(|| names::pages(&rust));
        if self.documented.claim(&full, self.problems) {
            let scope = self.accessors.entry(path.clone()).or_default();
            scope.claim(&rust, &full.value, method.span, self.problems);
            if let Some(pages) = &pages {
                let origin = format!("the pages of {}", full.value);
                scope.claim(pages, &origin, method.span, self.problems);
            }
        }
        Documented {
            resource: path.clone(),
            accessors: accessors(path),
            name: method.value.clone(),
            method: rust,
            pages,
        }
    }
}

/// The accessors that lead to a resource, outermost first.
fn accessors(path: &str) -> Vec<Accessor> {
    let ends = path.match_indices('.').map(|(dot, _)| dot).chain([path.len()]);
    let prefixes = ends.filter_map(|end| path.get(..end));
    prefixes
        .map(|prefix| {
            let word = prefix.rsplit('.').next().unwrap_or(prefix);
            Accessor {
                path: prefix.to_owned(),
                method: names::accessor(word, !prefix.contains('.')),
                group: names::resource(prefix),
            }
        })
        .collect()
}

/// Whether anything is said of a message beside its name.
fn defines_anything(body: &raw::MessageBody) -> bool {
    let raw::MessageBody { span: _, doc, note, deprecated, validation, .. } = body;
    let said = doc.is_some() || note.is_some() || deprecated.is_some() || validation.is_some();
    let raw::MessageBody { oneofs, fields, messages, enums, .. } = body;
    let types = messages.is_empty() && enums.is_empty();
    said || !(oneofs.is_empty() && fields.is_empty() && types)
}

struct ServiceScopes {
    names: Scope<String>,
    methods: RustScope,
    siblings: Vec<deprecation::Sibling>,
}

fn siblings(file: &collect::File<'_>) -> Vec<deprecation::Sibling> {
    let rpcs = file.groups.iter().flat_map(|group| &group.rpcs);
    rpcs.map(|rpc| {
        let name = &rpc.raw.name.value;
        (name.clone(), names::method(name).to_string())
    })
    .collect()
}
