//! Content codings: the names of gzip, and headers that list codings.
//!
//! Used by the client and the server. It must not depend on them.

use http::{HeaderMap, HeaderName};

/// Whether a coding is gzip, in any case. `x-gzip` is an older name.
pub(super) fn is_gzip(coding: &str) -> bool {
    ["gzip", "x-gzip"].iter().any(|name| coding.eq_ignore_ascii_case(name))
}

/// The values of a header, joined by commas. `None` if it is absent.
pub(super) fn joined(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut values = headers.get_all(name).iter();
    let mut joined = String::from_utf8_lossy(values.next()?.as_bytes()).into_owned();
    for value in values {
        joined.push_str(", ");
        joined.push_str(&String::from_utf8_lossy(value.as_bytes()));
    }
    Some(joined)
}
