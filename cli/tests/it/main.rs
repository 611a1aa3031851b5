//! The program as a whole: what it prints, says and answers with its exit code.

mod call;
mod call_failures;
mod call_mock;
mod call_usage;
mod completions;
mod lines;
mod methods;
mod mock;
mod one;
mod server;
mod streaming;
mod support;
mod usage;
