//! Messages in files and streams: how they are read, checked and written.
//!
//! `json` and `convert` use it. `form` has the forms of a message, and `one` converts a message that is
//! the whole input. Depends on `catalog`, `error`, `input`, `output`, `render` and `text`.

mod form;
mod one;

use gitpod_api::runtime::codec::{Codec, ReadOptions, Unknown};
use gitpod_api::{DecodeError, Message};

pub(crate) use form::Form;
pub(crate) use one::{Conversion, convert};

/// How to read and write messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::Args)]
pub(crate) struct Options {
    /// Print fields with default values, too
    #[arg(long, requires = "source")]
    pub(crate) defaults: bool,
    /// Reject unknown fields
    #[arg(long, requires = "source")]
    pub(crate) strict: bool,
    /// Print unknown fields and enum values to standard error
    #[arg(long, requires = "source")]
    pub(crate) report_unknown: bool,
}

impl Options {
    /// Decodes a message. With `--report-unknown`, `report` gets unknown fields and values.
    pub(crate) fn read(
        self,
        codec: Codec,
        bytes: &[u8],
        message: &mut dyn Message,
        report: &mut dyn FnMut(&Unknown<'_>),
    ) -> Result<(), DecodeError> {
        let options = ReadOptions::new().deny_unknown_fields(self.strict);
        let mut options = if self.report_unknown { options.observe(report) } else { options };
        options.decode_into(codec, bytes, message)
    }
}
