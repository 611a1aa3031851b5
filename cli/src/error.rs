//! Why a run ends early.

use std::fmt;
use std::io;

use gitpod_api::DecodeError;

use crate::Outcome;
use crate::input::Input;

/// Why a run ends early; displays as what follows `error:`.
#[derive(Debug)]
pub(crate) enum Error {
    /// There is no message type of a name.
    UnknownType {
        /// The name as it was typed.
        name: String,
        /// A name that is like it.
        similar: Option<&'static str>,
    },
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
    /// How a run ends that ends like this.
    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Self::UnknownType { .. } => Outcome::Usage,
            // Whoever reads the output has read enough, as `head` does.
            Self::Output(cause) if cause.kind() == io::ErrorKind::BrokenPipe => Outcome::Fine,
            Self::Input { .. } | Self::Decode { .. } | Self::Listen { .. } | Self::Output(_) => {
                Outcome::Problem
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownType { name, similar } => {
                write!(f, "there is no message type `{name}`")?;
                match similar {
                    Some(similar) => write!(f, "; did you mean `{similar}`?"),
                    None => write!(f, "; `gitpod-api json` lists them"),
                }
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
