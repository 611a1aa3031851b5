//! `gitpod-api`: the command line on the generated bindings.
//!
//! `args` defines the command line, `commands` holds one module for each command, `catalog` finds
//! RPCs and message types by name, `message` converts messages, `completion` answers shells, `render`
//! writes JSON, `input` and `output` read and write files and streams, `text` has hex and base64, and
//! `error` has the exit codes. RPCs and messages come from the tables of `gitpod_api`; no code here
//! names one. `main` may depend on every module; no module depends on it.

#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod args;
mod catalog;
mod commands;
mod completion;
mod error;
mod input;
mod message;
mod output;
mod render;
mod text;

use std::process::ExitCode;

use args::Command;
use error::{Error, Outcome};

fn main() -> ExitCode {
    let outcome = match completion::answer(args::command) {
        Ok(true) => Ok(()),
        Ok(false) => run(),
        Err(error) => Err(Error::Arguments(error)),
    };
    outcome.map_or_else(|error| error.report(), |()| Outcome::Success).into()
}

fn run() -> Result<(), Error> {
    match args::parse(std::env::args_os()).map_err(Error::Arguments)? {
        Command::Call(args) => commands::call::run(&args),
        Command::Methods(args) => commands::methods::run(&args),
        Command::Json(args) => commands::json::run(args),
        Command::Convert(args) => commands::convert::run(args),
        Command::Mock(args) => commands::mock::run(&args),
        Command::Completions(args) => commands::completions::run(&args),
        Command::Man(args) => commands::man::run(&args, args::command()),
    }
}
