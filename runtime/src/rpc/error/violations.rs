//! Violations of the schema's rules as an [`Error`] and as a detail of one.
//!
//! [`validate`](crate::validate) knows no error of calls; this is the only place where both meet.

use super::{Error, ErrorDetail};
use crate::validate::Violations;

impl Violations {
    /// The violations as an error detail, in binary protobuf and as JSON.
    #[must_use]
    pub fn to_detail(&self) -> ErrorDetail {
        ErrorDetail::new(Self::TYPE_NAME, self.to_protobuf()).with_debug(self.to_json_value())
    }

    /// Reads the violations of an error detail, whichever implementation wrote it. Returns `None`
    /// for details of another type and for malformed ones.
    #[must_use]
    pub fn from_detail(detail: &ErrorDetail) -> Option<Self> {
        let named = detail.type_name() == Self::TYPE_NAME;
        named.then(|| Self::from_protobuf(detail.value()))?
    }

    /// The violations of an error: those of its first detail that has some.
    #[must_use]
    pub fn from_error(error: &Error) -> Option<Self> {
        error.details().iter().find_map(Self::from_detail)
    }
}

/// [`Code::InvalidArgument`](super::Code::InvalidArgument), with the violations as message, detail
/// and source.
impl From<Violations> for Error {
    fn from(violations: Violations) -> Self {
        Self::invalid_argument(violations.to_string())
            .with_detail(violations.to_detail())
            .with_source(violations)
    }
}
