//! Generated clients and servers over sockets of this machine.
//!
//! - `client`: the generated client against a scripted server, which records what it receives.
//! - `stack`: the interceptors of the client builder, over a transport in the process.
//! - `server`: the generated server, called with the bytes that any HTTP client would send.
//! - `joined`: both together, for every RPC: values, errors, deadlines, retries, pages and load.
//! - `support`: the server of all services, calls of every RPC, and a view of the wire.
//!
//! The protocol and the options of each side alone are tested in `runtime`.

#[macro_use]
mod support;
mod client;
mod joined;
#[path = "../loopback/rpcs.rs"]
mod rpcs;
#[path = "../properties/same.rs"]
mod same;
mod server;
mod stack;
