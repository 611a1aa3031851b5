//! [`MethodDescriptor`]: the static description of an RPC.

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
    #[cfg(feature = "http-server")]
    streaming: bool,
    documented: Option<&'static str>,
    paging: Option<PagingDescriptor>,
    deprecated: Option<&'static str>,
}

impl MethodDescriptor {
    /// Describes an RPC. Generated code calls it in a constant.
    ///
    /// The path is `/SERVICE/METHOD` with the service's full name. It is a parameter because it has
    /// to be a static string.
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
            #[cfg(feature = "http-server")]
            streaming: false,
            documented: None,
            paging: None,
            deprecated: None,
        }
    }

    /// Sets the idempotency to [`Idempotency::NoSideEffects`].
    #[must_use]
    pub const fn no_side_effects(mut self) -> Self {
        self.idempotency = Idempotency::NoSideEffects;
        self
    }

    /// Sets the idempotency to [`Idempotency::Idempotent`].
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotency = Idempotency::Idempotent;
        self
    }

    /// Makes the RPC a stream in both directions that has one response for each request, in order.
    #[cfg(feature = "http-server")]
    pub(in crate::rpc) const fn streaming(mut self) -> Self {
        self.streaming = true;
        self
    }

    /// Sets the name of the RPC in the API's documentation.
    #[must_use]
    pub const fn documented(mut self, name: &'static str) -> Self {
        self.documented = Some(name);
        self
    }

    /// Marks the RPC as a paged list.
    #[must_use]
    pub const fn paging(mut self, paging: PagingDescriptor) -> Self {
        self.paging = Some(paging);
        self
    }

    /// Marks the RPC as deprecated. The note names the replacement.
    #[must_use]
    pub const fn deprecated(mut self, note: &'static str) -> Self {
        self.deprecated = Some(note);
        self
    }

    /// The full protobuf name of the service, such as `acme.v1.BookService`.
    #[must_use]
    pub const fn service(&self) -> &'static str {
        self.service
    }

    /// The name in the schema, such as `GetBook`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The path below the base URL, such as `/acme.v1.BookService/GetBook`.
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

    /// The idempotency. Defaults to [`Idempotency::Unknown`].
    #[must_use]
    pub const fn idempotency(&self) -> Idempotency {
        self.idempotency
    }

    /// Whether the RPC is a stream in both directions that has one response for each request. False
    /// for RPCs of a schema.
    #[cfg(feature = "http-server")]
    pub(crate) const fn is_streaming(&self) -> bool {
        self.streaming
    }

    /// The name in the API's documentation, such as `projects.retrieve`. `None` if it is not
    /// documented.
    #[must_use]
    pub const fn documented_name(&self) -> Option<&'static str> {
        self.documented
    }

    /// The paging fields. `None` if the RPC is not a paged list.
    #[must_use]
    pub const fn paging_descriptor(&self) -> Option<&PagingDescriptor> {
        self.paging.as_ref()
    }

    /// The deprecation note. `None` if the RPC is not deprecated.
    #[must_use]
    pub const fn deprecation(&self) -> Option<&'static str> {
        self.deprecated
    }

    /// The [`Code::Unimplemented`](crate::rpc::Code::Unimplemented) error of this RPC.
    #[must_use]
    pub fn unimplemented(&self) -> Error {
        Error::unimplemented(format!("{} is not implemented", self.name)).with_method(self.path)
    }
}
