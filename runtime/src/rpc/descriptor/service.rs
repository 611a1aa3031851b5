//! [`ServiceDescriptor`]: the static description of a service.

use super::MethodDescriptor;

/// The static description of a service.
#[derive(Debug)]
pub struct ServiceDescriptor {
    name: &'static str,
    methods: &'static [&'static MethodDescriptor],
}

impl ServiceDescriptor {
    /// Describes a service. Generated code calls it in a constant.
    #[must_use]
    pub const fn new(name: &'static str, methods: &'static [&'static MethodDescriptor]) -> Self {
        Self { name, methods }
    }

    /// The full protobuf name, such as `acme.v1.BookService`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The RPCs in schema order. [`Service::call`](crate::rpc::Service::call) takes an index into
    /// them.
    #[must_use]
    pub const fn methods(&self) -> &'static [&'static MethodDescriptor] {
        self.methods
    }
}
