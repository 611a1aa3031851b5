//! Any bytes as any message type. A decoded message must round-trip through JSON and through serde.
//!
//! The first two bytes select the type; zeros select one with fields of every kind. The rest is the
//! JSON document. Add a test for each finding to `runtime/tests/json`.

use gitpod_api::runtime::rpc::MessageType;
use gitpod_api::types::MESSAGES;

#[path = "../properties/document.rs"]
#[allow(dead_code, reason = "shared with tests that use the rest")]
mod document;
#[path = "../../../runtime/tests/support/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    clippy::duplicate_mod,
    reason = "shared with tests that use the rest, and with the other targets"
)]
mod support;

/// A message with a field of every kind, including kinds that the API does not use.
static EVERYTHING: MessageType = MessageType::of::<support::Everything>("test.v1.Everything");

/// Decodes the bytes and checks the result.
pub(crate) fn check(data: &[u8]) {
    let Some((choice, json)) = data.split_first_chunk() else { return };
    let choice = usize::from(u16::from_le_bytes(*choice)) % (MESSAGES.len() + 1);
    let of = choice.checked_sub(1).and_then(|index| MESSAGES.get(index));
    let _ = document::check(of.unwrap_or(&EVERYTHING), json);
}
