//! Errors and delays on demand.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::seed::{happens, mix};
use crate::rpc::{Code, Error, Metadata};

/// The header that asks for an error.
const ERROR: &str = "x-mock-error";

/// What goes wrong, and how long everything takes.
#[derive(Debug)]
pub(super) struct FaultInjection {
    pub(super) seed: u64,
    pub(super) latency: Duration,
    /// How many of the calls fail, from 0 to 1.
    pub(super) rate: f64,
    pub(super) calls: AtomicU64,
}

impl FaultInjection {
    /// Waits, and fails if a call is to fail. Nothing has been done then.
    pub(super) async fn inject(&self, headers: &Metadata) -> Result<(), Error> {
        if !self.latency.is_zero() {
            tokio::time::sleep(self.latency).await;
        }
        if let Some(code) = headers.get(ERROR) {
            return Err(asked_for(code.trim()));
        }
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        if happens(mix(self.seed, &["call", &call.to_string()]), self.rate) {
            return Err(Error::unavailable(
                "the mock fails this call, as its failure rate asks for",
            ));
        }
        Ok(())
    }
}

fn asked_for(code: &str) -> Error {
    match Code::ALL.iter().find(|known| known.as_str() == code) {
        Some(known) => Error::new(known.clone(), format!("`{ERROR}` asked for this error")),
        None => {
            let known: Vec<_> = Code::ALL.iter().map(Code::as_str).collect();
            let known = known.join(", ");
            Error::invalid_argument(format!("`{ERROR}` is {code:?}, but has to be one of {known}"))
        }
    }
}
