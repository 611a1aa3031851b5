//! `gitpod-api json`: checks messages and prints their canonical form.

mod envelope;
mod line_reader;
mod lines;

use std::ffi::OsString;

use clap::ValueHint;
use clap_complete::engine::ArgValueCompleter;
use gitpod_api::types::MESSAGES;

use crate::completion::candidates;
use crate::error::Error;
use crate::input::Input;
use crate::message::{self, Conversion, Form, Options};
use crate::output;

const DESCRIPTION: &str = "\
Reads a message from FILE, or from standard input if FILE is `-` or missing, and prints it
as canonical protobuf JSON. TYPE is the full protobuf name of the message, or that name
without the package. The first 100 violations of the schema's rules are printed to
standard error. Without TYPE, all message types are listed.

With --lines, each input line is an object
  {\"type\": TYPE, \"json\": MESSAGE}
and results in one output line, in order:
  {\"type\": TYPE, \"canonical\": MESSAGE, \"violations\": [{\"field\", \"rule\", \"message\"}]}
with `\"truncated\": true` if there are more violations, or, for an invalid line,
  {\"type\": TYPE, \"error\": TEXT}
where TYPE is null if the line has none. Positions in TEXT count from the start of
MESSAGE.";

const USAGE: &str = "gitpod-api json [OPTIONS] <TYPE> [FILE]
       gitpod-api json [OPTIONS] --lines [FILE]
       gitpod-api json";

/// Check messages in JSON and print their canonical form
#[derive(Debug, clap::Args)]
#[command(before_help = DESCRIPTION, override_usage = USAGE, args_override_self = true)]
#[command(group = clap::ArgGroup::new("source").args(["type_name", "lines"]).multiple(true))]
pub(crate) struct Args {
    /// Type of the message
    #[arg(value_name = "TYPE", add = ArgValueCompleter::new(candidates::types_or_files))]
    type_name: Option<OsString>,
    /// File to read [default: -]
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "lines")]
    file: Option<OsString>,
    /// Read and answer line by line until the end of the input
    #[arg(long)]
    lines: bool,
    /// Indent the output
    #[arg(long, requires = "type_name", conflicts_with = "lines")]
    pretty: bool,
    #[command(flatten)]
    options: Options,
}

impl Args {
    /// The task that the arguments describe.
    pub(crate) fn into_task(self) -> Task {
        let Self { type_name, file, lines, pretty, options } = self;
        match type_name {
            // The only argument of a stream is its file.
            file if lines => Task::Lines { input: Input::new(file), options },
            Some(name) => {
                // A name that is not Unicode is unknown in any case.
                let name = name.to_string_lossy().into_owned();
                let (input, from, to) = (Input::new(file), Form::Json, Form::Json);
                Task::One(Conversion { name, input, from, to, pretty, options })
            }
            None => Task::Types,
        }
    }
}

/// A task of `json`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// List the message types.
    Types,
    /// Check one message.
    One(Conversion),
    /// Check one message per line.
    Lines {
        /// The input.
        input: Input,
        /// How to read and write.
        options: Options,
    },
}

/// Lists the message types, or checks messages.
pub(crate) fn run(args: Args) -> Result<(), Error> {
    match args.into_task() {
        Task::Types => list_types(),
        Task::One(conversion) => message::convert(&conversion),
        Task::Lines { input, options } => lines::run(&input, options),
    }
}

fn list_types() -> Result<(), Error> {
    let names: Vec<&str> = MESSAGES.iter().map(|of| of.name()).collect();
    output::print(&names.join("\n")).map_err(Error::Output)
}
