//! Services, RPCs and their documented names.

use super::{Deprecation, Doc, MessageId, RustName};

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

/// Stands for an RPC of an [`Api`](super::Api): a service and an RPC of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RpcId(pub(crate) usize, pub(crate) usize);

/// The documented name of an RPC.
#[derive(Debug, Clone)]
pub struct Documented {
    /// The resource's path, such as `projects.policies`.
    pub resource: String,
    /// What leads to the resource, outermost first.
    pub accessors: Vec<Accessor>,
    /// The method's name, such as `list`.
    pub name: String,
    /// The method in Rust.
    pub method: RustName,
    /// The method that gives pages, for an RPC that pages.
    pub pages: Option<RustName>,
}

/// A step on a documented path.
#[derive(Debug, Clone)]
pub struct Accessor {
    /// The path up to here, such as `projects.policies`.
    pub path: String,
    /// The method of the step before, such as `policies`.
    pub method: RustName,
    /// The type that it gives, such as `ProjectsPolicies`.
    pub group: RustName,
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
