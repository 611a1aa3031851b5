//! The API as the emitters see it: everything resolved, named and valid.
//!
//! Plain data in schema order. References are ids, names are newtypes, and only [`crate::lower`]
//! makes them, so an emitter has nothing left to check.

mod doc;
mod expression;
mod message;
mod name;
mod rules;
mod service;
mod types;

use std::ops::Index;

pub use doc::Doc;
pub use expression::{Comparison, Expression, Literal, TextTest};
pub use message::{Enum, EnumValue, Field, Message, Oneof, Presence};
pub use name::{RustName, RustPath};
pub use rules::{Bound, Bounds, CelRule, Ignore, LengthRules, RuleSet, StringFormat};
pub use service::{
    Accessor, Documented, Example, Idempotency, Paging, Resource, Rpc, RpcId, Service, ServiceNames,
};
pub use types::{FieldType, MapKey, Scalar, Type};

/// Stands for a message of an [`Api`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(pub(crate) usize);

/// Stands for an enum of an [`Api`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnumId(pub(crate) usize);

/// Stands for a message or an enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypeId {
    /// A message.
    Message(MessageId),
    /// An enum.
    Enum(EnumId),
}

/// The whole API.
#[derive(Debug, Clone)]
pub struct Api {
    /// The protobuf package.
    pub package: String,
    /// What people call the API.
    pub title: String,
    /// What it is for.
    pub doc: Doc,
    /// Where the production service is.
    pub base_url: String,
    /// Environment variables that may hold another base URL.
    pub base_url_env: Vec<String>,
    /// Environment variables that may hold the token.
    pub token_env: Vec<String>,
    /// What the token is.
    pub auth_doc: Doc,
    /// How listings page.
    pub paging: PagingConvention,
    /// The schema's files in order.
    pub files: Vec<File>,
    /// The services in order.
    pub services: Vec<Service>,
    /// All messages, nested ones included; an outer message stands before its inner ones.
    pub messages: Vec<Message>,
    /// All enums.
    pub enums: Vec<Enum>,
}

impl Index<MessageId> for Api {
    type Output = Message;

    #[allow(clippy::indexing_slicing, reason = "`lower` makes one id for each message")]
    fn index(&self, id: MessageId) -> &Message {
        &self.messages[id.0]
    }
}

impl Index<EnumId> for Api {
    type Output = Enum;

    #[allow(clippy::indexing_slicing, reason = "`lower` makes one id for each enum")]
    fn index(&self, id: EnumId) -> &Enum {
        &self.enums[id.0]
    }
}

impl Api {
    /// The Rust path of a message or enum.
    #[must_use]
    pub fn path(&self, id: TypeId) -> &RustPath {
        match id {
            TypeId::Message(id) => &self[id].path,
            TypeId::Enum(id) => &self[id].path,
        }
    }

    /// The name of the file that defines a service.
    #[must_use]
    pub fn origin(&self, service: &Service) -> String {
        let index = self.services.iter().position(|other| other.name == service.name);
        let file = self.files.iter().find(|file| file.service.is_some() && file.service == index);
        file.map_or_else(String::new, |file| format!("{}.yaml", file.stem))
    }

    /// The RPC of an id, with its service.
    #[must_use]
    pub fn rpc(&self, RpcId(service, rpc): RpcId) -> Option<(&Service, &Rpc)> {
        let service = self.services.get(service)?;
        Some((service, service.rpcs.get(rpc)?))
    }

    /// Every RPC with its service, in order.
    pub fn rpcs(&self) -> impl Iterator<Item = (&Service, &Rpc)> {
        self.services.iter().flat_map(|service| service.rpcs.iter().map(move |rpc| (service, rpc)))
    }
}

/// Where listings have their tokens.
#[derive(Debug, Clone)]
pub struct PagingConvention {
    /// The request's field that asks for a page.
    pub request_field: String,
    /// The token in there.
    pub token: String,
    /// The page size in there.
    pub page_size: String,
    /// The response's field that leads to the next page.
    pub response_field: String,
    /// The next token in there.
    pub next_token: String,
    /// The token's name in the query string.
    pub query_token: String,
    /// The page size's name in the query string.
    pub query_page_size: String,
    /// How it is meant.
    pub doc: Doc,
}

/// A file of the schema.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name without ending, such as `project`.
    pub stem: String,
    /// The top-level types that it defines, in order.
    pub types: Vec<TypeId>,
    /// Groups of its types: one module of models each.
    pub modules: Vec<Module>,
    /// The index of its service in [`Api::services`].
    pub service: Option<usize>,
}

/// A group of types that become one module.
#[derive(Debug, Clone)]
pub struct Module {
    /// The module's Rust name, such as `projects_policies`.
    pub name: RustName,
    /// What the group is.
    pub doc: Doc,
    /// The top-level types in order.
    pub types: Vec<TypeId>,
}

/// What replaces a thing, or why it goes.
#[derive(Debug, Clone)]
pub enum Deprecation {
    /// Something else is to be used.
    Use {
        /// Its name in the schema.
        name: String,
        /// Its name in Rust.
        rust: String,
    },
    /// Nothing replaces it: why it goes.
    Reason(String),
}
