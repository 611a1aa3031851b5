//! The error of the time formats.

use std::fmt;

/// Why a text is not a timestamp or a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeError {
    /// The text does not follow the format.
    Syntax,
    /// The text follows the format, but its value is out of range.
    Range,
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "the text does not follow the format",
            Self::Range => "the value is out of range",
        })
    }
}

impl std::error::Error for TimeError {}
