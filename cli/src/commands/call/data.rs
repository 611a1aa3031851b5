//! The JSON of a request.

use std::borrow::Cow;
use std::fmt;

use crate::error::Error;
use crate::input::Input;

/// The source of a request's JSON. Displays as its name; the JSON may hold secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Data {
    /// The command line.
    Given(String),
    /// A file or standard input.
    Input(Input),
}

impl Data {
    /// Parses an argument: `-` is standard input, `@` precedes a file name, and anything else is
    /// the JSON itself.
    pub(super) fn parse(argument: &str) -> Result<Self, &'static str> {
        match argument.strip_prefix('@') {
            _ if argument == "-" => Ok(Self::Input(Input::Stdin)),
            Some("") => Err("expected a file name after `@`"),
            Some(path) => Ok(Self::Input(Input::new(Some(path.into())))),
            None => Ok(Self::Given(argument.to_owned())),
        }
    }

    /// Reads the JSON.
    pub(super) fn read(&self) -> Result<Cow<'_, [u8]>, Error> {
        match self {
            Self::Given(json) => Ok(json.as_bytes().into()),
            Self::Input(input) => {
                // A file that is missing is wrong usage, not a failed call.
                let bytes = input.read().map_err(Error::input(input)).map_err(Error::bad_call)?;
                Ok(bytes.into())
            }
        }
    }
}

impl fmt::Display for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(_) => f.write_str("--data"),
            Self::Input(input) => input.fmt(f),
        }
    }
}
