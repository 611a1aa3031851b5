//! Shared code of the tests. Depends on the list of RPCs, and on no test.

#[macro_use]
pub(crate) mod services;
pub(crate) mod sampled;
pub(crate) mod server;
pub(crate) mod tap;
pub(crate) mod wire;
