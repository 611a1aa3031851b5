//! Errors that end a run, and the exit codes.
//!
//! Used by `main`, `message` and the commands. Depends on `catalog`, `input`, `output`,
//! `render` and `text`.

use std::fmt;
use std::io;
use std::process::ExitCode;

use gitpod_api::DecodeError;
use gitpod_api::runtime::codec::EncodeError;

use crate::catalog::fields::Explained;
use crate::input::Input;
use crate::output;
use crate::render::failure;
use crate::text::TextError;

/// How a run ended. Scripts rely on the exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Exit code 0.
    Success,
    /// Exit code 1: invalid input, a failed call, or an I/O error.
    Failure,
    /// Exit code 2: wrong usage.
    Usage,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Success => 0,
            Outcome::Failure => 1,
            Outcome::Usage => 2,
        })
    }
}

/// An error that ends a run. Displays as the text after `error:`; a failed call displays as JSON.
#[derive(Debug)]
pub(crate) enum Error {
    /// The command line is wrong, or asks for help or the version.
    Arguments(clap::Error),
    /// No message type has this name.
    UnknownType {
        /// The name as typed.
        name: String,
        /// A similar name.
        similar: Option<&'static str>,
    },
    /// No RPC has this name.
    UnknownMethod {
        /// The name as typed.
        name: String,
        /// Similar names, best match first.
        similar: Vec<&'static str>,
    },
    /// No RPC's name contains the filter.
    NoMethods {
        /// The filter.
        filter: String,
    },
    /// The arguments of `call` make no valid call.
    BadCall {
        /// The reason.
        problem: String,
    },
    /// A call failed.
    Failed(gitpod_api::Error),
    /// An input cannot be read.
    Input {
        /// The input.
        input: Input,
        /// The I/O error.
        cause: io::Error,
    },
    /// An input is not a valid message.
    Decode {
        /// The input.
        input: Input,
        /// The decoding error.
        error: DecodeError,
    },
    /// An input is not hex or base64.
    Text {
        /// The input.
        input: Input,
        /// The error in the text.
        error: TextError,
    },
    /// A message has no form in the encoding of the output.
    Encode(EncodeError),
    /// The mock cannot listen on its address.
    Listen {
        /// Host and port as typed.
        address: String,
        /// The I/O error.
        cause: io::Error,
    },
    /// Manual pages cannot be written.
    ManualPages {
        /// The target folder.
        folder: String,
        /// The I/O error.
        cause: io::Error,
    },
    /// Standard output cannot be written.
    Output(io::Error),
}

impl Error {
    /// Wrong usage of `call`.
    pub(crate) fn bad_call(problem: impl fmt::Display) -> Self {
        Self::BadCall { problem: problem.to_string() }
    }

    /// Turns the I/O error of an input into an error of the run.
    pub(crate) fn input(input: &Input) -> impl FnOnce(io::Error) -> Self {
        |cause| Self::Input { input: input.clone(), cause }
    }

    /// Prints the error, unless standard output was closed, and returns how the run ended.
    pub(crate) fn report(&self) -> Outcome {
        match self {
            Self::Arguments(error) => return report_usage(error),
            // The reader of the output has closed it, as `head` does.
            Self::Output(cause) if cause.kind() == io::ErrorKind::BrokenPipe => {
                return Outcome::Success;
            }
            // One JSON object for programs, without a prefix.
            Self::Failed(_) => output::report(self),
            _ => output::report(format_args!("error: {self}")),
        }
        match self {
            Self::UnknownType { .. } | Self::UnknownMethod { .. } | Self::BadCall { .. } => {
                Outcome::Usage
            }
            _ => Outcome::Failure,
        }
    }
}

/// Prints help and version to standard output, and usage errors to standard error.
fn report_usage(error: &clap::Error) -> Outcome {
    let text = error.render().to_string();
    if error.use_stderr() {
        output::report(text.trim_end());
        return Outcome::Usage;
    }
    match output::print(text.trim_end()) {
        Ok(()) => Outcome::Success,
        Err(cause) => Error::Output(cause).report(),
    }
}

impl From<gitpod_api::Error> for Error {
    fn from(error: gitpod_api::Error) -> Self {
        Self::Failed(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arguments(error) => error.fmt(f),
            Self::Failed(error) => f.write_str(&failure::to_json(error)),
            Self::UnknownType { name, similar } => {
                write!(f, "there is no message type `{name}`")?;
                match similar {
                    Some(similar) => write!(f, "; did you mean `{similar}`?"),
                    None => write!(f, "; `gitpod-api json` lists them"),
                }
            }
            Self::UnknownMethod { name, similar } => {
                write!(f, "there is no RPC `{name}`")?;
                match similar.as_slice() {
                    [] => {}
                    names => write!(f, "; did you mean `{}`?", names.join("` or `"))?,
                }
                f.write_str(
                    "\n`gitpod-api methods` lists them; call an RPC that this version does not \
                     know by its full path with --raw",
                )
            }
            Self::NoMethods { filter } => write!(f, "no RPC has `{filter}` in its name"),
            Self::BadCall { problem } => {
                write!(f, "{problem}\nsee `gitpod-api help call`")
            }
            Self::Input { input, cause } => write!(f, "cannot read {input}: {cause}"),
            Self::Decode { input, error } => write!(f, "{input}: {}", Explained(error)),
            Self::Text { input, error } => write!(f, "{input}: {error}"),
            Self::Encode(error) => error.fmt(f),
            Self::Listen { address, cause } => {
                write!(f, "cannot listen on {address}: {cause}; `--port 0` takes any free port")
            }
            Self::ManualPages { folder, cause } => {
                write!(f, "cannot write manual pages to {folder}: {cause}")
            }
            Self::Output(cause) => write!(f, "cannot write to standard output: {cause}"),
        }
    }
}
