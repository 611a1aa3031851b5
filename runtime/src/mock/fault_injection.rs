//! Errors and delays on demand.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::seed::{happens, mix};
use crate::rpc::{Code, Error, Metadata};

/// The header that requests an error.
const ERROR: &str = "x-mock-error";

/// The delay of every call, and which calls fail.
#[derive(Debug)]
pub(super) struct FaultInjection {
    pub(super) seed: u64,
    pub(super) latency: Duration,
    /// The fraction of calls that fail, from 0 to 1.
    pub(super) rate: f64,
    pub(super) calls: AtomicU64,
}

impl FaultInjection {
    /// Delays a call and returns the error of one that fails. Called before anything else.
    pub(super) async fn inject(&self, headers: &Metadata) -> Result<(), Error> {
        if !self.latency.is_zero() {
            tokio::time::sleep(self.latency).await;
        }
        if let Some(code) = headers.get(ERROR) {
            return Err(requested_error(code.trim()));
        }
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        if happens(mix(self.seed, &["call", &call.to_string()]), self.rate) {
            return Err(Error::unavailable(
                "failure injected by the mock, according to its fail rate",
            ));
        }
        Ok(())
    }
}

fn requested_error(code: &str) -> Error {
    match Code::ALL.iter().find(|known| known.as_str() == code) {
        Some(known) => Error::new(*known, format!("requested by the `{ERROR}` header")),
        None => {
            let known: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
            let known = known.join(", ");
            Error::invalid_argument(format!("`{ERROR}` is {code:?}; expected one of {known}"))
        }
    }
}
