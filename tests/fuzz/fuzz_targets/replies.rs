//! Arbitrary bytes as the response to a client.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/fuzz/replies.rs"]
mod replies;

fuzz_target!(|data: &[u8]| replies::check(data));
