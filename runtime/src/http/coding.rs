//! Content codings: the names of gzip, and headers that list codings.
//!
//! Used by the client and the server. It must not depend on them.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName};

/// Whether a coding is gzip, in any case. `x-gzip` is an older name.
pub(super) fn is_gzip(coding: &str) -> bool {
    ["gzip", "x-gzip"].iter().any(|name| coding.eq_ignore_ascii_case(name))
}

/// The values of a header, joined by commas. `None` if it is absent.
pub(super) fn joined(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let values = headers.get_all(name).iter();
    let values: Vec<Cow<'_, str>> =
        values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    (!values.is_empty()).then(|| values.join(", "))
}
