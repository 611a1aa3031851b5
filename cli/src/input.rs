//! Where input comes from.

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use crate::error::Error;

/// Where input comes from; displays as people call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// What is piped or typed in.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The input of an argument: no argument and `-` are the standard input.
    pub(crate) fn new(argument: Option<OsString>) -> Self {
        match argument {
            Some(path) if path != "-" => Self::File(path.into()),
            _ => Self::Stdin,
        }
    }

    /// Opens it; the reader has no buffer of its own.
    pub(crate) fn open(&self) -> Result<Box<dyn Read>, Error> {
        match self {
            Self::Stdin => Ok(Box::new(io::stdin().lock())),
            Self::File(path) => match File::open(path) {
                Ok(file) => Ok(Box::new(file)),
                Err(cause) => Err(self.failure(cause)),
            },
        }
    }

    /// Reads all of it.
    pub(crate) fn read(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes).map_err(|cause| self.failure(cause))?;
        Ok(bytes)
    }

    /// The error of not being able to read it.
    pub(crate) fn failure(&self, cause: io::Error) -> Error {
        Error::Input { input: self.clone(), cause }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("the standard input"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}
