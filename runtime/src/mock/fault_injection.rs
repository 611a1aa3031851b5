//! Errors and delays on demand.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::seed::{happens, mix};
use crate::rpc::{Code, Error, ErrorDetail, MessageType, Metadata};
use crate::sample::Sampler;

/// The header that requests an error.
const ERROR: &str = "x-mock-error";
/// The header that requests details of that error: message types, separated by commas.
const DETAIL: &str = "x-mock-error-detail";

/// The delay of every call, and which calls fail.
#[derive(Debug)]
pub(super) struct FaultInjection {
    pub(super) seed: u64,
    pub(super) latency: Duration,
    /// The fraction of calls that fail, from 0 to 1.
    pub(super) rate: f64,
    pub(super) calls: AtomicU64,
    /// The message types that a requested error can carry.
    pub(super) messages: &'static [MessageType],
}

impl FaultInjection {
    /// Delays a call and returns the error of one that fails. Called before anything else.
    pub(super) async fn inject(&self, headers: &Metadata) -> Result<(), Error> {
        if !self.latency.is_zero() {
            tokio::time::sleep(self.latency).await;
        }
        if let Some(code) = headers.get(ERROR) {
            let error = requested_error(code.trim());
            let details = headers.get_all(DETAIL).flat_map(|names| names.split(','));
            let mut details = details.map(|name| self.detail(name.trim()));
            let complete = |error: Error, detail: Result<_, _>| Ok(error.with_detail(detail?));
            return Err(details.try_fold(error, complete).unwrap_or_else(|unknown| unknown));
        }
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        if happens(mix(self.seed, &["call", &call.to_string()]), self.rate) {
            return Err(Error::unavailable(
                "failure injected by the mock, according to its fail rate",
            ));
        }
        Ok(())
    }

    /// A sampled detail of a type.
    fn detail(&self, name: &str) -> Result<ErrorDetail, Error> {
        let Some(of) = self.messages.iter().find(|of| of.name() == name) else {
            return Err(Error::invalid_argument(format!(
                "`{DETAIL}` is {name:?}; expected the full name of a message of the API"
            )));
        };
        let mut message = of.new_message();
        Sampler::new(mix(self.seed, &["detail", name])).fill(&mut *message);
        Ok(ErrorDetail::of(&*message)?)
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
