//! Arbitrary text as the schema of the generator.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/fuzz/schema.rs"]
mod schema;

fuzz_target!(|data: &[u8]| schema::check(data));
