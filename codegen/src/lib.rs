//! Code generator for bindings of protobuf APIs.
//!
//! The generator has five stages, each a function from one representation to the next:
//!
//! ```text
//! load    schema files                -> Sources
//! parse   Sources                     -> raw::Schema     (keeps syntax and shape errors)
//! lower   raw::Schema                 -> ir::Api         (reports these and all other errors)
//! emit    ir::Api                     -> Package         (cannot fail)
//! render  Package and Templates       -> Tree            (an error is a generator bug)
//! ```
//!
//! [`Tree::diff`] compares a tree with the files on disk; `xtask` writes them. Apart from [`load`],
//! nothing here accesses the file system, the environment, the clock or other processes. No schema
//! makes the library panic.

#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod compare;
pub mod diagnostics;
pub mod emit;
pub mod export;
pub mod ir;
pub mod node;
pub mod raw;
pub mod render;

mod example;
mod inferred;
mod load;
mod lower;
mod parallel;
mod parse;
mod printer;
mod protobuf;
mod re2;
mod source;
#[cfg(test)]
mod tests;
mod tokens;
mod tree;
mod yaml;

pub use diagnostics::{Code, Diagnostic, Diagnostics, render_json, render_text};
pub use emit::{Package, emit};
pub use example::check_example;
pub use inferred::{Inferred, inferred};
pub use load::{MAX_FILE_SIZE, load, load_file, read_regular};
pub use lower::{compile_pattern, lower};
pub use parallel::{map as in_parallel, on_this_thread};
pub use parse::{acknowledgements, parse, read_tree};
pub use render::{RenderBug, Templates, render};
pub use source::{SourceFile, SourceId, Sources, Span, Spanned, Unread};
pub use tokens::Tokens;
pub use tree::{Change, Tree, is_generated};
