//! [`ValidateOptions`]: validation with a limit on the number of violations.

use super::{Violations, walk};
use crate::message::Message;

/// The default of [`ValidateOptions::max_violations`].
const MAX_VIOLATIONS: usize = 100;

/// Options for validating a message.
///
/// ```
/// # use gitpod_runtime::{Message, Violations, validate::ValidateOptions};
/// # fn check(message: &dyn Message) -> Result<(), Violations> {
/// ValidateOptions::new().max_violations(10).validate(message)
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "options do nothing until a message is validated with them"]
pub struct ValidateOptions {
    max_violations: usize,
}

impl ValidateOptions {
    /// The default options.
    pub const fn new() -> Self {
        Self { max_violations: MAX_VIOLATIONS }
    }

    /// The maximum number of violations to collect. Defaults to 100; at least 1.
    ///
    /// The check stops at the next violation, and [`Violations::is_truncated`] is true. So a large
    /// message takes no more time and memory than a valid one, and an error stays small.
    pub const fn max_violations(mut self, max: usize) -> Self {
        self.max_violations = if max == 0 { 1 } else { max };
        self
    }

    /// Checks a message and everything in it against the rules of the schema.
    ///
    /// # Errors
    ///
    /// Returns the violations in schema order, up to the maximum.
    pub fn validate(self, message: &dyn Message) -> Result<(), Violations> {
        let violations = walk::violations(message, self.max_violations);
        if violations.is_empty() { Ok(()) } else { Err(violations) }
    }
}

impl Default for ValidateOptions {
    fn default() -> Self {
        Self::new()
    }
}
