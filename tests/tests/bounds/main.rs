//! Bounds on what hostile input allocates, for every message type of the API.
//!
//! The measure and the documents are those of the runtime's tests.

#[path = "../../../runtime/tests/bounds/allocations.rs"]
mod allocations;
#[path = "../../../runtime/tests/bounds/amplifiers.rs"]
mod amplifiers;
mod decoding;
#[path = "../../../runtime/tests/bounds/limit.rs"]
mod limit;
mod server;

// The path of the crate in the files above.
use gitpod_api::runtime as gitpod_runtime;
