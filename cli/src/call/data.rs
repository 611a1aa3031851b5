//! Where the JSON of a request comes from.

use std::borrow::Cow;
use std::ffi::OsString;
use std::fmt;

use crate::error::Error;
use crate::input::Input;

/// Where the JSON of a request comes from; displays as people call it, without the JSON.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Data {
    /// The command line.
    Given(String),
    /// A file or the standard input.
    Input(Input),
}

impl Default for Data {
    /// A request with every field at its default.
    fn default() -> Self {
        Self::Given("{}".to_owned())
    }
}

impl Data {
    /// The data of an argument: `-` is the standard input, `@` stands before the name of a file,
    /// and anything else is the JSON itself.
    pub(super) fn new(argument: OsString) -> Result<Self, &'static str> {
        if argument == "-" {
            return Ok(Self::Input(Input::Stdin));
        }
        // Not quoted: requests may hold secrets.
        let text = argument.into_string().map_err(|_| "`--data` is not Unicode")?;
        match text.strip_prefix('@') {
            Some("") => Err("`--data @` lacks the name of a file"),
            Some(path) => Ok(Self::Input(Input::new(Some(path.into())))),
            None => Ok(Self::Given(text)),
        }
    }

    /// Reads all of it.
    pub(super) fn read(&self) -> Result<Cow<'_, [u8]>, Error> {
        match self {
            Self::Given(json) => Ok(json.as_bytes().into()),
            Self::Input(input) => {
                // Nothing was called yet: it is the command line that names what is not there.
                let bytes = input.read().map_err(Error::bad_call)?;
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
