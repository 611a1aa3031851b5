//! The mock server: the runtime's mock, bound to the descriptors of the generated crate.

use super::{Item, Source, paths};
use crate::tokens::quote;

/// `mock.rs`.
pub(super) fn emit() -> Source<'static> {
    Source::from_template("src/mock.rs", "api.yaml", "mock.md.j2", items)
}

fn items() -> Vec<Item> {
    let (engine, runtime) = (paths::mock_engine(), paths::import());
    let imports = quote!(#engine #runtime);
    let tables = quote! {
        /// The services and messages of the API.
        #[derive(Debug)]
        pub enum Tables {}

        impl engine::Api for Tables {
            #[inline]
            fn services() -> &'static [&'static rt::ServiceDescriptor] {
                crate::methods::SERVICES
            }

            #[inline]
            fn messages() -> &'static [rt::MessageType] {
                crate::types::MESSAGES
            }
        }
    };
    let names = quote! {
        /// A mock of the API that listens on a socket and serves `/` and `/api/`.
        pub type MockServer = engine::Server<Tables>;

        /// An in-process mock of the API, without a socket.
        pub type Mock = engine::Mock<Tables>;

        /// A builder for mocks of the API.
        pub type MockBuilder = engine::Builder<Tables>;
    };
    vec![Item::new("imports", imports), Item::new("tables", tables), Item::new("names", names)]
}
