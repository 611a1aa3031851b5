//! The generated client and the generated servers over sockets of this machine, for every RPC: what
//! each side alone is tested for, in `runtime`, here on the joined whole.

#[macro_use]
mod services;
mod deadlines;
mod errors;
mod every_rpc;
mod load;
mod mocked;
mod paging;
mod refusals;
mod retries;
#[path = "../loopback/rpcs.rs"]
mod rpcs;
#[path = "../properties/same.rs"]
mod same;
mod server;
mod tap;
