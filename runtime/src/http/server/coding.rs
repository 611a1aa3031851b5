//! Content codings: which ones are served, and the canonical form of requests that name them.
//!
//! `connectrpc` compares codings with case, reads one header line and ignores quality values, and
//! `unary` relies on it. `head` rewrites requests with this module before they get there.

use connectrpc::ConnectError;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::options::Options;
use crate::http::coding::{is_gzip, joined};

/// The headers of gRPC, which `grpc` and `connectrpc` check.
const GRPC_HEADERS: [HeaderName; 2] =
    [HeaderName::from_static("grpc-encoding"), HeaderName::from_static("grpc-accept-encoding")];

/// The canonical name of a coding. `None` if it is not served.
pub(super) fn served(options: &Options, coding: &str) -> Option<&'static str> {
    let is = |name| coding.trim().eq_ignore_ascii_case(name);
    if is("") || is("identity") {
        return Some("identity");
    }
    (options.compression && is_gzip(coding.trim())).then_some("gzip")
}

/// The coding that clients may use in requests. `None` if none is served.
pub(super) fn accepted(options: &Options) -> Option<HeaderValue> {
    options.compression.then(|| HeaderValue::from_static("gzip"))
}

/// The error of a coding that is not served. `what` names the header or the parameter.
pub(super) fn not_served(options: &Options, what: &str, found: &str) -> ConnectError {
    let served = if options.compression { "gzip" } else { "identity" };
    let message = format!("{what} {found:?} is not supported; use {served}");
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(served));
    ConnectError::unimplemented(message).with_headers(headers)
}

/// Checks the coding of a body and rewrites the header to its canonical name.
pub(super) fn check_body(options: &Options, headers: &mut HeaderMap) -> Result<(), ConnectError> {
    let Some(found) = joined(headers, &CONTENT_ENCODING) else { return Ok(()) };
    let coding = served(options, &found)
        .ok_or_else(|| not_served(options, CONTENT_ENCODING.as_str(), &found))?;
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    Ok(())
}

/// Rewrites the codings that the client accepts to the one that is used.
pub(super) fn normalize_accepted(headers: &mut HeaderMap) {
    if let Some(accepted) = joined(headers, &ACCEPT_ENCODING) {
        let coding = if accepts_gzip(&accepted) { "gzip" } else { "identity" };
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(coding));
    }
}

/// Rewrites the headers of gRPC to lower case.
pub(super) fn normalize_grpc(headers: &mut HeaderMap) {
    for name in GRPC_HEADERS {
        // An entry of the map would grow it even if there is no such header.
        let Some(value) = headers.get(&name) else { continue };
        // Lower case keeps a value valid.
        if let Ok(lower) = HeaderValue::from_bytes(&value.as_bytes().to_ascii_lowercase()) {
            headers.insert(name, lower);
        }
    }
}

/// Whether a list of codings with optional quality values contains gzip, or `*` and not gzip.
fn accepts_gzip(list: &str) -> bool {
    let mut any = false;
    for item in list.split(',') {
        let (coding, parameters) = item.split_once(';').unwrap_or((item, ""));
        match coding.trim() {
            gzip if is_gzip(gzip) => return !is_refused(parameters),
            "*" => any = !is_refused(parameters),
            _ => {}
        }
    }
    any
}

/// Whether the quality value is zero, which means "not acceptable".
fn is_refused(parameters: &str) -> bool {
    let quality = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let mut quality = quality.filter(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
    quality.any(|(_, value)| value.trim().parse() == Ok(0.0))
}

#[cfg(test)]
mod tests {
    use super::accepts_gzip;

    #[test]
    fn quality_values_and_wildcards_are_understood() {
        for list in
            ["gzip", "br , GZip", "x-gzip", "gzip;q=0.5", "br;q=1, *;q=0.1", "identity,gzip"]
        {
            assert!(accepts_gzip(list), "{list}");
        }
        for list in ["", "br", "identity", "gzip;q=0", "gzip; Q=0.000, *", "*;q=0", "gzipped"] {
            assert!(!accepts_gzip(list), "{list}");
        }
    }
}
