//! The API as other generators make it from the exported proto files, and as structs with serde's derive.
//!
//! `build.rs` runs the generators of prost, pbjson, tonic, buffa and connectrpc. The structs are written by `cargo
//! xtask bench`, from the schema. The measured programs use them. It must not depend on the bindings.

#![allow(missing_docs, unreachable_pub, clippy::all)]

/// The types of prost, with pbjson's JSON and tonic's clients and servers.
pub mod prost {
    include!(concat!(env!("OUT_DIR"), "/gitpod.v1.rs"));
    include!(concat!(env!("OUT_DIR"), "/gitpod.v1.serde.rs"));
}

/// The types of buffa, with connectrpc's clients and servers.
pub mod connect {
    include!(concat!(env!("OUT_DIR"), "/connect/connect.rs"));
}

/// Structs with serde's derive, in which times are text.
#[allow(nonstandard_style)]
pub mod derived {
    include!(concat!(env!("GITPOD_BENCH_INPUTS"), "/derived_text.rs"));
}

/// Structs with serde's derive, in which times are parsed.
#[allow(nonstandard_style)]
pub mod derived_parsed {
    include!(concat!(env!("GITPOD_BENCH_INPUTS"), "/derived_parsed.rs"));
}
