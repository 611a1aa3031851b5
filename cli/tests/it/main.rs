//! The program as a whole: what it prints, says and answers with its exit code.

mod lines;
mod mock;
mod one;
mod streaming;
mod support;
mod usage;
