//! Conversion of [`Violations`] to errors and error details, and back.
//!
//! It is here because [`validate`](crate::validate) must not depend on `rpc`.

use super::{Error, ErrorDetail};
use crate::validate::Violations;

impl Violations {
    /// The violations as an error detail, in binary protobuf and as JSON.
    #[must_use]
    pub fn to_detail(&self) -> ErrorDetail {
        ErrorDetail::new(Self::TYPE_NAME, self.to_protobuf()).with_debug(self.to_json_value())
    }

    /// Decodes the violations in an error detail. Returns `None` for details of another type and
    /// for malformed ones.
    #[must_use]
    pub fn from_detail(detail: &ErrorDetail) -> Option<Self> {
        let named = detail.type_name() == Self::TYPE_NAME;
        named.then(|| Self::from_protobuf(detail.value()))?
    }
}

impl Error {
    /// The rules of the schema that the request breaks, from the first detail that has any. Returns
    /// `None` for errors without such a detail.
    #[must_use]
    pub fn violations(&self) -> Option<Violations> {
        self.details().iter().find_map(Violations::from_detail)
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
