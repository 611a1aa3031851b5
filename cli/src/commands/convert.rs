//! `gitpod-api convert`: converts messages between JSON and the binary encoding.

use std::ffi::OsString;

use clap::ValueHint;
use clap::error::ErrorKind;
use clap_complete::engine::ArgValueCompleter;

use crate::completion::candidates;
use crate::error::Error;
use crate::input::Input;
use crate::message::{self, Conversion, Form, Options};

const DESCRIPTION: &str = "\
Reads a message from FILE, or from standard input if FILE is `-` or missing, and prints it
in another form:
  json    protobuf JSON, in its canonical form
  binary  the binary encoding of protobuf
  hex     the binary encoding in hexadecimal digits
  base64  the binary encoding in base64
TYPE is the full protobuf name of the message, or that name without the package;
`gitpod-api json` lists all. Input in hex and base64 may have white space and lines, and
base64 either alphabet, with or without padding.

Unknown fields stay in the binary encoding, and JSON has none of them. An enum value that
is known by its name alone has no binary form, so it is an error. The first 100 violations
of the schema's rules are printed to standard error.";

/// Convert messages between JSON and the binary encoding
#[derive(Debug, clap::Args)]
#[command(before_help = DESCRIPTION, args_override_self = true)]
#[command(group = clap::ArgGroup::new("source").arg("type_name"))]
pub(crate) struct Args {
    /// Type of the message
    #[arg(value_name = "TYPE", required = true, add = ArgValueCompleter::new(candidates::types))]
    type_name: OsString,
    /// File to read [default: -]
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<OsString>,
    /// Form of the input: json, binary, hex, base64 [default: json]
    #[arg(long, value_name = "FORM", value_enum, default_value_t)]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    from: Form,
    /// Form of the output: json, binary, hex, base64 [default: json]
    #[arg(long, value_name = "FORM", value_enum, default_value_t)]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    to: Form,
    /// Indent the output, which is JSON
    #[arg(long)]
    pretty: bool,
    #[command(flatten)]
    options: Options,
}

impl Args {
    /// The conversion that the arguments describe.
    ///
    /// # Errors
    ///
    /// Options of JSON with another form of the output.
    pub(crate) fn into_conversion(self) -> Result<Conversion, clap::Error> {
        let Self { type_name, file, from, to, pretty, options } = self;
        let of_json = [("--pretty", pretty), ("--defaults", options.defaults)];
        if to != Form::Json
            && let Some((option, _)) = of_json.iter().find(|(_, is_set)| *is_set)
        {
            let problem = format!("the argument '{option}' needs '--to json'\n");
            return Err(clap::Error::raw(ErrorKind::ArgumentConflict, problem));
        }
        // A name that is not Unicode is unknown in any case.
        let name = type_name.to_string_lossy().into_owned();
        Ok(Conversion { name, input: Input::new(file), from, to, pretty, options })
    }
}

/// Converts a message.
pub(crate) fn run(args: Args) -> Result<(), Error> {
    message::convert(&args.into_conversion().map_err(Error::Arguments)?)
}
