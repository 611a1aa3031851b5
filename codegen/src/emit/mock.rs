//! Emits the mock server, which binds the mock of the runtime to the tables of the generated crate.

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
A mock server of the TITLE, for tests of programs that call it.

Responses are complete and valid, and the same for the same seed. They contain the values of the
request, and resources that you create, update or delete are stored. See the
[runtime](crate::runtime::mock) for details.

```
use gitpod_api::mock::MockServer;

# async fn example() -> std::io::Result<()> {
let server = MockServer::builder().seed(7).strict().start().await?;
println!(\"{}\", server.base_url());
server.shutdown().await;
# Ok(())
# }
```

[`Mock`] has no socket. It provides a [`Router`](crate::Router) for clients in the same process.

```
use gitpod_api::{Client, mock::Mock};

let client = Client::new(Mock::new().router());
```";

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
