//! The program as a whole, run on a small workspace: what it writes, says and refuses.

mod check;
mod commands;
mod generate;
mod standing;
mod support;
