//! Tests of the mock server: its responses, its state, strict mocks and fault injection.

mod allocations;
mod bounds;
mod faults;
mod full;
mod insert;
mod limits;
mod lists;
mod lives;
mod memory;
mod plans;
mod replay;
mod replies;
mod socket;
mod stateless;
mod strict;
mod support;
mod times;
