//! Deprecations: what users are told, and silence where generated code itself must touch them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Deprecation, Message, MessageId, Rpc, Service, Type};

/// `#[deprecated(note = "use …")]`.
pub(super) fn attribute(deprecation: Option<&Deprecation>) -> Option<TokenStream> {
    let note = note(deprecation?);
    Some(quote!(#[deprecated(note = #note)]))
}

/// What the compiler tells users of a deprecated thing.
pub(super) fn note(deprecation: &Deprecation) -> String {
    match deprecation {
        Deprecation::Use { rust, .. } => format!("use `{rust}`"),
        Deprecation::Reason(reason) => reason.clone(),
    }
}

/// `#[allow(deprecated)]` on an item that names something deprecated.
pub(super) fn silence(names_deprecated: bool) -> Option<TokenStream> {
    names_deprecated.then(|| quote!(#[allow(deprecated)]))
}

/// Whether the items of a message name something deprecated.
pub(super) fn in_message(api: &Api, message: &Message) -> bool {
    message.deprecated.is_some()
        || message.fields.iter().any(|field| {
            field.deprecated.is_some()
                || match field.ty.inner() {
                    Type::Message(id) => api[id].deprecated.is_some(),
                    Type::Enum(id) => api[id].deprecated.is_some(),
                    Type::Scalar(_) => false,
                }
        })
}

/// Whether the items of a service name something deprecated.
pub(super) fn in_service(api: &Api, service: &Service) -> bool {
    service.rpcs.iter().any(|rpc| in_rpc(api, rpc))
}

/// Whether the items of an RPC name something deprecated.
pub(super) fn in_rpc(api: &Api, rpc: &Rpc) -> bool {
    let gone = |id: MessageId| api[id].deprecated.is_some();
    rpc.deprecated.is_some() || gone(rpc.request) || gone(rpc.response)
}
