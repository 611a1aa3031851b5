//! Services, RPCs and the accessors of their documented names.

use super::{
    AccessorId, Deprecation, Doc, FieldId, FileId, MessageId, RustName, ServiceId, ServiceRpcId,
    Table,
};

/// A service.
#[derive(Debug, Clone)]
pub struct Service {
    /// The name, such as `ProjectService`.
    pub name: String,
    /// The full protobuf name.
    pub full_name: String,
    /// The file that declares the service.
    pub file: FileId,
    /// The description.
    pub doc: Doc,
    /// The names in Rust.
    pub rust: ServiceNames,
    /// The RPCs in order.
    pub rpcs: Table<ServiceRpcId, Rpc>,
}

/// The names of a service in Rust.
#[derive(Debug, Clone)]
pub struct ServiceNames {
    /// The module, such as `project_service`.
    pub module: RustName,
    /// The trait that servers implement, such as `ProjectService`.
    pub server_trait: RustName,
    /// The struct that mounts an implementation, such as `ProjectServiceServer`.
    pub server: RustName,
    /// The trait that clients implement, such as `ProjectServiceClient`.
    pub client_trait: RustName,
}

/// An RPC.
#[derive(Debug, Clone)]
pub struct Rpc {
    /// The name, such as `GetProject`.
    pub name: String,
    /// The method in Rust, such as `get_project`.
    pub method: RustName,
    /// The constant in the method table, such as `GET_PROJECT`.
    pub constant: RustName,
    /// The path of its HTTP request, such as `/gitpod.v1.ProjectService/GetProject`.
    pub path: String,
    /// The request message.
    pub request: MessageId,
    /// The response message.
    pub response: MessageId,
    /// The idempotency level.
    pub idempotency: Idempotency,
    /// The documented name.
    pub documented: Documented,
    /// Paging, if the RPC returns a list in pages.
    pub paging: Option<Paging>,
    /// The deprecation, if the RPC is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The description.
    pub doc: Doc,
    /// Example requests and responses.
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
    /// The full name, such as `projects.policies.list`.
    pub name: String,
    /// The accessor that has the method.
    pub accessor: AccessorId,
    /// The method in Rust.
    pub method: RustName,
}

/// An accessor: a step of a documented name, such as `policies` in
/// `client.projects().policies().list(…)`.
#[derive(Debug, Clone)]
pub struct Accessor {
    /// The documented path, such as `projects.policies`.
    pub path: String,
    /// The method that returns the accessor, such as `policies`.
    pub method: RustName,
    /// The type that the method returns, such as `ProjectsPolicies`.
    pub group: RustName,
    /// The description of the resource at this path, if there is one.
    pub doc: Option<Doc>,
    /// The parent. `None` for accessors of the client itself.
    pub parent: Option<AccessorId>,
    /// The children, in order.
    pub children: Vec<AccessorId>,
    /// The RPCs that are methods of the accessor, in order.
    pub rpcs: Vec<RpcId>,
}

/// The idempotency level of an RPC, as in protobuf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idempotency {
    /// Not known to be idempotent.
    Unknown,
    /// Reads only.
    NoSideEffects,
    /// Repeated calls have the same effect as one.
    Idempotent,
}

/// The paging fields of an RPC.
#[derive(Debug, Clone)]
pub struct Paging {
    /// The response field with the items.
    pub items: FieldId,
    /// The page token in the request.
    pub page_token: NestedField,
    /// The page size in the request.
    pub page_size: NestedField,
    /// The next page token in the response.
    pub next_page_token: NestedField,
    /// Whether the paging parameters are also accepted in the query string.
    pub query: bool,
    /// The client method that returns pages, such as `list_projects_pages`.
    pub method: RustName,
    /// The accessor method that returns pages, such as `list_pages`.
    pub documented_method: RustName,
}

/// A field of a nested message, such as `pagination.token`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NestedField {
    /// The field that holds the nested message.
    pub outer: FieldId,
    /// The nested message.
    pub message: MessageId,
    /// The field of the nested message.
    pub inner: FieldId,
}

/// An example request and response.
#[derive(Debug, Clone)]
pub struct Example {
    /// The title.
    pub title: String,
    /// The request in ProtoJSON.
    pub request: String,
    /// The response in ProtoJSON.
    pub response: String,
}
