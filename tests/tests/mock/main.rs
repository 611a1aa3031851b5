//! The mock server: what it answers to every RPC, what it remembers, and how it fails on demand.

mod faults;
mod full;
mod lists;
mod lives;
mod memory;
mod plans;
mod replies;
mod socket;
mod strict;
mod support;
