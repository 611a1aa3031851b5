//! Arbitrary bytes on a connection to the HTTP server.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/fuzz/server.rs"]
mod server;

fuzz_target!(|data: &[u8]| server::check(data));
