//! The mock server: the engine of the support crate, bound to the tables of this one.

use quote::quote;

use super::{Item, Source, paths};
use crate::ir::Api;

/// `mock.rs`.
pub(super) fn emit(api: &Api) -> Source<'_> {
    let doc = DOC.replace("TITLE", &api.title);
    let doc = doc.lines().map(str::to_owned).collect();
    Source::new("src/mock.rs", "api.yaml", doc, items)
}

const DOC: &str = "\
A server of the TITLE that makes its replies up, for tests of what calls the API.

Its replies are full, valid and the same for the same seed; they fit what was asked, and what is
created, updated and deleted shows. See the [engine](crate::runtime::mock) for what it answers.

```
use gitpod_api::mock::MockServer;

# async fn example() -> std::io::Result<()> {
let server = MockServer::builder().seed(7).strict().start().await?;
println!(\"{}\", server.base_url());
server.shutdown().await;
# Ok(())
# }
```

[`Mock`] is the same without a socket: a [`Router`](crate::Router) for a client in the same process.

```
use gitpod_api::{Client, mock::Mock};

let client = Client::new(Mock::new().router());
```";

fn items() -> Vec<Item> {
    let (engine, support) = (paths::mock_engine(), paths::import());
    let imports = quote!(#engine #support);
    let tables = quote! {
        /// The tables of the API, which the engine is driven by.
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

        /// A mock of the API in the same process.
        pub type Mock = engine::Mock<Tables>;

        /// Settings of a mock of the API.
        pub type MockBuilder = engine::Builder<Tables>;
    };
    vec![Item::new("imports", imports), Item::new("tables", tables), Item::new("names", names)]
}
