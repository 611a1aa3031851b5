//! The crate's root: what it is, its modules and what it re-exports.

use quote::quote;

use super::{Item, Source, deprecation, paths};
use crate::ir::{Api, Doc};

/// `lib.rs`.
pub(super) fn emit(api: &Api) -> Source<'_> {
    let mut doc = vec![format!("Rust bindings of the {}.", api.title), String::new()];
    doc.extend(api.doc.markdown.iter().cloned());
    doc.extend(example(api).unwrap_or_default());
    doc.extend(GUIDE.lines().map(str::to_owned));
    doc.extend(section("Authentication", &api.auth_doc));
    doc.extend(section("Paging", &api.paging.doc));
    Source::new("src/lib.rs", "api.yaml", doc, || items(api))
}

fn items(api: &Api) -> Vec<Item> {
    let modules = quote! {
        #[rustfmt::skip]
        pub mod accessors;
        #[rustfmt::skip]
        pub mod client;
        #[rustfmt::skip]
        pub mod methods;
        #[cfg(feature = "mock")]
        #[rustfmt::skip]
        pub mod mock;
        #[rustfmt::skip]
        pub mod model;
        #[rustfmt::skip]
        pub mod server;
        #[rustfmt::skip]
        pub mod types;
    };
    let base_url = &api.base_url;
    let (package, variables) = (&api.package, &api.token_env);
    let base_url_variables = &api.base_url_env;
    vec![
        // rustfmt would format by its own version's taste what must depend on the schema alone.
        Item::new("lints", quote!(#![cfg_attr(rustfmt, rustfmt_skip)])),
        Item::new("lints", quote!(#![forbid(unsafe_code)])),
        Item::new("lints", quote!(#![deny(missing_docs)])),
        Item::new("modules", modules),
        Item::new(
            "exports",
            quote!(
                pub use crate::client::Client;
                #[doc(inline)]
                pub use model::*;
            ),
        ),
        Item::new("re-exports", paths::re_exports()),
        Item::new("re-exports", paths::sample_re_exports()),
        Item::new("support", paths::support_module()),
        Item::new(
            "constants",
            quote! {
                /// The protobuf package of every wire name.
                pub const PACKAGE: &str = #package;
                /// Where the production service is.
                pub const BASE_URL: &str = #base_url;
                /// Environment variables that may hold another base URL, the preferred one first.
                pub const BASE_URL_VARIABLES: &[&str] = &[#(#base_url_variables),*];
                /// Environment variables that may hold the token, the preferred one first.
                pub const TOKEN_VARIABLES: &[&str] = &[#(#variables),*];
            },
        ),
    ]
}

/// How the schema becomes Rust; the same for every API.
const GUIDE: &str = r#"
- [`model`] has the messages and enums; everything in it is also at the root, but for names that
  the root has itself.
- [`client`] has one trait a service and the [`Client`] that implements all of them over a
  [`Channel`]; [`accessors`] has the same methods under their documented names.
- [`server`] has one trait a service to implement with plain `async fn`, and the structs that mount
  an implementation in a [`Router`]. A router is a transport, so a test needs no socket.
- [`methods`] is the table of all methods as static data.

# Calls

The feature `http-client` has `Client::from_env` and `Client::builder`: HTTP with timeouts, retries of
what may be repeated, and errors that say what to do. With `tracing` each call is a span. Neither is
on by default, and neither is for `wasm32`; types, traits and a [`Transport`] of your own are.
In tests, a [`Fake`] answers single RPCs with closures.

An [`Interceptor`] goes around calls, with the typed request and response: `Client::builder` takes
interceptors of calls and of attempts, a [`Channel`] puts them around any transport, and
[`Router::intercept`] around handlers.

# Models

| schema | Rust | JSON written | JSON read |
| --- | --- | --- | --- |
| scalar | the plain type | left out at its default | absent or null is the default |
| `optional` scalar or enum | `Option<T>` | whenever it is `Some` | absent or null is `None` |
| message | `Option<T>`, boxed where it can contain itself | when it is `Some` | absent or null is `None` |
| `repeated`, `map` | `Vec<T>`, `BTreeMap<K, V>` | left out when empty | null is empty |
| oneof | `Option` of an enum | the arm that is set | two arms are an error |
| `int64`, `uint64` | `i64`, `u64` | text | text or number |
| enum | an open enum with `Unknown` | the name, or what was read | name or number |
| `bytes` | [`Bytes`] | base64 | either alphabet, padded or not |
| `timestamp`, `duration` | [`Timestamp`], [`Duration`] | RFC 3339, `"1.5s"` | offsets, a sign, up to 9 digits |

[`Message::from_json`] and [`Message::to_json`] are that mapping; all types implement serde's traits
with the same behaviour. Unknown fields are ignored, `lowerCamelCase` and `snake_case` are both
read, and nothing is an error because it is missing: what the documentation calls always present
has `require_…` and `into_…`, which say what is not there. Secrets are hidden in `Debug` and in
errors. What is deprecated says what to use instead.

# Validation

[`Message::validate`] checks a message and all that is in it against the rules that its fields state,
and returns every [`Violation`] with its path, rule and reason. Calls are not validated by default:
the interceptor [`Validate`](runtime::rpc::Validate) reports or refuses invalid requests, on a
client's [`Channel`] before they are sent or on a [`Router`] before their handlers run.
[`Violations::from_error`] reads the violations of such an error.

# Sample values

With the feature `sample`, the trait `Sample` gives every message type `sample(seed)`, which sets
every field to something that looks real, and `arbitrary(seed)` with anything that is allowed. Both
give valid messages, and the same seed gives the same one. A `Sampler` makes many, or fills what is
missing in a message of yours.

# Serving over HTTP

With the feature `http-server`, `Router::into_http` makes a tower service of a router, and
`runtime::http::server::HttpServer` puts one on a socket. It speaks the Connect protocol, gRPC and
gRPC-Web, with messages in JSON. With the feature `axum`, `Router::into_axum` makes an axum router.

# A mock of the API

With the feature `mock`, `mock::MockServer` answers every method with replies that are made up but
fit: on a socket, or as `mock::Mock` in the same process. What is created, updated and deleted is
remembered.
"#;

/// A handler, a router and a call of the first RPC, which rustdoc compiles.
fn example(api: &Api) -> Option<Vec<String>> {
    let (service, rpc) = api.rpcs().find(|(_, rpc)| !deprecation::in_rpc(api, rpc))?;
    let (trait_name, server) = (&service.rust.server_trait, &service.rust.server);
    let (request, response) = (&api[rpc.request].path, &api[rpc.response].path);
    let method = &rpc.method;
    let (accessors, documented) = (api.accessor_chain(rpc), &rpc.documented.method);
    let code = format!(
        "
```
use gitpod_api::server::{{{trait_name}, {server}}};
use gitpod_api::{{Client, Error, Request, Response, Router, model}};

struct Handler;

impl {trait_name} for Handler {{
    async fn {method}(
        &self,
        request: Request<model::{request}>,
    ) -> Result<Response<model::{response}>, Error> {{
        println!(\"asked for {{:?}}\", request.message);
        Ok(model::{response}::default().into())
    }}
}}

# async fn example() -> Result<(), Error> {{
// A router of handlers is a transport: client and server meet without a socket.
let client = Client::new(Router::new().add({server}::new(Handler)));
let response = {accessors}.{documented}(model::{request}::default()).await?;
println!(\"{{response:?}}\");
# Ok(())
# }}
```"
    );
    Some(code.lines().map(str::to_owned).collect())
}

fn section(title: &str, doc: &Doc) -> Vec<String> {
    let mut lines = vec![String::new(), format!("# {title}"), String::new()];
    lines.extend(doc.markdown.iter().cloned());
    lines
}
