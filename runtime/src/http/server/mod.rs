//! The HTTP server: a router as a tower service, and a listener that serves tower services.
//!
//! [`HttpService`] serves a [`Router`](crate::rpc::Router) over Connect, gRPC and gRPC-Web, with
//! messages in binary and in JSON. It is a [`tower_service::Service`], so it works under axum, inside tower layers
//! and with any HTTP server that takes one. [`HttpServer`] listens on a socket and serves such a
//! service.
//!
//! The `connectrpc` crate implements streams and `GET`: framing, error encoding, compression and
//! deadlines. This module implements unary calls with `POST`, which are most calls, with its errors
//! and compression. It resolves the route, rejects bad requests with precise errors before their bodies
//! are read, and limits how long a body may take to arrive.
//!
//! TLS is left to a proxy. To terminate TLS in the process, accept the connections yourself and serve
//! an [`HttpService`] on each of them; hyper-util's `TowerToHyperService` is the adapter.
//!
//! A request passes `service` and `head`. A unary call with `POST` then passes `unary`, and any other
//! call passes `connectrpc` and `dispatch`. No module depends on one above it in this table:
//!
//! | module | holds |
//! | --- | --- |
//! | `axum` | the axum router of an [`HttpService`] |
//! | `service` | [`HttpService`]: the steps of a request |
//! | `head` | the checks before the body is read: path, HTTP method, headers, query string |
//! | `unary` | unary calls with `POST` |
//! | `grpc` | envelopes and trailers of gRPC and gRPC-Web |
//! | `gather` | the frames of a request body in one buffer |
//! | `request_body` | the limits on the size and the time of a request body |
//! | `options` | the settings of an [`HttpService`] and their defaults |
//! | `dispatch` | the call of the route, once `connectrpc` has the message |
//! | `dispatch_stream` | the calls of a route that streams |
//! | `resolved_call` | the route of a request, and what its call needs |
//! | `response_body` | [`ResponseBody`] |
//! | `rejection` | responses without a call |
//! | `get_query`, `coding` | the query string of a `GET`; content codings |
//! | `gzip` | compression for `connectrpc` |
//! | `content_type`, `page_query` | parsers of the header and of the paging parameters |
//! | `protocol_headers` | the checks of versions and timeouts |
//! | `convert` | conversions between our types and those of `connectrpc` |
//! | `listener`, `connection` | [`HttpServer`]: sockets and connections |
//! | `admission`, `limits` | how many connections there may be; the limits of each |
//! | `connection_service`, `host` | what is done for each request of a connection; the `host` header |
//! | `stall`, `streams` | time limits for responses that a client does not take |
//! | `activity` | whether a connection is in use |
//! | `peer` | [`PeerAddr`]: the address of the client |
//!
//! The module depends on `rpc` and on no message type. `mock` serves itself with it.

mod activity;
mod admission;
#[cfg(feature = "axum")]
mod axum;
mod coding;
mod connection;
mod connection_service;
mod content_type;
mod convert;
mod dispatch;
mod dispatch_stream;
mod gather;
mod get_query;
mod grpc;
mod gzip;
mod head;
mod host;
mod limits;
mod listener;
mod options;
mod page_query;
mod peer;
mod protocol_headers;
mod rejection;
mod request_body;
mod resolved_call;
mod response_body;
mod service;
mod stall;
mod streams;
mod unary;

pub use listener::HttpServer;
pub use peer::PeerAddr;
pub use response_body::ResponseBody;
pub use service::HttpService;
