//! `#[deprecated]` on deprecated items, and `#[allow(deprecated)]` on generated code that uses them.

use crate::ir::{
    Api, Deprecation, Field, Message, MessageId, NestedField, Paging, Rpc, Service, Type,
};
use crate::tokens::{Tokens, quote};

/// `#[deprecated(note = "use …")]`.
pub(super) fn attribute(deprecation: Option<&Deprecation>) -> Option<Tokens> {
    let note = note(deprecation?);
    Some(quote!(#[deprecated(note = #note)]))
}

/// The note of a deprecated item, shown by the compiler.
pub(super) fn note(deprecation: &Deprecation) -> String {
    match deprecation {
        Deprecation::Use { rust, .. } => format!("use `{rust}`"),
        Deprecation::Reason(reason) => reason.clone(),
    }
}

/// The note of a deprecated item in the names of the schema.
pub(super) fn wire_note(deprecation: &Deprecation) -> String {
    match deprecation {
        Deprecation::Use { name, .. } => format!("use `{name}`"),
        Deprecation::Reason(reason) => reason.clone(),
    }
}

/// `#[allow(deprecated)]` for an item that uses a deprecated one.
pub(super) fn allow_deprecated(names_deprecated: bool) -> Option<Tokens> {
    names_deprecated.then(|| quote!(#[allow(deprecated)]))
}

/// Whether the items of a message use deprecated ones.
pub(super) fn in_message(api: &Api, message: &Message) -> bool {
    let in_field = |field: &Field| field.deprecated.is_some() || in_type(api, field.ty.inner());
    message.deprecated.is_some() || message.fields.iter().any(in_field)
}

/// Whether a type is deprecated.
fn in_type(api: &Api, ty: Type) -> bool {
    match ty {
        Type::Message(id) => api[id].deprecated.is_some(),
        Type::Enum(id) => api[id].deprecated.is_some(),
        Type::Scalar(_) | Type::WellKnown(_) => false,
    }
}

/// Whether the items of a service use deprecated ones.
pub(super) fn in_service(api: &Api, service: &Service) -> bool {
    service.rpcs.iter().any(|rpc| in_rpc(api, rpc))
}

/// Whether the items of an RPC use deprecated ones.
pub(super) fn in_rpc(api: &Api, rpc: &Rpc) -> bool {
    let is_deprecated = |id: MessageId| api[id].deprecated.is_some();
    rpc.deprecated.is_some() || is_deprecated(rpc.request) || is_deprecated(rpc.response)
}

/// Whether the implementation of paging uses deprecated items.
pub(super) fn in_paging(api: &Api, rpc: &Rpc, paging: &Paging) -> bool {
    let (request, response) = (&api[rpc.request], &api[rpc.response]);
    let items = &response[paging.items];
    let in_nested = |message: &Message, field: NestedField| {
        let (outer, inner) = (&message[field.outer], &api[field.message][field.inner]);
        outer.deprecated.is_some() || inner.deprecated.is_some()
    };
    [request, response].iter().any(|message| message.deprecated.is_some())
        || items.deprecated.is_some()
        || in_type(api, items.ty.inner())
        || in_nested(request, paging.page_token)
        || in_nested(response, paging.next_page_token)
}
