//! Regular expressions in the syntax of RE2, which protovalidate and CEL prescribe.
//!
//! An expression is translated into the syntax of `regex-lite`, which matches it at run time: what
//! both understand differently is spelled out, and what RE2 rejects is an error. Left out, with an
//! error, are `\C`, classes of scripts, such as `\p{Greek}`, and very long expressions. `\B` does not
//! match between the bytes of a character, as it does in RE2.
//!
//! Used by `lower`. Depends on nothing.

mod class;
mod escape;
mod group;
mod parser;
mod set;

use std::fmt;

/// The maximum length of an expression, in bytes. Reading one takes quadratic time.
const MAX_LENGTH: usize = 8 * 1024;

/// The number of characters of an expression that an error shows.
const SHOWN: usize = 40;

/// Translates an expression.
///
/// # Errors
///
/// Returns the reason why RE2 rejects it, or why it cannot be translated.
pub(crate) fn translate(source: &str) -> Result<String, Error> {
    if source.len() > MAX_LENGTH {
        return Err(Error::new("longer than 8 KiB", source));
    }
    parser::Parser::new(source).parse()
}

/// The reason why an expression is rejected, with the part that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Error {
    what: &'static str,
    part: String,
}

impl Error {
    /// An error about a part, which is shortened.
    fn new(what: &'static str, part: &str) -> Self {
        let end = part.char_indices().nth(SHOWN).map(|(end, _)| end);
        let part = match end.and_then(|end| part.get(..end)) {
            Some(start) => format!("{start}…"),
            None => part.to_owned(),
        };
        Self { what, part }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, part } = self;
        if part.is_empty() { f.write_str(what) } else { write!(f, "{what}: `{part}`") }
    }
}
