//! The work of each candidate.
//!
//! Each is measured together with the content that it has read or written, so that a candidate which does less is
//! noticed. Fields that are skipped or lost change the content.

use std::hint::black_box;

use bench_peers::{connect, derived, derived_parsed, prost as with_prost};
use bench_support::{Arguments, measure};
use buffa::{Message as _, MessageView as _};
use gitpod_api::runtime::json;
use gitpod_api::{ListProjectsResponse, MessageExt};
use serde_json::Value;

type Text = derived::ListProjectsResponse;
type Parsed = derived_parsed::ListProjectsResponse;
type Prost = with_prost::ListProjectsResponse;
type Buffa = connect::gitpod::v1::ListProjectsResponse;
type BuffaView<'a> = connect::gitpod::v1::ListProjectsResponseView<'a>;

pub(crate) fn json_decode(page: &ListProjectsResponse, arguments: &Arguments) {
    let document = page.to_json();
    let bytes = document.as_bytes();
    let n = arguments.iterations;
    match arguments.candidate.as_str() {
        "ours" => {
            let read = || ListProjectsResponse::from_json(black_box(&document)).expect("valid");
            measure(n, &content(read().to_json().as_bytes()), read);
        }
        "ours-serde" => decode(n, || from_slice::<ListProjectsResponse>(black_box(bytes))),
        "derive-text" => decode(n, || from_slice::<Text>(black_box(bytes))),
        "derive" => decode(n, || from_slice::<Parsed>(black_box(bytes))),
        "sonic-rs" => {
            decode(n, || -> Text { sonic_rs::from_slice(black_box(bytes)).expect("valid") })
        }
        "simd-json" => {
            // It parses in place, so each iteration gets a copy. The buffers are reused, as its authors advise.
            let mut buffers = simd_json::Buffers::new(bytes.len());
            let mut copy = Vec::new();
            decode(n, || -> Text {
                copy.clear();
                copy.extend_from_slice(black_box(bytes));
                simd_json::serde::from_slice_with_buffers(&mut copy, &mut buffers).expect("valid")
            });
        }
        "pbjson" => decode(n, || from_slice::<Prost>(black_box(bytes))),
        "buffa" => decode(n, || from_slice::<Buffa>(black_box(bytes))),
        unknown => panic!("unknown candidate: {unknown}"),
    }
}

pub(crate) fn json_encode(page: &ListProjectsResponse, arguments: &Arguments) {
    let document = page.to_json();
    let bytes = document.as_bytes();
    let n = arguments.iterations;
    match arguments.candidate.as_str() {
        "ours" => encode(n, || json::encode_to_vec(black_box(page))),
        "ours-serde" => encode(n, || to_vec(black_box(page))),
        "derive-text" => {
            let page: Text = from_slice(bytes);
            encode(n, || to_vec(black_box(&page)));
        }
        "derive" => {
            let page: Parsed = from_slice(bytes);
            encode(n, || to_vec(black_box(&page)));
        }
        "sonic-rs" => {
            let page: Text = from_slice(bytes);
            encode(n, || sonic_rs::to_vec(black_box(&page)).expect("valid"));
        }
        "simd-json" => {
            let page: Text = from_slice(bytes);
            encode(n, || simd_json::serde::to_vec(black_box(&page)).expect("valid"));
        }
        "pbjson" => {
            let page: Prost = from_slice(bytes);
            encode(n, || to_vec(black_box(&page)));
        }
        "buffa" => {
            let page: Buffa = from_slice(bytes);
            encode(n, || to_vec(black_box(&page)));
        }
        unknown => panic!("unknown candidate: {unknown}"),
    }
}

pub(crate) fn binary_decode(page: &ListProjectsResponse, arguments: &Arguments) {
    let encoded = page.to_binary().expect("every enum value has a number");
    let n = arguments.iterations;
    match arguments.candidate.as_str() {
        "ours" => {
            let read = || ListProjectsResponse::from_binary(black_box(&encoded)).expect("valid");
            measure(n, &content(read().to_json().as_bytes()), read);
        }
        "prost" => decode(n, || -> Prost { prost_decode(black_box(&encoded)) }),
        "buffa" => decode(n, || Buffa::decode_from_slice(black_box(&encoded)).expect("valid")),
        "buffa-view" => {
            let read = || BuffaView::decode_view(black_box(&encoded)).expect("valid");
            let owned = read().to_owned_message().expect("valid");
            measure(n, &content(&to_vec(&owned)), read);
        }
        unknown => panic!("unknown candidate: {unknown}"),
    }
}

pub(crate) fn binary_encode(page: &ListProjectsResponse, arguments: &Arguments) {
    let encoded = page.to_binary().expect("every enum value has a number");
    let n = arguments.iterations;
    let content = |written: Vec<u8>| {
        let read = ListProjectsResponse::from_binary(&written).expect("valid");
        content(read.to_json().as_bytes())
    };
    match arguments.candidate.as_str() {
        "ours" => {
            let write = || black_box(page).to_binary().expect("every enum value has a number");
            measure(n, &content(write()), write);
        }
        "prost" => {
            let page = prost_decode(&encoded);
            let write = || prost::Message::encode_to_vec(black_box(&page));
            measure(n, &content(write()), write);
        }
        "buffa" => {
            let page = Buffa::decode_from_slice(&encoded).expect("valid");
            let write = || black_box(&page).encode_to_vec();
            measure(n, &content(write()), write);
        }
        unknown => panic!("unknown candidate: {unknown}"),
    }
}

/// Measures decoding. The content is what serde writes of the result.
fn decode<T: serde::Serialize>(iterations: u32, mut read: impl FnMut() -> T) {
    let content = content(&to_vec(&read()));
    measure(iterations, &content, read);
}

/// Measures encoding in JSON.
fn encode(iterations: u32, mut write: impl FnMut() -> Vec<u8>) {
    let content = content(&write());
    measure(iterations, &content, write);
}

/// The content of a document. pbjson writes times with an offset in place of `Z`, so the bindings read it first.
fn content(json: &[u8]) -> Value {
    let json = std::str::from_utf8(json).expect("valid");
    let read = ListProjectsResponse::from_json(json).expect("valid");
    from_slice(read.to_json().as_bytes())
}

fn prost_decode(bytes: &[u8]) -> Prost {
    prost::Message::decode(bytes).expect("valid")
}

fn from_slice<'de, T: serde::Deserialize<'de>>(json: &'de [u8]) -> T {
    serde_json::from_slice(json).expect("valid")
}

fn to_vec(message: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(message).expect("valid")
}
