//! The headers of the protocols: version and timeout.
//!
//! `connectrpc` ignores malformed ones or rejects them without their value, so `head` checks them
//! before.

use std::time::Duration;

use connectrpc::ConnectError;
use http::{HeaderMap, HeaderName};

use super::content_type::Protocol;

static CONNECT_VERSION: HeaderName = HeaderName::from_static("connect-protocol-version");
static CONNECT_TIMEOUT: HeaderName = HeaderName::from_static("connect-timeout-ms");
static GRPC_TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");

/// Checks the headers of the Connect protocol.
pub(super) fn check_connect(headers: &HeaderMap) -> Result<(), ConnectError> {
    check(headers, &CONNECT_VERSION, "be 1", |version| version == b"1")?;
    let timeout = "be a number of milliseconds with at most ten digits";
    check(headers, &CONNECT_TIMEOUT, timeout, |timeout| is_number(timeout, 10))
}

/// The timeout that a client of a protocol sets. The header has been checked.
pub(super) fn timeout(protocol: Protocol, headers: &HeaderMap) -> Option<Duration> {
    match protocol {
        Protocol::Connect => {
            let milliseconds = headers.get(&CONNECT_TIMEOUT)?.to_str().ok()?;
            milliseconds.parse().ok().map(Duration::from_millis)
        }
        Protocol::Grpc | Protocol::GrpcWeb => grpc_timeout(headers.get(&GRPC_TIMEOUT)?.to_str().ok()?),
    }
}

fn grpc_timeout(text: &str) -> Option<Duration> {
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: u64 = digits.parse().ok()?;
    // Eight digits do not overflow.
    match unit {
        "H" => Some(Duration::from_secs(number * 3600)),
        "M" => Some(Duration::from_secs(number * 60)),
        "S" => Some(Duration::from_secs(number)),
        "m" => Some(Duration::from_millis(number)),
        "u" => Some(Duration::from_micros(number)),
        "n" => Some(Duration::from_nanos(number)),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::grpc_timeout;

    #[test]
    fn timeouts_of_grpc_have_units() {
        for (text, expected) in [
            ("99999999H", Duration::from_secs(99_999_999 * 3600)),
            ("2M", Duration::from_secs(120)),
            ("3S", Duration::from_secs(3)),
            ("4m", Duration::from_millis(4)),
            ("5u", Duration::from_micros(5)),
            ("0n", Duration::ZERO),
        ] {
            assert_eq!(grpc_timeout(text), Some(expected), "{text}");
        }
    }
}
