//! `gitpod-api json`: checks messages and prints their canonical form.

mod envelope;
mod line_reader;
mod lines;
mod one;

use gitpod_api::runtime::json::{ReadOptions, Unknown, WriteOptions};
use gitpod_api::types::MESSAGES;
use gitpod_api::{DecodeError, Message};

use crate::error::Error;
use crate::input::Input;
use crate::output;

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// List the message types.
    Types,
    /// Read a message.
    One {
        /// The name of its type, as it was typed.
        name: String,
        /// Where it is.
        input: Input,
        /// Whether to print it for people.
        pretty: bool,
        /// How to read and write.
        options: Options,
    },
    /// Read a message a line.
    Lines {
        /// Where they are.
        input: Input,
        /// How to read and write.
        options: Options,
    },
}

/// How to read and write.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Whether fields at their default are written.
    pub(crate) defaults: bool,
    /// Whether unknown fields are refused.
    pub(crate) strict: bool,
    /// Whether unknown fields and enum values are told.
    pub(crate) report_unknown: bool,
}

impl Options {
    /// Reads a message; `tell` hears of what is unknown in it, if that is wanted.
    fn read(
        self,
        json: &[u8],
        message: &mut dyn Message,
        tell: &mut dyn FnMut(&Unknown<'_>),
    ) -> Result<(), DecodeError> {
        let options = ReadOptions::new().refuse_unknown_fields(self.strict);
        let mut options = if self.report_unknown { options.observe(tell) } else { options };
        options.decode_into(json, message)
    }

    /// Writes a message after what `out` holds.
    fn write(self, message: &dyn Message, out: &mut Vec<u8>) {
        WriteOptions::new().emit_defaults(self.defaults).encode_into(message, out);
    }
}

/// Does it.
pub(crate) fn run(task: &Task) -> Result<(), Error> {
    match task {
        Task::Types => list_types(),
        Task::One { name, input, pretty, options } => one::run(name, input, *pretty, *options),
        Task::Lines { input, options } => lines::run(input, *options),
    }
}

fn list_types() -> Result<(), Error> {
    let names: Vec<&str> = MESSAGES.iter().map(|of| of.name()).collect();
    output::say(&names.join("\n"))
}
