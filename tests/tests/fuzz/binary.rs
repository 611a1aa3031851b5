//! Any bytes as any message type, in binary. A decoded message must round-trip, also through JSON.
//!
//! The first two bytes select the type; zeros select one with fields of every kind, and ones the type
//! with the other encodings of numbers. The rest is the message. Add a test for each finding to
//! `runtime/tests/binary`.

use gitpod_api::runtime::rpc::MessageType;
use gitpod_api::types::MESSAGES;

#[path = "../../../runtime/tests/support/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    clippy::duplicate_mod,
    reason = "shared with tests that use the rest, and with the other targets"
)]
mod support;
#[path = "../properties/wire.rs"]
#[allow(dead_code, reason = "shared with tests that use the rest")]
mod wire;

/// Messages with fields of every kind, including kinds that the API does not use.
static OWN: [MessageType; 2] = [
    MessageType::of::<support::Everything>("test.v1.Everything"),
    MessageType::of::<support::Numbers>("test.v1.Numbers"),
];

/// Decodes the bytes and checks the result.
pub(crate) fn check(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first_chunk() else { return };
    let choice = usize::from(u16::from_le_bytes(*choice)) % (MESSAGES.len() + OWN.len());
    let of = OWN.iter().chain(MESSAGES).nth(choice);
    let _ = of.map(|of| wire::check(of, bytes));
}
