//! Notes on RPCs: idempotency, paging and deprecation.

use gitpod_api::runtime::rpc::{Idempotency, MethodDescriptor};

use crate::catalog::methods::full_name;
use crate::render::object::Object;

/// The notes on an RPC, separated by commas; empty for most.
pub(super) fn in_words(of: &MethodDescriptor) -> String {
    let idempotency = match of.idempotency() {
        Idempotency::NoSideEffects => Some("no side effects".to_owned()),
        Idempotency::Idempotent => Some("idempotent".to_owned()),
        _ => None,
    };
    let paging = of.paging_descriptor().map(|paging| format!("pages {}", paging.items()));
    let deprecated = of.deprecation().map(|_| "deprecated".to_owned());
    let notes: Vec<String> = [idempotency, paging, deprecated].into_iter().flatten().collect();
    notes.join(", ")
}

/// An RPC as a JSON object.
pub(super) fn in_json(of: &MethodDescriptor) -> Vec<u8> {
    let idempotency = match of.idempotency() {
        Idempotency::NoSideEffects => "no_side_effects",
        Idempotency::Idempotent => "idempotent",
        _ => "unknown",
    };
    let mut line = Vec::new();
    Object::new(&mut line)
        .text("method", full_name(of))
        .text_or_null("documented", of.documented_name())
        .text("request", of.request().name())
        .text("response", of.response().name())
        .text("idempotency", idempotency)
        .text_or_null("paging", of.paging_descriptor().map(|paging| paging.items()))
        .text_or_null("deprecated", of.deprecation())
        .end();
    line
}
