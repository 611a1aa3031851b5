//! Paths of the runtime in generated code. No other emitter spells them out.
//!
//! Generated modules import the runtime's internals as `rt`. Public items of the runtime are
//! re-exported at the crate root.

use crate::ir::{Api, Service};
use crate::tokens::{Kind, Tokens, Word, quote};

/// `use` of the runtime's internals, at the top of a file.
pub(super) fn import() -> Tokens {
    quote!(
        use gitpod_runtime::__private as rt;
    )
}

/// The imports of a `wire.rs`: the models and the runtime.
pub(super) fn import_of_wire() -> Tokens {
    let import = import();
    quote!(
        use crate::model;
        #import
    )
}

/// The imports of a file for a service: the models and the runtime.
pub(super) fn import_with_models(service: &Service) -> Tokens {
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
pub(super) fn private_modules(api: &Api) -> Tokens {
    let modules = || api.services.iter().map(|service| &service.rust.module);
    let declarations = modules().map(|module| quote!(mod #module;));
    let exports = modules().map(|module| quote!(pub use self::#module::*;));
    quote!(#(#declarations)* #(#exports)*)
}

/// `use` of the runtime's internals in a nested module.
pub(super) fn import_from_parent() -> Tokens {
    quote!(
        use super::rt;
    )
}

/// `use` of the runtime's mock.
pub(super) fn mock_engine() -> Tokens {
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
pub(super) fn re_exports(api: &Api) -> Tokens {
    let re_exports = RE_EXPORTS.iter().filter(|of| (of.is_part_of)(api)).map(|of| {
        let feature = of.feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        let module = of.module.iter().map(|name| Word(name)).map(|module| quote!(#module::));
        let names = of.names.iter().map(|name| Word(name));
        quote! {
            #feature
            #[doc(inline)]
            pub use gitpod_runtime::#(#module)*{#(#names),*};
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
pub(super) fn runtime_module() -> Tokens {
    quote! {
        /// The runtime crate: descriptors, JSON and transports behind the generated types.
        pub use gitpod_runtime as runtime;
    }
}

/// Whether tokens use the import of the runtime: `rt::…`, or `super::rt` in a nested module. A field
/// named `rt` does not count.
pub(super) fn is_used(tokens: &Tokens) -> bool {
    let (mut before, mut is_open) = ("", false);
    for (kind, text) in tokens.iter() {
        if is_open && text == "::" {
            return true;
        }
        let is_runtime = kind == Kind::Word && text == "rt";
        if is_runtime && matches!(before, ":" | "::") {
            return true;
        }
        (before, is_open) = (if kind == Kind::Mark { text } else { "" }, is_runtime);
    }
    false
}
