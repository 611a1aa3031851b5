//! Services, RPCs and their documented names.

use super::{
    AccessorId, Deprecation, Doc, FieldId, FileId, MessageId, RustName, ServiceId, ServiceRpcId,
    Table,
};

/// A service.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its name, such as `ProjectService`.
    pub name: String,
    /// Its name with the package.
    pub full_name: String,
    /// The file that declares it.
    pub file: FileId,
    /// What it is for.
    pub doc: Doc,
    /// Its names in Rust.
    pub rust: ServiceNames,
    /// Its RPCs in order.
    pub rpcs: Table<ServiceRpcId, Rpc>,
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

/// Identifies an RPC of an [`Api`](super::Api).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RpcId {
    /// The service.
    pub service: ServiceId,
    /// The RPC of the service.
    pub rpc: ServiceRpcId,
}

/// The documented name of an RPC.
#[derive(Debug, Clone)]
pub struct Documented {
    /// The whole name, such as `projects.policies.list`.
    pub name: String,
    /// The last step to the method.
    pub accessor: AccessorId,
    /// The method in Rust.
    pub method: RustName,
}

/// A step of documented names, such as `policies` of `client.projects().policies().list(…)`.
#[derive(Debug, Clone)]
pub struct Accessor {
    /// The documented path up to here, such as `projects.policies`.
    pub path: String,
    /// The method of the step before, such as `policies`.
    pub method: RustName,
    /// The type that the method returns, such as `ProjectsPolicies`.
    pub group: RustName,
    /// The docs of the resource with this path, if there is one.
    pub doc: Option<Doc>,
    /// The step before; none for a method of the client itself.
    pub parent: Option<AccessorId>,
    /// The next steps, in order.
    pub children: Vec<AccessorId>,
    /// The RPCs that are methods here, in order.
    pub rpcs: Vec<RpcId>,
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
    /// The response's field with the items.
    pub items: FieldId,
    /// The request's token of the page to send.
    pub page_token: NestedField,
    /// The request's page size.
    pub page_size: NestedField,
    /// The response's token of the next page.
    pub next_page_token: NestedField,
    /// Whether token and size may stand in the query string.
    pub query: bool,
    /// The client's method that returns pages, such as `list_projects_pages`.
    pub method: RustName,
    /// The same among the documented methods, such as `list_pages`.
    pub documented_method: RustName,
}

/// A field of a message that a field holds, such as `pagination.token`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NestedField {
    /// The field that holds a message.
    pub outer: FieldId,
    /// The message that it holds.
    pub message: MessageId,
    /// The field of that message.
    pub inner: FieldId,
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
