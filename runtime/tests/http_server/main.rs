//! The HTTP server on a real socket: what it answers, what it refuses, and how it ends.

#[path = "../rpc/support.rs"]
#[allow(dead_code, reason = "the service of the tests of calls, whose client is not needed here")]
mod books;
mod context;
mod errors;
mod hostile;
mod lifetime;
mod limits;
mod mounted;
mod paging;
mod protocol;
mod support;
