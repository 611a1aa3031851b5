//! Paths of the runtime in generated code. No other emitter spells them out.
//!
//! Generated modules import the runtime's internals as `rt`. Public items of the runtime are
//! re-exported at the crate root.

use proc_macro2::{Ident, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

use crate::ir::{Api, RustName, Service};

/// `use` of the runtime's internals, at the top of a file.
pub(super) fn import() -> TokenStream {
    quote!(
        use gitpod_runtime::__private as rt;
    )
}

/// The imports of a `wire.rs`: the models and the runtime.
pub(super) fn import_of_wire() -> TokenStream {
    let import = import();
    quote!(
        use crate::model;
        #import
    )
}

/// The imports of a file for a service: the models and the runtime.
pub(super) fn import_with_models(service: &Service) -> TokenStream {
    let import = import();
    // A service without methods does not use models.
    let models = (!service.rpcs.is_empty()).then(|| {
        quote!(
            use crate::model;
        )
    });
    quote!(#models #import)
}

/// A private module for each service, with its items re-exported.
pub(super) fn private_modules(api: &Api) -> TokenStream {
    let modules: Vec<&RustName> = api.services.iter().map(|service| &service.rust.module).collect();
    quote!(#(mod #modules;)* #(pub use self::#modules::*;)*)
}

/// `use` of the runtime's internals in a nested module.
pub(super) fn import_from_parent() -> TokenStream {
    quote!(
        use super::rt;
    )
}

/// `use` of the runtime's mock.
pub(super) fn mock_engine() -> TokenStream {
    quote!(
        use gitpod_runtime::mock as engine;
    )
}

/// Items of the runtime that are re-exported at the crate root.
struct ReExport {
    /// Whether an API has them.
    is_part_of: fn(&Api) -> bool,
    /// The feature that they belong to.
    feature: Option<&'static str>,
    /// Their module in the runtime.
    module: &'static [&'static str],
    names: &'static [&'static str],
}

const RE_EXPORTS: &[ReExport] = &[
    ReExport {
        is_part_of: |_| true,
        feature: None,
        module: &[],
        names: &[
            "AnyRequest",
            "AnyResponse",
            "BoxFuture",
            "Bytes",
            "Call",
            "Channel",
            "Code",
            "DecodeError",
            "Duration",
            "EncodedRequest",
            "EncodedResponse",
            "EnumValueError",
            "Enumeration",
            "Error",
            "ErrorDetail",
            "Fake",
            "Interceptor",
            "Message",
            "MessageExt",
            "Metadata",
            "MissingField",
            "Next",
            "RawCall",
            "Request",
            "Response",
            "RetryPolicy",
            "Router",
            "Timestamp",
            "Transport",
            "UnknownEnumValue",
            "Violation",
            "Violations",
        ],
    },
    ReExport {
        is_part_of: |api| api.paging.is_some(),
        feature: None,
        module: &[],
        names: &["Items", "Pages"],
    },
    ReExport {
        is_part_of: Api::has_well_known_types,
        feature: None,
        module: &[],
        names: &["well_known"],
    },
    ReExport {
        is_part_of: |_| true,
        feature: Some("http-client"),
        module: &["http", "client"],
        names: &["ClientBuilder", "ConfigError"],
    },
    ReExport {
        is_part_of: |api| api.auth.is_some(),
        feature: Some("http-client"),
        module: &["rpc"],
        names: &["TokenProvider"],
    },
    ReExport {
        is_part_of: |_| true,
        feature: Some("sample"),
        module: &["sample"],
        names: &["Sample", "Sampler"],
    },
];

/// The re-exports at the crate root.
pub(super) fn re_exports(api: &Api) -> TokenStream {
    let ident = |name: &&str| Ident::new(name, Span::call_site());
    let re_exports = RE_EXPORTS.iter().filter(|of| (of.is_part_of)(api)).map(|of| {
        let feature = of.feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        let (module, names) = (of.module.iter().map(ident), of.names.iter().map(ident));
        quote! {
            #feature
            #[doc(inline)]
            pub use gitpod_runtime::#(#module::)*{#(#names),*};
        }
    });
    quote!(#(#re_exports)*)
}

/// Whether the crate root re-exports an item with a name.
pub(super) fn is_re_exported(api: &Api, name: &str) -> bool {
    // The name comes first: whether something is part of an API may take a walk over its messages.
    RE_EXPORTS.iter().any(|of| of.names.contains(&name) && (of.is_part_of)(api))
}

/// The re-export of the whole runtime, for items that are used less often.
pub(super) fn runtime_module() -> TokenStream {
    quote! {
        /// The runtime crate: descriptors, JSON and transports behind the generated types.
        pub use gitpod_runtime as runtime;
    }
}

/// Whether tokens use the import of the runtime: `rt::…`, or `super::rt` in a nested module. A field
/// named `rt` does not count.
pub(super) fn is_used(tokens: &TokenStream) -> bool {
    let mut tokens = tokens.clone().into_iter().peekable();
    let mut follows_colon = false;
    while let Some(token) = tokens.next() {
        let used = match &token {
            TokenTree::Group(group) => is_used(&group.stream()),
            TokenTree::Ident(ident) if ident == "rt" => {
                follows_colon || tokens.peek().is_some_and(is_path_separator)
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        };
        if used {
            return true;
        }
        follows_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
    }
    false
}

/// Whether a token starts `::`.
fn is_path_separator(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct)
        if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
}
