//! Runs of the program: standard output, standard error and exit codes.

mod call;
mod call_failures;
mod call_mock;
mod call_usage;
mod completions;
mod convert;
mod lines;
mod man;
mod methods;
mod mock;
mod one;
mod server;
mod streaming;
mod support;
mod tls;
#[path = "../../../runtime/tests/http_client/tls/server.rs"]
mod tls_server;
mod usage;
