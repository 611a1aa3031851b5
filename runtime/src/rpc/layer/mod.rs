//! Layers around calls and handlers: validation and the policy of retries.

mod retry_policy;
mod validated;
mod validating;

pub use retry_policy::RetryPolicy;
pub use validated::Validated;
pub use validating::{OnViolations, Validating, Validation};
