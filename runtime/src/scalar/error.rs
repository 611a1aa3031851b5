//! Errors of scalars.

use std::fmt;

use gitpod_formats::TimeError;

/// The error for a value out of range of its type, or for a text that is not its ProtoJSON form.
///
/// The message says what was expected and never contains the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ScalarError {
    /// The text is not an RFC 3339 timestamp.
    TimestampSyntax,
    /// The timestamp is outside of the years 1 to 9999, or its nanoseconds are a second or more.
    TimestampRange,
    /// The text is not a number of seconds with the suffix `s`.
    DurationSyntax,
    /// The duration is longer than 315,576,000,000 whole seconds (about 10,000 years) in either
    /// direction, its nanoseconds are a second or more, or the signs of both parts differ.
    DurationRange,
    /// The duration is negative, which [`std::time::Duration`] cannot represent.
    DurationNegative,
    /// The timestamp is out of range of [`std::time::SystemTime`].
    SystemTimeRange,
    /// The timestamp or duration is out of range of the type to convert to.
    ForeignRange,
    /// The text is not base64.
    Base64,
}

impl ScalarError {
    /// The value that was expected, such as `an RFC 3339 timestamp`.
    #[must_use]
    pub const fn expected(self) -> &'static str {
        match self {
            Self::TimestampSyntax => "an RFC 3339 timestamp such as 2024-05-31T23:59:59.5Z",
            Self::TimestampRange => {
                "a time from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z"
            }
            Self::DurationSyntax => "a number of seconds that ends in `s`, such as 1.5s",
            Self::DurationRange => {
                "a duration of at most 315576000000 whole seconds either way, with seconds and \
                 nanoseconds of one sign"
            }
            Self::DurationNegative => "a duration that is not negative",
            Self::SystemTimeRange => "a time that the system's clock type can hold",
            Self::ForeignRange => "a time or span within the range of the type to convert to",
            Self::Base64 => "base64",
        }
    }
}

impl ScalarError {
    /// The error of a text that is not a timestamp.
    pub(super) const fn of_timestamp(error: TimeError) -> Self {
        match error {
            TimeError::Syntax => Self::TimestampSyntax,
            TimeError::Range => Self::TimestampRange,
        }
    }

    /// The error of a text that is not a duration.
    pub(super) const fn of_duration(error: TimeError) -> Self {
        match error {
            TimeError::Syntax => Self::DurationSyntax,
            TimeError::Range => Self::DurationRange,
        }
    }
}

impl fmt::Display for ScalarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected())
    }
}

impl std::error::Error for ScalarError {}
