//! Emits the mock server, which binds the mock of the runtime to the tables of the generated crate.

use quote::quote;

use super::{Item, Source, paths};

/// `mock.rs`.
pub(super) fn emit() -> Source<'static> {
    Source::from_template("src/mock.rs", "api.yaml", "mock.md.j2", items)
}

fn items() -> Vec<Item> {
    let (engine, support) = (paths::mock_engine(), paths::import());
    let imports = quote!(#engine #support);
    let tables = quote! {
        /// The tables of the API.
        #[derive(Debug)]
        pub enum Tables {}

        impl engine::Api for Tables {
            fn services() -> &'static [&'static rt::ServiceDescriptor] {
                crate::methods::SERVICES
            }

            fn messages() -> &'static [rt::MessageType] {
                crate::types::MESSAGES
            }
        }
    };
    let names = quote! {
        /// A mock of the API that listens on a socket, under `/` and `/api/`.
        pub type MockServer = engine::Server<Tables>;

        /// A mock of the API in the same process, without a socket.
        pub type Mock = engine::Mock<Tables>;

        /// A builder for mocks of the API.
        pub type MockBuilder = engine::Builder<Tables>;
    };
    vec![Item::new("imports", imports), Item::new("tables", tables), Item::new("names", names)]
}
