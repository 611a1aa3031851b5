//! Bounds on what hostile input allocates, measured with a counting allocator.
//!
//! Each thread counts its own allocations, so tests may run at the same time.

// `amplifiers` and `limit` also run over the types of the API, where the crate has another path.
extern crate gitpod_runtime;

mod allocations;
mod amplifiers;
mod decoding;
mod error_bodies;
mod limit;
mod lists;
mod validation;

#[path = "../support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "shared with the tests of JSON, which use all of it")]
mod support;
