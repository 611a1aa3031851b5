//! The method table: one static description per RPC, read by clients, servers and tools.

use std::fmt;

use super::Error;
use crate::message::Message;

/// The static description of a service.
#[derive(Debug)]
pub struct ServiceDescriptor {
    name: &'static str,
    methods: &'static [MethodDescriptor],
}

impl ServiceDescriptor {
    /// Describes a service; called by generated code in a `static`.
    #[must_use]
    pub const fn new(name: &'static str, methods: &'static [MethodDescriptor]) -> Self {
        Self { name, methods }
    }

    /// The full protobuf name, such as `gitpod.v1.ProjectService`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The RPCs in schema order; [`Service::call`](super::Service::call) takes an index into them.
    #[must_use]
    pub const fn methods(&self) -> &'static [MethodDescriptor] {
        self.methods
    }
}

/// The static description of an RPC.
#[derive(Debug)]
pub struct MethodDescriptor {
    service: &'static str,
    name: &'static str,
    path: &'static str,
    request: MessageType,
    response: MessageType,
    idempotency: Idempotency,
    documented: Option<&'static str>,
    paging: Option<PagingDescriptor>,
    deprecated: Option<&'static str>,
}

impl MethodDescriptor {
    /// Describes an RPC; called by generated code in a `static`.
    ///
    /// The path is `/`, the service's full name, `/` and the method's name: it is given and not
    /// put together so that it is one static string.
    #[must_use]
    pub const fn new(
        service: &'static str,
        name: &'static str,
        path: &'static str,
        request: MessageType,
        response: MessageType,
    ) -> Self {
        Self {
            service,
            name,
            path,
            request,
            response,
            idempotency: Idempotency::Unknown,
            documented: None,
            paging: None,
            deprecated: None,
        }
    }

    /// Says that the RPC only reads.
    #[must_use]
    pub const fn no_side_effects(mut self) -> Self {
        self.idempotency = Idempotency::NoSideEffects;
        self
    }

    /// Says that the RPC may be repeated.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotency = Idempotency::Idempotent;
        self
    }

    /// Sets the name that the API's documentation calls the RPC by.
    #[must_use]
    pub const fn documented(mut self, name: &'static str) -> Self {
        self.documented = Some(name);
        self
    }

    /// Says that the RPC lists page by page.
    #[must_use]
    pub const fn paging(mut self, paging: PagingDescriptor) -> Self {
        self.paging = Some(paging);
        self
    }

    /// Marks the RPC as deprecated, with what to use instead.
    #[must_use]
    pub const fn deprecated(mut self, note: &'static str) -> Self {
        self.deprecated = Some(note);
        self
    }

    /// The full protobuf name of the service, such as `gitpod.v1.ProjectService`.
    #[must_use]
    pub const fn service(&self) -> &'static str {
        self.service
    }

    /// The name in the schema, such as `GetProject`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The path below the base URL, such as `/gitpod.v1.ProjectService/GetProject`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The type of the request.
    #[must_use]
    pub const fn request(&self) -> MessageType {
        self.request
    }

    /// The type of the response.
    #[must_use]
    pub const fn response(&self) -> MessageType {
        self.response
    }

    /// Whether the RPC may be repeated.
    #[must_use]
    pub const fn idempotency(&self) -> Idempotency {
        self.idempotency
    }

    /// The name in the API's documentation, such as `projects.retrieve`.
    #[must_use]
    pub const fn documented_name(&self) -> Option<&'static str> {
        self.documented
    }

    /// How the RPC pages, if it does.
    #[must_use]
    pub const fn paging_descriptor(&self) -> Option<&PagingDescriptor> {
        self.paging.as_ref()
    }

    /// What to use instead, if the RPC is deprecated.
    #[must_use]
    pub const fn deprecation(&self) -> Option<&'static str> {
        self.deprecated
    }

    /// The error of an RPC that nobody implements, naming it.
    #[must_use]
    pub fn unimplemented(&self) -> Error {
        Error::unimplemented(format!("{} is not implemented", self.name)).with_method(self.path)
    }
}

/// A message type as a value: its name and a way to make one.
#[derive(Clone, Copy)]
pub struct MessageType {
    name: &'static str,
    make: fn() -> Box<dyn Message>,
}

impl MessageType {
    /// The type `M`, whose full protobuf name is `name`.
    #[must_use]
    pub const fn of<M: Message + Default>(name: &'static str) -> Self {
        Self { name, make: make::<M> }
    }

    /// The full protobuf name, such as `gitpod.v1.GetProjectRequest`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// A message of this type with every field at its default.
    #[must_use]
    pub fn new_message(&self) -> Box<dyn Message> {
        (self.make)()
    }
}

fn make<M: Message + Default>() -> Box<dyn Message> {
    Box::new(M::default())
}

impl fmt::Debug for MessageType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MessageType").field(&self.name).finish()
    }
}

/// Whether an RPC may be repeated, as protobuf's `idempotency_level` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Idempotency {
    /// Nothing is known: a repetition may do the work twice.
    Unknown,
    /// It only reads, so it may be repeated and sent as an HTTP `GET`.
    NoSideEffects,
    /// It writes, and a repetition changes nothing more.
    Idempotent,
}

/// How a list RPC pages. Names are those of the schema, except in the query string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PagingDescriptor {
    items: &'static str,
    request_field: &'static str,
    token: &'static str,
    size: &'static str,
    response_field: &'static str,
    next_token: &'static str,
    query: Option<(&'static str, &'static str)>,
}

impl PagingDescriptor {
    /// Describes paging over the response's field `items`, with `pagination.token` and
    /// `pagination.page_size` in the request and `pagination.next_token` in the response.
    #[must_use]
    pub const fn new(items: &'static str) -> Self {
        Self {
            items,
            request_field: "pagination",
            token: "token",
            size: "page_size",
            response_field: "pagination",
            next_token: "next_token",
            query: None,
        }
    }

    /// Names the request's message field and the token and the page size in it.
    #[must_use]
    pub const fn request(
        mut self,
        field: &'static str,
        token: &'static str,
        size: &'static str,
    ) -> Self {
        self.request_field = field;
        self.token = token;
        self.size = size;
        self
    }

    /// Names the response's message field and the next token in it.
    #[must_use]
    pub const fn response(mut self, field: &'static str, next_token: &'static str) -> Self {
        self.response_field = field;
        self.next_token = next_token;
        self
    }

    /// Names the token and the page size in the query string.
    #[must_use]
    pub const fn query(mut self, token: &'static str, size: &'static str) -> Self {
        self.query = Some((token, size));
        self
    }

    /// The response's repeated field.
    #[must_use]
    pub const fn items(&self) -> &'static str {
        self.items
    }

    /// The request's field with the paging message.
    #[must_use]
    pub const fn request_field(&self) -> &'static str {
        self.request_field
    }

    /// The token's field in the request's paging message.
    #[must_use]
    pub const fn token(&self) -> &'static str {
        self.token
    }

    /// The page size's field in the request's paging message.
    #[must_use]
    pub const fn size(&self) -> &'static str {
        self.size
    }

    /// The response's field with the paging message.
    #[must_use]
    pub const fn response_field(&self) -> &'static str {
        self.response_field
    }

    /// The next token's field in the response's paging message.
    #[must_use]
    pub const fn next_token(&self) -> &'static str {
        self.next_token
    }

    /// The keys of the token and of the page size in the query string, where they go there too.
    #[must_use]
    pub const fn query_keys(&self) -> Option<(&'static str, &'static str)> {
        self.query
    }
}
