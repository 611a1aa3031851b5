//! Where a redirected request may go.

use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{StatusCode, Url};

use super::base_url::{may_be_plain, shown};
use super::failure::status_code;
use crate::rpc::Error;

/// How many redirects of a call are followed.
pub(super) const MAX_REDIRECTS: usize = 5;

/// Where to send a request once more, that `from` redirected.
///
/// Only 307 and 308 keep method and body. Any other redirect would turn a call into the request of
/// a page.
pub(super) fn target(
    from: &Url,
    status: StatusCode,
    headers: &HeaderMap,
    allow_plain_http: bool,
) -> Result<Url, Error> {
    let said = headers.get(LOCATION).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let Some(said) = said else { return Err(refuse(from, status, "to nowhere")) };
    let to = match from.join(&said) {
        Ok(to) if matches!(to.scheme(), "http" | "https") => to,
        _ => return Err(refuse(from, status, "to what is no URL of HTTP")),
    };
    let to_shown = shown(&to);
    if !matches!(status, StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT) {
        let error = refuse(from, status, &format!("to {to_shown}, which is not followed"));
        return Err(error.with_hint("is the base URL the API's, and does it need a sign-in?"));
    }
    let downgrade = from.scheme() == "https" && to.scheme() == "http";
    if downgrade || !may_be_plain(&to, allow_plain_http) {
        let how = format!("to {to_shown}, which is plain http and not followed");
        return Err(refuse(from, status, &how));
    }
    Ok(to)
}

/// The error of a call that was redirected too often.
pub(super) fn too_many(from: &Url, status: StatusCode) -> Error {
    refuse(from, status, &format!("once more, after {MAX_REDIRECTS} redirects"))
}

fn refuse(from: &Url, status: StatusCode, how: &str) -> Error {
    let url = shown(from);
    Error::new(status_code(status), format!("HTTP {status}: {url} redirects {how}"))
        .with_http_status(status.as_u16())
        .with_url(url)
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, LOCATION};
    use reqwest::{StatusCode, Url};

    use super::target;

    fn followed(from: &str, location: &str, allow_plain_http: bool) -> bool {
        let headers = HeaderMap::from_iter([(LOCATION, location.parse().unwrap())]);
        let from = Url::parse(from).unwrap();
        target(&from, StatusCode::PERMANENT_REDIRECT, &headers, allow_plain_http).is_ok()
    }

    #[test]
    fn encryption_is_never_given_up() {
        assert!(followed("https://a.example/x", "https://b.example/x", false));
        assert!(followed("http://127.0.0.1/x", "https://b.example/x", false));
        assert!(followed("http://a.example/x", "http://b.example/x", true));
        assert!(!followed("http://127.0.0.1/x", "http://b.example/x", false));
        assert!(!followed("https://a.example/x", "http://a.example/x", true));
        assert!(!followed("https://a.example/x", "http://127.0.0.1/x", false));
    }
}
