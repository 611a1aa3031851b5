//! The API by hand: structs with serde's derive, clients and servers with native async methods.
//!
//! The text is written by `cargo xtask bench`, from the schema. It does less than the bindings; see `derived.rs` and
//! `services.rs` there.

#![allow(missing_docs, nonstandard_style, dead_code, clippy::all)]

include!(concat!(env!("GITPOD_BENCH_INPUTS"), "/derived_text.rs"));
include!(concat!(env!("GITPOD_BENCH_INPUTS"), "/derived_services.rs"));
