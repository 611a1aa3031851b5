//! The crate's root: what it is, its modules and what it re-exports.

use quote::quote;

use super::{Item, Source, paths};
use crate::ir::Api;

/// `lib.rs`.
pub(super) fn emit(api: &Api) -> Source<'_> {
    let mut doc = vec![format!("Rust bindings of the {}.", api.title), String::new()];
    doc.extend(api.doc.markdown.iter().cloned());
    doc.extend(guide(api));
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
        #[rustfmt::skip]
        pub mod model;
        #[rustfmt::skip]
        pub mod server;
        #[rustfmt::skip]
        pub mod types;
    };
    let base_url = &api.base_url;
    let (package, variables) = (&api.package, &api.token_env);
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
        Item::new("support", paths::support_module()),
        Item::new(
            "constants",
            quote! {
                /// The protobuf package of every wire name.
                pub const PACKAGE: &str = #package;
                /// Where the production service is.
                pub const BASE_URL: &str = #base_url;
                /// Environment variables that may hold the token, the preferred one first.
                pub const TOKEN_VARIABLES: &[&str] = &[#(#variables),*];
            },
        ),
    ]
}

fn guide(api: &Api) -> Vec<String> {
    let mut lines = vec![
        "".to_owned(),
        "| schema | Rust | JSON |".to_owned(),
        "| --- | --- | --- |".to_owned(),
        "| scalar | the plain type | left out at its default |".to_owned(),
        "| `optional` scalar or enum | `Option<T>` | written whenever it is `Some` |".to_owned(),
        "| message | `Option<T>`, boxed where it can contain itself | written when it is `Some` |"
            .to_owned(),
        "| `repeated`, `map` | `Vec<T>`, `BTreeMap<K, V>` | left out when empty |".to_owned(),
        "| oneof | `Option` of an enum | the set arm, among the message's own fields |".to_owned(),
        "| `int64`, `uint64` | `i64`, `u64` | text |".to_owned(),
        "| enum | an open enum with `Unknown` | the value's name |".to_owned(),
        "| `bytes` | [`Bytes`] | base64 |".to_owned(),
        "| `timestamp`, `duration` | [`Timestamp`], [`Duration`] | RFC 3339, `\"1.5s\"` |"
            .to_owned(),
        "".to_owned(),
        "# Authentication".to_owned(),
        "".to_owned(),
    ];
    lines.extend(api.auth_doc.markdown.iter().cloned());
    lines.extend(["".to_owned(), "# Paging".to_owned(), "".to_owned()]);
    lines.extend(api.paging.doc.markdown.iter().cloned());
    lines
}
