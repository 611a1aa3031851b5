//! Turns the API into Rust items. Cannot fail, because [`crate::lower`] has reported all errors.
//!
//! There is a module for each kind of item. An emitter destructures an IR node, names the fragments and
//! ends in one `quote!`. All names of items come from the IR. Used by `render`. Depends on `ir`,
//! `printer` and `tokens`.

mod accessors;
mod client;
mod crate_root;
mod deprecation;
mod docs;
mod enums;
mod expression;
mod fields;
mod manifest;
mod message;
mod message_impl;
mod methods;
mod mock;
mod model;
mod numbers;
mod oneof;
mod over_http;
mod paging;
mod paths;
mod polled;
mod reference;
mod registry;
mod rules;
mod server;
mod snippet;
mod wire;

use std::fmt;

use crate::ir::{Api, Rpc};
use crate::tokens::Tokens;

pub use manifest::{ManifestEntry, ManifestValue};

/// The contents of the generated crate.
#[derive(Debug)]
pub struct Package<'a> {
    /// The Rust files.
    pub sources: Vec<Source<'a>>,
    /// The values for the templates.
    pub facts: Facts,
}

/// The module docs of a Rust file.
#[derive(Debug)]
pub enum ModuleDoc {
    /// Lines of Markdown.
    Markdown(Vec<String>),
    /// The name of a Markdown template.
    Template(&'static str),
}

/// A Rust file.
pub struct Source<'a> {
    /// The path in the crate.
    pub path: String,
    /// The schema file that it is generated from.
    pub origin: String,
    /// The module docs.
    pub doc: ModuleDoc,
    items: Box<dyn Fn() -> Vec<Item> + Send + Sync + 'a>,
}

pub(crate) use docs::code as code_span;

impl<'a> Source<'a> {
    fn new(
        path: impl Into<String>,
        origin: impl Into<String>,
        doc: Vec<String>,
        items: impl Fn() -> Vec<Item> + Send + Sync + 'a,
    ) -> Self {
        let doc = ModuleDoc::Markdown(doc);
        Self { path: path.into(), origin: origin.into(), doc, items: Box::new(items) }
    }

    /// A file with module docs from a template.
    fn from_template(
        path: &str,
        origin: &str,
        template: &'static str,
        items: impl Fn() -> Vec<Item> + Send + Sync + 'a,
    ) -> Self {
        Self { doc: ModuleDoc::Template(template), ..Self::new(path, origin, Vec::new(), items) }
    }

    /// Creates the items, in order. Tokens are not `Send`, so each thread creates those that it needs.
    #[must_use]
    pub fn items(&self) -> Vec<Item> {
        (self.items)()
    }
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("path", &self.path).finish_non_exhaustive()
    }
}

/// A top-level item. Items are rendered one by one, so that an error names the item.
#[derive(Debug)]
pub struct Item {
    /// The name for error messages.
    pub name: String,
    /// The tokens.
    pub tokens: Tokens,
}

impl Item {
    fn new(name: impl Into<String>, tokens: Tokens) -> Self {
        Self { name: name.into(), tokens }
    }
}

/// The values for the templates.
#[derive(Debug)]
pub struct Facts {
    /// The display name of the API.
    pub title: String,
    /// The protobuf package.
    pub package: String,
    /// The description of the API, as Markdown.
    pub doc: Vec<String>,
    /// The name of the generated crate.
    pub name: String,
    /// The name of its library.
    pub library: String,
    /// The version requirement with which others depend on it.
    pub requirement: String,
    /// Its license.
    pub license: Option<String>,
    /// The section `[package]` of its manifest.
    pub manifest: Vec<ManifestEntry>,
    /// The version requirement of the runtime.
    pub runtime_version: String,
    /// The folder of the runtime, if it is not that of crates.io.
    pub runtime_path: Option<String>,
    /// The description of authentication, as Markdown. `None` if calls send no token.
    pub auth_doc: Option<Vec<String>>,
    /// The description of paging, as Markdown. `None` if the API has no lists in pages.
    pub paging_doc: Option<Vec<String>>,
    /// The base URL of the production service.
    pub base_url: Option<String>,
    /// Whether environment variables configure a client.
    pub has_client_from_env: bool,
    /// Whether fields have well-known types that are not scalars.
    pub has_well_known_types: bool,
    /// Environment variables that hold the base URL, in order of precedence.
    pub base_url_env: Vec<String>,
    /// Environment variables that hold the token, in order of precedence.
    pub token_env: Vec<String>,
    /// The RPC for the example in the crate docs. `None` if the API has no suitable one.
    pub example: Option<ExampleFacts>,
    /// The number of messages.
    pub messages: usize,
    /// The number of enums.
    pub enums: usize,
    /// The method index.
    pub services: Vec<ServiceFacts>,
}

