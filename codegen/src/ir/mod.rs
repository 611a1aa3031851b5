//! The API as the emitters see it: everything resolved, named and valid.
//!
//! Plain data in schema order. References are ids, names are newtypes, and only [`crate::lower`]
//! makes them, so an emitter has nothing left to check.

mod doc;
mod name;
mod rules;
mod types;

use std::ops::Index;

pub use doc::Doc;
pub use name::{RustName, RustPath};
pub use rules::{Bound, Bounds, CelRule, Ignore, LengthRules, RuleSet, StringFormat};
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

/// A service.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its name, such as `ProjectService`.
    pub name: String,
    /// Its name with the package.
    pub full_name: String,
    /// What it is for.
    pub doc: Doc,
    /// Its names in Rust.
    pub rust: ServiceNames,
    /// Its groups of RPCs.
    pub resources: Vec<Resource>,
    /// Its RPCs in order.
    pub rpcs: Vec<Rpc>,
}

/// What a service is called in Rust.
#[derive(Debug, Clone)]
pub struct ServiceNames {
    /// The module, such as `project_service`.
    pub module: RustName,
    /// The trait that servers implement, such as `ProjectService`.
    pub server_trait: RustName,
    /// The struct that mounts an implementation, such as `ProjectServiceServer`.
    pub server: RustName,
    /// The trait of clients, such as `ProjectServiceClient`.
    pub client_trait: RustName,
}

/// A group of RPCs under one documented path.
#[derive(Debug, Clone)]
pub struct Resource {
    /// The documented path, such as `projects.policies`.
    pub path: String,
    /// What it is.
    pub doc: Doc,
}

/// An RPC.
#[derive(Debug, Clone)]
pub struct Rpc {
    /// Its name, such as `GetProject`.
    pub name: String,
    /// Its method in Rust, such as `get_project`.
    pub method: RustName,
    /// Its constant in the method table, such as `GET_PROJECT`.
    pub constant: RustName,
    /// The path of its HTTP request, such as `/gitpod.v1.ProjectService/GetProject`.
    pub path: String,
    /// What it takes.
    pub request: MessageId,
    /// What it gives.
    pub response: MessageId,
    /// Whether calling it again may change anything.
    pub idempotency: Idempotency,
    /// Its documented resource and method.
    pub documented: Documented,
    /// How it pages.
    pub paging: Option<Paging>,
    /// What to call instead.
    pub deprecated: Option<Deprecation>,
    /// What it does.
    pub doc: Doc,
    /// Requests with their responses.
    pub examples: Vec<Example>,
}

/// The documented name of an RPC.
#[derive(Debug, Clone)]
pub struct Documented {
    /// The resource's path, such as `projects.policies`.
    pub resource: String,
    /// The resource's segments as methods.
    pub accessors: Vec<RustName>,
    /// The method's name, such as `list`.
    pub name: String,
    /// The method in Rust.
    pub method: RustName,
    /// The method that gives pages, for an RPC that pages.
    pub pages: Option<RustName>,
}

impl Documented {
    /// The whole documented name, such as `projects.policies.list`.
    #[must_use]
    pub fn full(&self) -> String {
        format!("{}.{}", self.resource, self.name)
    }
}

/// Whether calling an RPC again may change anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idempotency {
    /// It may.
    Unknown,
    /// It only reads.
    NoSideEffects,
    /// Twice is the same as once.
    Idempotent,
}

/// How an RPC pages.
#[derive(Debug, Clone)]
pub struct Paging {
    /// The response's field with the items: its index in the message.
    pub items: usize,
    /// Whether token and size may stand in the query string.
    pub query: bool,
    /// The method that gives pages, such as `list_projects_pages`.
    pub method: RustName,
}

/// A request with its response, as JSON text.
#[derive(Debug, Clone)]
pub struct Example {
    /// What it shows.
    pub title: String,
    /// The request in ProtoJSON.
    pub request: String,
    /// The response in ProtoJSON.
    pub response: String,
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

/// A message.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Its name from the package's root, such as `ListProjectsRequest.Filter`.
    pub name: String,
    /// Its name with the package.
    pub full_name: String,
    /// Where it lives in Rust, from the models' root.
    pub path: RustPath,
    /// The module of what is nested in it, if anything is.
    pub module: Option<RustName>,
    /// The file that defines it: its index in [`Api::files`].
    pub file: usize,
    /// What it is.
    pub doc: Doc,
    /// Its fields in schema order.
    pub fields: Vec<Field>,
    /// Its oneofs in schema order.
    pub oneofs: Vec<Oneof>,
    /// Messages and enums that are nested in it.
    pub nested: Vec<TypeId>,
    /// Whether rules of its fields are checked.
    pub validated: bool,
    /// What to use instead.
    pub deprecated: Option<Deprecation>,
    /// RPCs that reach it, as `Service.Rpc`, in order.
    pub reached_by: Vec<String>,
}

impl Message {
    /// The last part of its name.
    #[must_use]
    pub fn short_name(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its protobuf name.
    pub name: String,
    /// Its JSON name.
    pub json_name: String,
    /// Its number.
    pub number: u32,
    /// Its name in Rust; for a oneof's arm, the variant.
    pub rust: RustName,
    /// The method that sets it, such as `with_page_size`.
    pub setter: RustName,
    /// Its type.
    pub ty: FieldType,
    /// How it tells "not set" from its default.
    pub presence: Presence,
    /// Whether a message is boxed, since it can contain itself.
    pub boxed: bool,
    /// Whether the documentation shows it as always present.
    pub documented_required: bool,
    /// What a valid value is.
    pub rules: RuleSet,
    /// Whether no log may show it.
    pub sensitive: bool,
    /// What to use instead.
    pub deprecated: Option<Deprecation>,
    /// What it is.
    pub doc: Doc,
}

/// How a field tells "not set" from its default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It does not.
    Implicit,
    /// It is a message.
    Message,
    /// It is declared `optional`.
    Optional,
    /// It is an arm of the oneof at this index of [`Message::oneofs`].
    Oneof(usize),
}

/// A oneof.
#[derive(Debug, Clone)]
pub struct Oneof {
    /// Its protobuf name.
    pub name: String,
    /// Its field in Rust.
    pub rust: RustName,
    /// The method that sets it.
    pub setter: RustName,
    /// Where its enum lives in Rust.
    pub path: RustPath,
    /// Whether one arm must be set.
    pub required: bool,
    /// What is chosen between.
    pub doc: Doc,
    /// Its arms: indices of [`Message::fields`].
    pub arms: Vec<usize>,
}

/// An enum.
#[derive(Debug, Clone)]
pub struct Enum {
    /// Its id.
    pub id: EnumId,
    /// Its name from the package's root.
    pub name: String,
    /// Its name with the package.
    pub full_name: String,
    /// Where it lives in Rust.
    pub path: RustPath,
    /// The file that defines it.
    pub file: usize,
    /// What it says.
    pub doc: Doc,
    /// Its values in schema order; the first is numbered 0.
    pub values: Vec<EnumValue>,
    /// What to use instead.
    pub deprecated: Option<Deprecation>,
    /// RPCs that reach it, as `Service.Rpc`, in order.
    pub reached_by: Vec<String>,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// Its wire name.
    pub name: String,
    /// Its number.
    pub number: i32,
    /// Its variant.
    pub rust: RustName,
    /// What to use instead.
    pub deprecated: Option<Deprecation>,
    /// What it means.
    pub doc: Doc,
}
