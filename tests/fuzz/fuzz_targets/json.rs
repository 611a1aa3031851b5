//! Arbitrary bytes as any message type.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/fuzz/json.rs"]
mod json;

fuzz_target!(|data: &[u8]| json::check(data));
