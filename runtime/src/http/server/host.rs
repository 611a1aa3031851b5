//! The check of the `host` header, which proxies route by.

use http::header::HOST;
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Version};

/// Checks that a request names one host, as RFC 9112 demands of servers.
///
/// Over HTTP/2, `:authority` replaces the header, and HTTP/1.0 does not require it.
///
/// # Errors
///
/// Returns a text for the client if the header is missing, repeated or not a host.
pub(super) fn check(version: Version, headers: &HeaderMap) -> Result<(), String> {
    let mut values = headers.get_all(HOST).iter();
    match (values.next(), values.count()) {
        (None, _) if version == Version::HTTP_11 => {
            Err("the request has no `host` header; HTTP/1.1 requires it\n".to_owned())
        }
        (Some(value), 0) if !is_host(value) => {
            Err(format!("the `host` header must be a host name or address, not {value:?}\n"))
        }
        (_, 0) => Ok(()),
        (_, more) => Err(format!("the request has {} `host` headers; send one\n", more + 1)),
    }
}

/// Whether a value is a host with an optional port. It is empty if the URI has no host.
fn is_host(value: &HeaderValue) -> bool {
    let bytes = value.as_bytes();
    is_name(bytes) || (!bytes.contains(&b'@') && Authority::try_from(bytes).is_ok())
}

/// Whether a value is a name or an IPv4 address without a port, or empty. Most are, and parsing
/// others copies them.
fn is_name(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}
