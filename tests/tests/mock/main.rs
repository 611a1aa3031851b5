//! Tests of the mock server: its responses, its state, strict mocks and fault injection.

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
