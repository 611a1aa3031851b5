//! `gitpod-api`: a program on the generated bindings.
//!
//! It learns what messages and RPCs there are from the tables of `gitpod_api`, so it has all of
//! the API without a word of it in its own code.

#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod args;
mod call;
mod completions;
mod error;
mod help;
mod input;
mod json;
mod methods;
mod mock;
mod names;
mod object;
mod output;
mod pretty;
mod types;

use std::process::ExitCode;

use args::Command;
use error::Error;

/// How a run ended; the exit codes are a promise to scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Fine,
    /// The input or the machine has a problem, or a call failed.
    Problem,
    /// The command line makes no sense.
    Usage,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Fine => 0,
            Outcome::Problem => 1,
            Outcome::Usage => 2,
        })
    }
}

fn main() -> ExitCode {
    let outcome = match args::parse(std::env::args_os().skip(1)) {
        Ok(command) => run(&command).map_or_else(|error| report(&error), |()| Outcome::Fine),
        Err(usage) => {
            output::complain(usage);
            Outcome::Usage
        }
    };
    outcome.into()
}

fn run(command: &Command) -> Result<(), Error> {
    match command {
        Command::Help(topic) => output::say(topic.text()),
        Command::Version => output::say(concat!("gitpod-api ", env!("CARGO_PKG_VERSION"))),
        Command::Json(task) => json::run(task),
        Command::Call(task) => call::run(task),
        Command::Methods(task) => methods::run(task),
        Command::Completions(task) => completions::run(task),
        Command::Mock(options) => mock::run(options),
    }
}

/// Tells why a run ended, unless it is only that nobody listens any more.
fn report(error: &Error) -> Outcome {
    let outcome = error.outcome();
    match (outcome, error) {
        (Outcome::Fine, _) => {}
        // It is for programs, so nothing stands beside it.
        (_, Error::Failed(_)) => output::complain(error),
        _ => output::complain(format_args!("error: {error}")),
    }
    outcome
}