/// The RPC for the example in the crate docs, in Rust names.
#[derive(Debug)]
pub struct ExampleFacts {
    /// The trait that the handler implements.
    pub server_trait: String,
    /// The struct that mounts the handler.
    pub server: String,
    /// The method of the trait.
    pub method: String,
    /// The path of the request, relative to the `model` module.
    pub request: String,
    /// The path of the response, relative to the `model` module.
    pub response: String,
    /// The documented call, such as `client.projects().list`.
    pub call: String,
}

/// A service in the method index.
#[derive(Debug)]
pub struct ServiceFacts {
    /// The name.
    pub name: String,
    /// The first sentence of the description.
    pub summary: String,
    /// The methods in order.
    pub methods: Vec<MethodFacts>,
}

/// A method in the method index.
#[derive(Debug)]
pub struct MethodFacts {
    /// The name of the RPC.
    pub rpc: String,
    /// The method of the client trait.
    pub method: String,
    /// The documented call, such as `client.projects().list(request)`.
    pub documented: String,
    /// The first sentence of the description.
    pub summary: String,
}

/// Turns an API into the items of its crate.
#[must_use]
pub fn emit(api: &Api) -> Package<'_> {
    let mut sources = vec![crate_root::emit(api)];
    sources.extend(model::emit(api));
    sources.push(registry::emit(api));
    sources.push(reference::emit(api));
    sources.push(mock::emit());
    sources.extend(methods::emit(api));
    sources.extend(client::emit(api));
    sources.push(accessors::emit(api));
    sources.extend(server::emit(api));
    Package { sources, facts: facts(api) }
}

fn facts(api: &Api) -> Facts {
    let services = api.services.iter().map(|service| ServiceFacts {
        name: service.name.clone(),
        summary: service.doc.summary(),
        methods: service.rpcs.iter().map(|rpc| method_facts(api, rpc)).collect(),
    });
    Facts {
        title: api.title.clone(),
        package: api.package.clone(),
        doc: api.doc.markdown.clone(),
        name: api.manifest.name.clone(),
        library: api.manifest.library(),
        requirement: api.manifest.requirement().to_owned(),
        license: api.manifest.license.clone(),
        manifest: manifest::package(api),
        runtime_version: api.manifest.runtime.version.clone(),
        runtime_path: api.manifest.runtime.path.clone(),
        auth_doc: api.auth.as_ref().map(|auth| auth.doc.markdown.clone()),
        paging_doc: api.paging.as_ref().map(|paging| paging.doc.markdown.clone()),
        base_url: api.base_url.clone(),
        has_client_from_env: api.has_client_from_env(),
        has_well_known_types: api.has_well_known_types(),
        base_url_env: api.base_url_env.clone(),
        token_env: api.token_env().to_vec(),
        example: crate_root::example(api),
        messages: api.messages.len(),
        enums: api.enums.len(),
        services: services.collect(),
    }
}

/// The documented call of an RPC without its argument, such as `client.projects().list`.
fn documented_call(api: &Api, rpc: &Rpc) -> String {
    format!("{}.{}", api.accessor_chain(rpc), rpc.documented.method)
}

fn method_facts(api: &Api, rpc: &Rpc) -> MethodFacts {
    MethodFacts {
        rpc: rpc.name.clone(),
        method: rpc.method.to_string(),
        documented: format!("{}(request)", documented_call(api, rpc)),
        summary: rpc.doc.summary(),
    }
}
