//! The guides: their commands run, their edits of the schema are valid, their links lead somewhere.
//!
//! Rust blocks are compiled as doctests, from `tests/src/guides.rs`. A `sh` block runs with `bash`,
//! in the order of its guide; one marked `sh ignore` does not, and [`shell::IGNORED`] says why.
//! The commands are those of Unix shells, so nothing of this runs elsewhere.
#![cfg(unix)]

mod first_call;
mod guide;
mod links;
mod programs;
mod schema;
mod shell;
mod walkthrough;
