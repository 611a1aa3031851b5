//! The generator of the Ona API bindings, as a library without side effects.
//!
//! Five stages, each a function from one kind of data to the next:
//!
//! ```text
//! load    the schema's files          -> Sources
//! parse   Sources                     -> raw::Schema     (or every mistake of shape)
//! lower   raw::Schema                 -> ir::Api         (or every broken rule)
//! emit    ir::Api                     -> Package         (cannot fail)
//! render  Package and Templates       -> Tree            (an error is a bug of ours)
//! ```
//!
//! A [`Tree`] is compared with what is on disk by [`Tree::diff`]; who writes is `xtask`. Nothing
//! here writes, reads the environment or a clock, or spawns; no schema makes it panic.

#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod diagnostics;
pub mod emit;
pub mod export;
pub mod ir;
pub mod raw;
pub mod render;

mod example;
mod load;
mod lower;
mod node;
mod parse;
mod protobuf;
mod source;
mod tree;

pub use diagnostics::{Code, Diagnostic, Diagnostics, render_json, render_text};
pub use emit::{Package, emit};
pub use example::check_example;
pub use load::load;
pub use lower::lower;
pub use parse::parse;
pub use render::{RenderBug, Templates, render};
pub use source::{SourceFile, SourceId, Sources, Span, Spanned};
pub use tree::{Change, Tree, is_generated};
