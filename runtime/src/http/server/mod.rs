//! A router served over HTTP: as a tower service and on a socket.
//!
//! [`HttpService`] answers requests of the Connect protocol, and of gRPC and gRPC-Web, with
//! messages in JSON. It is a [`tower_service::Service`], so it goes below axum, layers of tower
//! and anything else that takes one. [`HttpServer`] puts any such service on a socket.
//!
//! The protocols are those of the `connectrpc` crate: framing, the wire form of errors,
//! compression, GET and deadlines are not written again here. What stands in front of it is what
//! it leaves open or answers with less than a person can use: which RPC a path means, what is
//! refused before a body is read, and how long a body may take. Nothing here knows a message.
//!
//! TLS ends at a proxy. A program that ends it itself accepts connections on its own and hands
//! each of them an [`HttpService`]; hyper-util's `TowerToHyperService` is the adapter.
//!
//! | file | what it does |
//! | --- | --- |
//! | `service` | the tower service and its options |
//! | `admission`, `media`, `query` | what is looked at before the body is read |
//! | `body` | bodies: their limits of time and size, and the body of replies |
//! | `dispatch`, `outcome` | from `connectrpc` to the router and back |
//! | `server`, `connection` | sockets |

mod admission;
#[cfg(feature = "axum")]
mod axum;
mod body;
mod connection;
mod dispatch;
mod media;
mod options;
mod outcome;
mod query;
mod server;
mod service;

pub use body::ReplyBody;
pub use connection::PeerAddr;
pub use server::HttpServer;
pub use service::HttpService;
