//! The intermediate representation: the API, resolved, named and validated, as plain data in schema
//! order.
//!
//! References are ids, and names are newtypes. Built by [`crate::lower`], which has checked
//! everything; read by `emit` and `export`. Depends on no other module.

mod auth;
mod doc;
mod expression;
mod manifest;
mod message;
mod name;
mod pattern;
mod reserved;
mod rules;
mod service;
mod table;
mod types;
mod walk;
mod well_known;

use std::ops::Index;

pub use auth::{Auth, AuthScheme};
pub use doc::{Doc, Prose};
pub use expression::{Comparison, Condition, Integer, Membership, Operand, Operands, TextTest};
pub use manifest::{Manifest, Runtime};
pub use message::{
    Enum, EnumAlias, EnumValue, Field, Member, Message, Oneof, Presence, RequiredAccessors,
};
pub use name::{RustName, RustPath};
pub use pattern::Pattern;
pub use reserved::{NumberRange, Reservation, Reserved};
pub use rules::{Bound, Bounds, CelRule, Ignore, LengthRules, Listed, RuleSet, StringFormat};
pub use service::{
    Accessor, Documented, Example, Idempotency, NestedField, Paging, Rpc, RpcId, Service,
    ServiceNames,
};
pub(crate) use table::Id;
pub use table::{
    AccessorId, EnumId, EnumValueId, FieldId, FileId, MessageId, OneofId, ServiceId, ServiceRpcId,
    Table,
};
pub use types::{Encoding, FieldType, MapKey, Repr, Scalar, Type};
pub(crate) use walk::Walk;
pub use well_known::WellKnown;

/// Identifies a message or an enum.
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
    /// The display name of the API.
    pub title: String,
    /// The description.
    pub doc: Prose,
    /// What the manifest of the generated crate says.
    pub manifest: Manifest,
    /// The base URL of the production service, if callers need not set one.
    pub base_url: Option<String>,
    /// Environment variables that hold the base URL, in order of precedence.
    pub base_url_env: Vec<String>,
    /// Authentication, if calls send a token.
    pub auth: Option<Auth>,
    /// The names of the paging fields and parameters, if the API has lists in pages.
    pub paging: Option<PagingConvention>,
    /// The schema's files in order.
    pub files: Table<FileId, File>,
    /// The services in order.
    pub services: Table<ServiceId, Service>,
    /// The accessors of documented names, parents before children.
    pub accessors: Table<AccessorId, Accessor>,
    /// All messages. A message comes before the messages nested in it.
    pub messages: Table<MessageId, Message>,
    /// All enums, including nested ones.
    pub enums: Table<EnumId, Enum>,
}

impl Index<MessageId> for Api {
    type Output = Message;

    fn index(&self, id: MessageId) -> &Message {
        &self.messages[id]
    }
}

impl Index<EnumId> for Api {
    type Output = Enum;

    fn index(&self, id: EnumId) -> &Enum {
        &self.enums[id]
    }
}

impl Index<FileId> for Api {
    type Output = File;

    fn index(&self, id: FileId) -> &File {
        &self.files[id]
    }
}

impl Index<ServiceId> for Api {
    type Output = Service;

    fn index(&self, id: ServiceId) -> &Service {
        &self.services[id]
    }
}

impl Index<AccessorId> for Api {
    type Output = Accessor;

    fn index(&self, id: AccessorId) -> &Accessor {
        &self.accessors[id]
    }
}

impl Index<RpcId> for Api {
    type Output = Rpc;

