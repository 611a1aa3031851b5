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

/// Checks the headers of a protocol. Returns the timeout that the client sets.
pub(super) fn check(
    protocol: Protocol,
    headers: &HeaderMap,
) -> Result<Option<Duration>, ConnectError> {
    match protocol {
        Protocol::Connect => {
            check_header(headers, &CONNECT_VERSION, "be 1", |version| {
                (version == "1").then_some(())
            })?;
            let must = "be a number of milliseconds with at most ten digits";
            check_header(headers, &CONNECT_TIMEOUT, must, connect_timeout)
        }
        Protocol::Grpc | Protocol::GrpcWeb => {
            let must = "be at most eight digits and one of the units H, M, S, m, u and n";
            check_header(headers, &GRPC_TIMEOUT, must, grpc_timeout)
        }
    }
}

fn connect_timeout(text: &str) -> Option<Duration> {
    number(text, 10).map(Duration::from_millis)
}

fn grpc_timeout(text: &str) -> Option<Duration> {
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number = number(digits, 8)?;
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

/// Reads a header with `parse`. `None` if it is absent.
fn check_header<T>(
    headers: &HeaderMap,
    name: &HeaderName,
    must: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, ConnectError> {
    let Some(found) = headers.get(name) else { return Ok(None) };
    match found.to_str().ok().and_then(parse) {
        Some(value) => Ok(Some(value)),
        None => {
            let message = format!("header `{name}` must {must}, not {found:?}");
            Err(ConnectError::invalid_argument(message))
        }
    }
}

fn number(text: &str, max_digits: usize) -> Option<u64> {
    let valid = text.len() <= max_digits && text.bytes().all(|byte| byte.is_ascii_digit());
    // An empty text is not a number.
    if valid { text.parse().ok() } else { None }
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
        for text in ["", "S", "1", "1s", "+1S", "123456789S", "1é"] {
            assert_eq!(grpc_timeout(text), None, "{text}");
        }
    }
}
