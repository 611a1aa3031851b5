//! Why a run ends early.

use std::fmt;
use std::io;

use gitpod_api::DecodeError;

use crate::input::Input;
use crate::{Outcome, call};

/// Why a run ends early; displays as what follows `error:`, a failed call as JSON.
#[derive(Debug)]
pub(crate) enum Error {
    /// There is no message type of a name.
    UnknownType {
        /// The name as it was typed.
        name: String,
        /// A name that is like it.
        similar: Option<&'static str>,
    },
    /// There is no RPC of a name.
    UnknownMethod {
        /// The name as it was typed.
        name: String,
        /// Names that are like it, the most alike first.
        similar: Vec<&'static str>,
    },
    /// No RPC's name has a text in it.
    NoMethods {
        /// The text.
        filter: String,
    },
    /// Nothing can be called as the command line says.
    BadCall {
        /// What is wrong with it.
        problem: String,
    },
    /// A call failed.
    Failed(gitpod_api::Error),
    /// An input cannot be read.
    Input {
        /// Which one.
        input: Input,
        /// What the system says.
        cause: io::Error,
    },
    /// An input is not the message that it should be.
    Decode {
        /// Which one.
        input: Input,
        /// What is wrong with it.
        error: DecodeError,
    },
    /// A port cannot be listened at.
    Listen {
        /// Where, as it was typed.
        address: String,
        /// What the system says.
        cause: io::Error,
    },
    /// The output cannot be written.
    Output(io::Error),
}

impl Error {
    /// The error of a command line that says nothing that can be called.
    pub(crate) fn bad_call(problem: impl fmt::Display) -> Self {
        Self::BadCall { problem: problem.to_string() }
    }

    /// How a run ends that ends like this.
    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Self::UnknownType { .. } | Self::UnknownMethod { .. } | Self::BadCall { .. } => {
                Outcome::Usage
            }
            // Whoever reads the output has read enough, as `head` does.
            Self::Output(cause) if cause.kind() == io::ErrorKind::BrokenPipe => Outcome::Fine,
            Self::NoMethods { .. }
            | Self::Failed(_)
            | Self::Input { .. }
            | Self::Decode { .. }
            | Self::Listen { .. }
            | Self::Output(_) => Outcome::Problem,
        }
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
            Self::Failed(error) => f.write_str(&call::failure_to_json(error)),
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
                    "\n`gitpod-api methods` lists them; one that this version does not know is \
                     called by its full path with --raw",
                )
            }
            Self::NoMethods { filter } => write!(f, "no RPC has `{filter}` in its name"),
            Self::BadCall { problem } => {
                write!(f, "{problem}\n`gitpod-api help call` says more")
            }
            Self::Input { input, cause } => write!(f, "cannot read {input}: {cause}"),
            Self::Decode { input, error } => write!(f, "{input}: {error}"),
            Self::Listen { address, cause } => {
                write!(f, "cannot listen at {address}: {cause}; `--port 0` takes any free port")
            }
            Self::Output(cause) => write!(f, "cannot write the output: {cause}"),
        }
    }
}
