//! The crate root: docs, modules, re-exports and constants.

use super::{ExampleFacts, Item, Source, deprecation, docs, documented_call, paths};
use crate::ir::{Api, Idempotency, Rpc, RustName};
use crate::tokens::{Tokens, Word, quote};

/// The modules, with the feature that they belong to.
const MODULES: [(Option<&str>, &str); 8] = [
    (None, "accessors"),
    (None, "client"),
    (None, "methods"),
    (Some("mock"), "mock"),
    (None, "model"),
    (Some("reference"), "reference"),
    (None, "server"),
    (None, "types"),
];

/// Where to find a type or module of the models whose name the root uses for another item. `None` if
/// the root re-exports it. `modules` are those that it is nested in.
pub(super) fn hidden(api: &Api, modules: &[RustName], name: &RustName) -> Option<String> {
    let mut own = MODULES.iter().map(|(_, name)| *name).chain(["runtime"]);
    let is_taken =
        own.any(|other| other == name.as_str()) || paths::is_re_exported(api, name.as_str());
    (modules.is_empty() && is_taken).then(|| {
        format!("The crate root has another `{name}`; this one is [`model::{name}`](crate::model::{name}).")
    })
}

/// `lib.rs`.
pub(super) fn emit(api: &Api) -> Source<'_> {
    Source::from_template("src/lib.rs", "api.yaml", "crate.md.j2", || items(api))
}

fn items(api: &Api) -> Vec<Item> {
    let modules = MODULES.iter().map(|(feature, name)| {
        let feature = feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        let name = Word(name);
        quote!(#feature #[rustfmt::skip] pub mod #name;)
    });
    let modules = quote!(#(#modules)*);
    vec![
        // Formatting must not depend on the version of rustfmt.
        Item::new("lints", quote!(#![cfg_attr(rustfmt, rustfmt_skip)])),
        Item::new("lints", quote!(#![forbid(unsafe_code)])),
        Item::new("lints", quote!(#![deny(missing_docs)])),
        Item::new("lints", quote!(#![warn(unreachable_pub)])),
        Item::new("lints", lints_on_names()),
        Item::new("modules", modules),
        Item::new(
            "exports",
            quote!(
                pub use crate::client::Client;
                #[doc(inline)]
                pub use model::*;
            ),
        ),
        Item::new("re-exports", paths::re_exports(api)),
        Item::new("runtime", paths::runtime_module()),
        Item::new("constants", constants(api)),
    ]
}

/// The constants of the API. Those that it does not have are left out.
fn constants(api: &Api) -> Tokens {
    let package = &api.package;
    let base_url = api.base_url.as_ref().map(|url| {
        quote! {
            /// The base URL of the production service.
            pub const BASE_URL: &str = #url;
        }
    });
    let base_url_variables = (!api.base_url_env.is_empty()).then(|| {
        let variables = &api.base_url_env;
        let verb = if api.base_url.is_some() { "override" } else { "hold" };
        let doc = docs::line(&format!(
            "Environment variables that {verb} the base URL, in order of precedence."
        ));
        quote! {
            #doc
            pub const BASE_URL_VARIABLES: &[&str] = &[#(#variables),*];
        }
    });
    let token_variables = (!api.token_env().is_empty()).then(|| {
        let variables = api.token_env();
        quote! {
            /// Environment variables that hold the token, in order of precedence.
            pub const TOKEN_VARIABLES: &[&str] = &[#(#variables),*];
        }
    });
    quote! {
        /// The protobuf package of the API.
        pub const PACKAGE: &str = #package;
        #base_url
        #base_url_variables
        #token_variables
    }
}

/// Allows names that clippy expects of other methods and modules, because they follow from the schema.
fn lints_on_names() -> Tokens {
    quote! {
        #![allow(
            clippy::module_inception,
            clippy::new_ret_no_self,
            clippy::should_implement_trait,
            clippy::wrong_self_convention,
            reason = "names follow from the schema"
        )]
    }
}

/// The RPC for the examples in the crate docs, which are compiled as doctests: one without side
/// effects, if there is one.
pub(super) fn example(api: &Api) -> Option<ExampleFacts> {
    let current = || api.rpcs().filter(|(_, rpc)| !deprecation::in_rpc(api, rpc));
    let reads = |rpc: &Rpc| rpc.idempotency == Idempotency::NoSideEffects;
    let (service, rpc) = current().find(|(_, rpc)| reads(rpc)).or_else(|| current().next())?;
    Some(ExampleFacts {
        server_trait: service.rust.server_trait.to_string(),
        server: service.rust.server.to_string(),
        method: rpc.method.to_string(),
        request: api[rpc.request].path.to_string(),
        response: api[rpc.response].path.to_string(),
        call: documented_call(api, rpc),
    })
}
