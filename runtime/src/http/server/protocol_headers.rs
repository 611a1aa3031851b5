//! The headers of the protocols: version and timeout.
//!
//! `connectrpc` ignores malformed ones or rejects them without their value, so `head` checks them
//! before.

use std::time::Duration;

use connectrpc::ConnectError;
use http::{HeaderMap, HeaderName};

static CONNECT_VERSION: HeaderName = HeaderName::from_static("connect-protocol-version");
static CONNECT_TIMEOUT: HeaderName = HeaderName::from_static("connect-timeout-ms");
static GRPC_TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");

/// Checks the headers of the Connect protocol.
pub(super) fn check_connect(headers: &HeaderMap) -> Result<(), ConnectError> {
    check(headers, &CONNECT_VERSION, "be 1", |version| version == b"1")?;
    let timeout = "be a number of milliseconds with at most ten digits";
    check(headers, &CONNECT_TIMEOUT, timeout, |timeout| is_number(timeout, 10))
}

/// The timeout that a client of the Connect protocol sets. [`check_connect`] has checked it.
pub(super) fn connect_timeout(headers: &HeaderMap) -> Option<Duration> {
    let milliseconds = headers.get(&CONNECT_TIMEOUT)?.to_str().ok()?;
    milliseconds.parse().ok().map(Duration::from_millis)
}

/// Checks the headers of gRPC and gRPC-Web.
pub(super) fn check_grpc(headers: &HeaderMap) -> Result<(), ConnectError> {
    let timeout = "be at most eight digits and one of the units H, M, S, m, u and n";
    check(headers, &GRPC_TIMEOUT, timeout, |timeout| match timeout.split_last() {
        Some((unit, digits)) => b"HMSmun".contains(unit) && is_number(digits, 8),
        None => false,
    })
}

fn check(
    headers: &HeaderMap,
    name: &HeaderName,
    must: &str,
    is_valid: impl Fn(&[u8]) -> bool,
) -> Result<(), ConnectError> {
    match headers.get(name).filter(|value| !is_valid(value.as_bytes())) {
        Some(found) => {
            let message = format!("header `{name}` must {must}, not {found:?}");
            Err(ConnectError::invalid_argument(message))
        }
        None => Ok(()),
    }
}

fn is_number(text: &[u8], max_digits: usize) -> bool {
    (1..=max_digits).contains(&text.len()) && text.iter().all(u8::is_ascii_digit)
}
