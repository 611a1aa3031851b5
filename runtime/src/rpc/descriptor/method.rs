//! The descriptor of an RPC.

use super::{Idempotency, MessageType, PagingDescriptor};
use crate::rpc::Error;

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
