//! The guides, so that `cargo test` compiles every Rust block in them. Nothing else uses this.
//!
//! A block is a whole item or program, as a reader pastes it. One that needs a server or a token is
//! `no_run`.

#[doc = include_str!("../../README.md")]
mod readme {}

#[doc = include_str!("../../docs/call.md")]
mod call {}

#[doc = include_str!("../../docs/types.md")]
mod types {}

#[doc = include_str!("../../docs/serve.md")]
mod serve {}

#[doc = include_str!("../../docs/mock.md")]
mod mock {}

#[doc = include_str!("../../docs/command-line.md")]
mod command_line {}

#[doc = include_str!("../../docs/new-api.md")]
mod new_api {}

#[doc = include_str!("../../docs/limits.md")]
mod limits {}

#[doc = include_str!("../../docs/schema.md")]
mod schema {}

#[doc = include_str!("../../docs/reviewing.md")]
mod reviewing {}
