//! Bounds on what hostile input allocates, measured with a counting allocator.
//!
//! Each thread counts its own allocations, so tests may run at the same time.

mod allocations;
mod error_bodies;