    fn index(&self, id: RpcId) -> &Rpc {
        &self[id.service].rpcs[id.rpc]
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

    /// The last part of the name of a message or enum.
    #[must_use]
    pub fn short_name(&self, id: TypeId) -> &str {
        match id {
            TypeId::Message(id) => self[id].short_name(),
            TypeId::Enum(id) => self[id].short_name(),
        }
    }

    /// Whether a value of a type contains a float, directly or indirectly.
    #[must_use]
    pub fn contains_float(&self, ty: Type) -> bool {
        match ty {
            Type::Scalar(scalar) => matches!(scalar, Scalar::Float | Scalar::Double),
            Type::WellKnown(known) => known.contains_float(),
            Type::Message(id) => self[id].contains_float,
            Type::Enum(_) => false,
        }
    }

    /// Whether a field has a type of the package `google.protobuf` that is not a scalar.
    #[must_use]
    pub fn has_well_known_types(&self) -> bool {
        let mut fields = self.messages.iter().flat_map(|message| message.fields.iter());
        fields.any(|field| matches!(field.ty.inner(), Type::WellKnown(_)))
    }

    /// The name of the file that defines a service.
    #[must_use]
    pub fn origin(&self, service: &Service) -> String {
        self[service.file].name()
    }

    /// The receiver of an RPC's documented method, such as `client.projects().policies()`.
    #[must_use]
    pub fn accessor_chain(&self, rpc: &Rpc) -> String {
        let mut chain = String::new();
        let mut next = Some(rpc.documented.accessor);
        while let Some(step) = next.map(|id| &self[id]) {
            chain.insert_str(0, &format!(".{}()", step.method));
            next = step.parent;
        }
        format!("client{chain}")
    }

    /// The environment variables that hold the token, in order of precedence.
    #[must_use]
    pub fn token_env(&self) -> &[String] {
        self.auth.as_ref().map_or(&[], |auth| &auth.env)
    }

    /// Whether the environment can configure a client: otherwise, a caller has to set the base URL.
    #[must_use]
    pub fn has_client_from_env(&self) -> bool {
        self.base_url.is_some() || !self.base_url_env.is_empty()
    }

    /// The ids of all RPCs, in order.
    pub(crate) fn rpc_ids(&self) -> impl Iterator<Item = RpcId> {
        self.services
            .enumerate()
            .flat_map(|(service, of)| of.rpcs.ids().map(move |rpc| RpcId { service, rpc }))
    }

    /// What `wait_until` looks at, if the calls of an RPC have it: those of RPCs that are named `Get…`,
    /// return no pages, and are the only ones with their response.
    #[must_use]
    pub fn polled(&self, rpc: &Rpc) -> Option<Polled<'_>> {
        let response = &self[rpc.response];
        let is_polled =
            rpc.name.starts_with("Get") && rpc.paging.is_none() && response.reached_by.len() == 1;
        let mut fields = response.fields.iter();
        let polled = match (fields.next(), fields.next()) {
            (Some(field), None) if field.presence == Presence::Message => Polled::Field(field),
            _ => Polled::Response,
        };
        is_polled.then_some(polled)
    }

    /// Every RPC with its service, in order.
    pub fn rpcs(&self) -> impl Iterator<Item = (&Service, &Rpc)> {
        self.services.iter().flat_map(|service| service.rpcs.iter().map(move |rpc| (service, rpc)))
    }
}

/// What `wait_until` looks at.
#[derive(Debug, Clone, Copy)]
pub enum Polled<'a> {
    /// The message in the only field of the response.
    Field(&'a Field),
    /// The response itself.
    Response,
}

/// The names of the paging fields and parameters.
#[derive(Debug, Clone)]
pub struct PagingConvention {
    /// The request field that holds the paging message.
    pub request_field: String,
    /// The field for the page token in that message.
    pub token: String,
    /// The field for the page size in that message.
    pub page_size: String,
    /// The response field that holds the paging message.
    pub response_field: String,
    /// The field for the next page token in that message.
    pub next_token: String,
    /// The parameters in the query string, if servers read them.
    pub query: Option<PagingQuery>,
    /// The description of paging.
    pub doc: Prose,
}

/// The paging parameters in the query string.
#[derive(Debug, Clone)]
pub struct PagingQuery {
    /// The parameter for the page token.
    pub token: String,
    /// The parameter for the page size.
    pub page_size: String,
}

/// A file of the schema.
#[derive(Debug, Clone)]
pub struct File {
    /// The file name without extension, such as `project`.
    pub stem: String,
    /// The top-level types of the file, in order.
    pub types: Vec<TypeId>,
    /// The types in groups. Each group becomes one module.
    pub modules: Vec<Module>,
    /// The service that the file declares.
    pub service: Option<ServiceId>,
}

impl File {
    /// The file name, such as `project.yaml`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}.yaml", self.stem)
    }
}

/// A group of types that become one module.
#[derive(Debug, Clone)]
pub struct Module {
    /// The name of the module's file, such as `projects_policies`.
    pub name: RustName,
    /// The private module of that file, such as `_projects_policies`.
    pub private: RustName,
    /// The description of the group.
    pub doc: Doc,
    /// The top-level types in order.
    pub types: Vec<TypeId>,
}

/// The replacement of a deprecated item, or the reason for its deprecation.
#[derive(Debug, Clone)]
pub enum Deprecation {
    /// The replacement.
    Use {
        /// The name in the schema.
        name: String,
        /// The name in Rust.
        rust: String,
    },
    /// The reason, if there is no replacement.
    Reason(String),
}
