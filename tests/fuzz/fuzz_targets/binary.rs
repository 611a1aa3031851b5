//! Arbitrary bytes as any message type, in binary.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/fuzz/binary.rs"]
mod binary;

fuzz_target!(|data: &[u8]| binary::check(data));
