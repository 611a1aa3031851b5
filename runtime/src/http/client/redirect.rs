//! The check of redirects, which the transport follows itself.

use http::header::LOCATION;
use http::{HeaderMap, StatusCode};

use super::base_url::{may_be_plain, shown};
use super::failure::status_code;
use super::url::Url;
use crate::rpc::{Error, Sensitive};

/// The maximum number of redirects of a call.
pub(super) const MAX_REDIRECTS: usize = 5;

/// Whether a response redirects the request, or should. Other responses of the class 3xx, such as 304,
/// refer to no other URL.
pub(super) fn is_redirect(status: StatusCode, headers: &HeaderMap) -> bool {
    match status.as_u16() {
        301 | 302 | 303 | 307 | 308 => true,
        304 => false,
        300..400 => headers.contains_key(LOCATION),
        _ => false,
    }
}

/// Returns the URL that a response of `from` redirects to.
///
/// Only 307 and 308 are followed, because other redirects do not keep method and body.
pub(super) fn target(
    from: &Url,
    status: StatusCode,
    headers: &HeaderMap,
    allow_plain_http: bool,
) -> Result<Url, Error> {
    let location = headers.get(LOCATION).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let Some(location) = location else { return Err(rejected(from, status, "without a location")) };
    let to = from.join(location.trim());
    let to = to.map_err(|_| rejected(from, status, "to an invalid URL"))?;
    let to_shown = shown(&to);
    if !matches!(status, StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT) {
        let error = rejected(from, status, &format!("to {to_shown}, which is not followed"));
        return Err(error.with_hint("is the base URL right, and does it require a sign-in?"));
    }
    let downgrade = from.is_https() && !to.is_https();
    if downgrade || !may_be_plain(&to, allow_plain_http) {
        let how = format!("to {to_shown}, which is plain http and is not followed");
        return Err(rejected(from, status, &how));
    }
    Ok(to)
}

/// The error of a call with too many redirects.
pub(super) fn too_many(from: &Url, status: StatusCode) -> Error {
    rejected(from, status, &format!("again, after {MAX_REDIRECTS} redirects"))
}

/// The error of a redirect to an origin that must not get the request.
pub(super) fn untrusted(from: &Url, status: StatusCode, to: &Url, request: Sensitive) -> Error {
    let how = format!("to {}, which does not get the request, because {request}", shown(to));
    rejected(from, status, &how)
        .with_hint("use that server as base URL, or allow it with `trust_redirects_to`")
}

fn rejected(from: &Url, status: StatusCode, how: &str) -> Error {
    let url = shown(from);
    Error::new(status_code(status), format!("HTTP {status}: {url} redirects {how}"))
        .with_http_status(status.as_u16())
        .with_url(url)
}

#[cfg(test)]
mod tests {
    use http::header::LOCATION;
    use http::{HeaderMap, StatusCode};

    use super::target;
    use crate::http::client::url::Url;

    fn followed(from: &str, location: &str, allow_plain_http: bool) -> bool {
        let headers = HeaderMap::from_iter([(LOCATION, location.parse().unwrap())]);
        let from = Url::parse(from).unwrap();
        target(&from, StatusCode::PERMANENT_REDIRECT, &headers, allow_plain_http).is_ok()
    }

    #[test]
    fn https_is_never_redirected_to_plain_http() {
        assert!(followed("https://a.example/x", "https://b.example/x", false));
        assert!(followed("http://127.0.0.1/x", "https://b.example/x", false));
        assert!(followed("http://a.example/x", "http://b.example/x", true));
        assert!(!followed("http://127.0.0.1/x", "http://b.example/x", false));
        assert!(!followed("https://a.example/x", "http://a.example/x", true));
        assert!(!followed("https://a.example/x", "http://127.0.0.1/x", false));
    }
}
