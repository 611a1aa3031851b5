//! `cargo xtask`: argument parsing and disk access around the generator.
//!
//! What is generated is decided in `gitpod-codegen`, which touches no disk beyond the schema. Here
//! its trees are compared with the disk ([`plan`]), written ([`mod@write`]) or shown ([`check`]).

#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod args;
mod check;
mod conformance;
mod diff;
mod disk;
mod environment;
mod error;
mod explain;
mod export;
// The command is `gen`, but that word is a keyword of the language.
mod generate;
mod help;
mod interop;
mod paint;
mod plan;
mod program;
mod report;
mod scope;
mod stamp;
mod workspace;
mod write;

use std::process::ExitCode;

use args::{Command, Options};
use error::Error;
use report::Report;

/// How a run ended; the exit codes are a promise to scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Fine,
    /// The schema, the disk or the generated files have a problem.
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
    let command = match args::parse(std::env::args_os().skip(1)) {
        Ok(command) => command,
        Err(usage) => {
            report::complain(&usage.to_string());
            return Outcome::Usage.into();
        }
    };
    run(&command).into()
}

fn run(command: &Command) -> Outcome {
    match command {
        Command::Help(topic) => {
            report::say(topic.text());
            Outcome::Fine
        }
        Command::Explain { code } => explain::explain(code.as_deref()),
        Command::Gen { check: false, options } => finish(options, generate::generate),
        Command::Gen { check: true, options } => finish(options, check::check),
        Command::ExportProto { out, rules, options } => {
            finish(options, |options, report| export::proto(out, *rules, options, report))
        }
        Command::Conformance { extent, root } => {
            finish(&Options::default(), |_, _| conformance::conformance(*extent, root.as_deref()))
        }
        Command::Interop { only, root } => {
            finish(&Options::default(), |_, _| interop::interop(*only, root.as_deref()))
        }
    }
}

/// Runs a command that may fail and reports why it did.
fn finish(
    options: &Options,
    command: impl FnOnce(&Options, &Report) -> Result<Outcome, Error>,
) -> Outcome {
    let report = Report::new(options.format, options.color);
    command(options, &report).unwrap_or_else(|error| {
        report.error(&error);
        Outcome::Problem
    })
}
