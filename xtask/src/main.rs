//! `cargo xtask`: writes the generated files, checks them, explains diagnostics and exports.
//!
//! `args` defines the command line. Each command has a module: `generate`, `new`, `explain`,
//! `export`, `draft`, `diff`, `audit`, `conformance`, `interop`, `attack` and `bench`. They share `workspace`,
//! which runs the generator, `disk`, which compares files with the disk and writes them, `environment`,
//! which installs packages of other languages, and `console`, which prints. The generator itself is
//! the crate `gitpod-codegen`.
//!
//! `main` may depend on every module; no module depends on it.

#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod args;
mod attack;
mod audit;
mod bench;
mod conformance;
mod console;
mod diff;
mod disk;
mod draft;
mod environment;
mod error;
mod explain;
mod export;
// The command is `gen`, which is a keyword of the language.
mod generate;
mod interop;
mod new;
mod workspace;

use std::process::ExitCode;

use args::{Command, Goal, Output};
use console::Report;
use error::{Error, Outcome};

fn main() -> ExitCode {
    let outcome = match args::parse(std::env::args_os()) {
        Ok(command) => run(&command),
        Err(error) => report_usage(&error),
    };
    outcome.into()
}

fn run(command: &Command) -> Outcome {
    match command {
        Command::Explain { id } => explain::explain(id.as_deref()),
        Command::Gen { goal, root, output } => finish(*output, |report| {
            let root = root.as_deref();
            match goal {
                Goal::Write => generate::generate(root, report),
                Goal::Check => generate::check(root, report),
                Goal::ListInferred => generate::list_inferred(root, report),
            }
        }),
        Command::ExportProto { out, rules, root, output } => {
            finish(*output, |report| export::proto(out, *rules, root.as_deref(), report))
        }
        Command::Draft { draft, root } => {
            finish(Output::default(), |_| draft::draft(draft, root.as_deref()))
        }
        Command::Diff { options, root } => {
            let output = Output { color: options.color, ..Output::default() };
            finish(output, |_| diff::diff(options, root.as_deref()))
        }
        Command::Audit { oracle, ledger, root, output } => finish(*output, |report| {
            audit::audit(oracle, ledger.as_deref(), root.as_deref(), report)
        }),
        Command::AuditDraft { file, items, root } => {
            finish(Output::default(), |_| audit::draft(file, items, root.as_deref()))
        }
        Command::Conformance { selection, root } => {
            finish(Output::default(), |_| conformance::conformance(selection, root.as_deref()))
        }
        Command::Interop { only, root } => {
            finish(Output::default(), |_| interop::interop(*only, root.as_deref()))
        }
        Command::New { folder, package } => {
            finish(Output::default(), |report| new::new(folder, package.as_deref(), report))
        }
        Command::Bench { options, root } => {
            finish(Output::default(), |_| bench::bench(options, root.as_deref()))
        }
        Command::Attack { root } => finish(Output::default(), |_| attack::attack(root.as_deref())),
    }
}

/// Runs a command and reports its error.
fn finish(output: Output, command: impl FnOnce(&Report) -> Result<Outcome, Error>) -> Outcome {
    let report = Report::new(output.format, output.color);
    command(&report).unwrap_or_else(|error| {
        report.error(&error);
        Outcome::Failure
    })
}

/// Prints help to standard output, and usage errors to standard error.
fn report_usage(error: &clap::Error) -> Outcome {
    let text = error.render().to_string();
    if error.use_stderr() {
        console::print_error(text.trim_end());
        return Outcome::Usage;
    }
    console::print(text.trim_end());
    Outcome::Success
}
