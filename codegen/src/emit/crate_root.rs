//! The crate root: docs, modules, re-exports and constants.

use quote::quote;

use super::{ExampleFacts, Item, Source, deprecation, documented_call, paths};
use crate::ir::Api;

/// `lib.rs`.
pub(super) fn emit(api: &Api) -> Source<'_> {
    Source::from_template("src/lib.rs", "api.yaml", "crate.md.j2", || items(api))
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
        // Formatting must not depend on the version of rustfmt.
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
        Item::new("runtime", paths::runtime_module()),
        Item::new(
            "constants",
            quote! {
                /// The protobuf package of the API.
                pub const PACKAGE: &str = #package;
                /// The base URL of the production service.
                pub const BASE_URL: &str = #base_url;
                /// Environment variables that override the base URL, in order of precedence.
                pub const BASE_URL_VARIABLES: &[&str] = &[#(#base_url_variables),*];
                /// Environment variables that hold the token, in order of precedence.
                pub const TOKEN_VARIABLES: &[&str] = &[#(#variables),*];
            },
        ),
    ]
}

/// The RPC for the example in the crate docs, which is compiled as a doctest.
pub(super) fn example(api: &Api) -> Option<ExampleFacts> {
    let (service, rpc) = api.rpcs().find(|(_, rpc)| !deprecation::in_rpc(api, rpc))?;
    Some(ExampleFacts {
        server_trait: service.rust.server_trait.to_string(),
        server: service.rust.server.to_string(),
        method: rpc.method.to_string(),
        request: api[rpc.request].path.to_string(),
        response: api[rpc.response].path.to_string(),
        call: documented_call(api, rpc),
    })
}
