//! The base URL: parsing, joining with RPC paths, and the rule for plain HTTP.

use std::net::IpAddr;

use super::ConfigError;
use super::url::{InvalidUrl, Reference, Url};
use crate::rpc::Error;

/// The base URL of the API.
#[derive(Debug, Clone)]
pub(super) struct BaseUrl {
    url: Url,
    /// The path without trailing slashes.
    path: String,
}

impl BaseUrl {
    /// Parses a base URL, with or without a path and a trailing slash.
    pub(super) fn parse(
        origin: &'static str,
        text: &str,
        allow_plain_http: bool,
    ) -> Result<Self, ConfigError> {
        let invalid = |reason| ConfigError::BaseUrl { origin, reason };
        let url = parse(text.trim()).map_err(invalid)?;
        if !may_be_plain(&url, allow_plain_http) {
            return Err(ConfigError::PlainHttp { url: shown(&url) });
        }
        let path = url.path().trim_end_matches('/').to_owned();
        Ok(Self { url, path })
    }

    /// The URL of an RPC's path, such as `/acme.v1.BookService/GetBook`.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`](crate::Code::InvalidArgument) for any other path, which could escape
    /// the base URL.
    pub(super) fn join(&self, path: &str) -> Result<Url, Error> {
        if !is_rpc(path) {
            let message =
                format!("{path:?} is not the path of an RPC; expected `package.Service/Method`");
            return Err(Error::invalid_argument(message).with_nothing_sent());
        }
        let url = self.url.with_path([&self.path, path].concat());
        url.map_err(|error| Error::internal(error.to_string()).with_nothing_sent())
    }

    /// The URL for errors and logs.
    pub(super) fn shown(&self) -> String {
        let origin = self.url.origin();
        cut_off(if self.path.is_empty() { origin + "/" } else { origin + &self.path })
    }

    pub(super) const fn url(&self) -> &Url {
        &self.url
    }
}

fn parse(text: &str) -> Result<Url, String> {
    let example = "expected one such as `https://example.com/api`";
    let quoted = quoted(text);
    let reference = Reference::split(text);
    let url = reference.to_url().map_err(|error| match error {
        InvalidUrl::Scheme => format!("{quoted} is {error}; {example}"),
        _ => format!("{quoted} is not a URL ({error}); {example}"),
    })?;
    if reference.credentials().is_some() {
        return Err("it contains credentials; set the token separately".to_owned());
    }
    let rest = match (url.has_query(), text.contains('#')) {
        (true, _) => "a query",
        (false, true) => "a fragment",
        (false, false) => return Ok(url),
    };
    Err(format!(
        "{quoted} is followed by {rest}, which is not sent with calls: remove it; {example}"
    ))
}

/// Text that should be a URL, for errors: without query and fragment, which may hold secrets, and not
/// at all if it may hold a password.
fn quoted(text: &str) -> String {
    let plain = text.split(['?', '#']).next().unwrap_or_default();
    if text.contains('@') { "it".to_owned() } else { format!("`{plain}`") }
}

/// Whether a path is `/service/method`, without characters that are special in a URL.
fn is_rpc(path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.bytes().all(|byte| byte == b'.')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    let parts = path.strip_prefix('/').and_then(|path| path.split_once('/'));
    parts.is_some_and(|(service, method)| plain(service) && plain(method))
}

/// Whether the scheme of a URL is allowed: plain HTTP only for loopback addresses, unless allowed.
pub(super) fn may_be_plain(url: &Url, allow_plain_http: bool) -> bool {
    url.is_https() || allow_plain_http || is_loopback(url)
}

/// Whether the host of a URL is a loopback address or name.
pub(super) fn is_loopback(url: &Url) -> bool {
    let host = host(url);
    match address(host) {
        Some(address) => address.to_canonical().is_loopback(),
        None => host == "localhost" || host.ends_with(".localhost"),
    }
}

/// The host of a URL without the dot of the root domain.
pub(super) fn host(url: &Url) -> &str {
    url.host().trim_end_matches('.')
}

/// Parses a host that is an address. An IPv6 address may be in brackets.
pub(super) fn address(host: &str) -> Option<IpAddr> {
    let inside = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    inside.unwrap_or(host).parse().ok()
}

/// The maximum length of a URL in errors, in characters. Servers choose the URLs that they redirect to.
const MAX_SHOWN: usize = 1000;

/// A URL without its query, which may be secret. A long one is cut off.
pub(super) fn shown(url: &Url) -> String {
    cut_off(url.origin() + url.path())
}

fn cut_off(url: String) -> String {
    // URLs are ASCII.
    match url.get(..MAX_SHOWN) {
        Some(start) if url.len() > MAX_SHOWN => format!("{start}…"),
        _ => url,
    }
}

#[cfg(test)]
mod tests {
    use super::{BaseUrl, MAX_SHOWN, is_rpc, shown};
    use crate::http::client::url::Url;

    #[test]
    fn long_urls_are_cut_off_in_errors() {
        let url = |length: usize| {
            let start = "https://a.example/";
            Url::parse(&format!("{start}{}", "x".repeat(length - start.len()))).unwrap()
        };
        assert_eq!(shown(&url(MAX_SHOWN)), url(MAX_SHOWN).to_string());
        let cut = format!("{}…", url(MAX_SHOWN));
        assert_eq!([shown(&url(MAX_SHOWN + 1)), shown(&url(1 << 15))], [cut.clone(), cut]);
    }

    fn base(text: &str) -> Result<BaseUrl, String> {
        BaseUrl::parse("base_url", text, false).map_err(|error| error.to_string())
    }

    fn url(text: &str) -> String {
        base(text).unwrap().join("/test.v1.BookService/GetBook").unwrap().to_string()
    }

    #[test]
    fn paths_are_appended_to_the_base_url() {
        for text in ["https://a.example", "https://a.example/", " https://a.example// "] {
            assert_eq!(url(text), "https://a.example/test.v1.BookService/GetBook", "{text}");
        }
        for text in ["https://a.example/api", "https://a.example/api/"] {
            assert_eq!(url(text), "https://a.example/api/test.v1.BookService/GetBook", "{text}");
        }
    }

    #[test]
    fn invalid_base_urls_are_reported_with_a_reason() {
        for (text, reason) in [
            ("", "is not a URL"),
            ("a.example/api", "is not a URL"),
            ("ftp://a.example", "neither https nor http"),
            ("https://", "is not a URL"),
            ("https://a.example/?token=hunter2", "`https://a.example/` is followed by a query"),
            ("https://a.example/?a=1#hunter2", "is followed by a query"),
            ("https://a.example/#hunter2", "is followed by a fragment"),
            ("https://a.example?", "is followed by a query"),
            ("a.example?token=hunter2", "is not a URL"),
            ("ftp://a.example#hunter2", "neither https nor http"),
            ("http://b.example/?hunter2", "is followed by a query"),
            ("https://me:hunter2@a.example", "contains credentials"),
            ("https://me:hunter2@a.example:port", "is not a URL"),
            ("http://a.example", "plain http"),
            ("http://128.0.0.1", "plain http"),
            ("http://localhost.example", "plain http"),
            ("http://[::2]", "plain http"),
        ] {
            let error = base(text).unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn plain_http_is_allowed_for_loopback_addresses() {
        for host in
            ["127.0.0.1:1", "127.9.9.9", "localhost", "x.localhost.", "[::1]", "[::ffff:127.0.0.1]"]
        {
            base(&format!("http://{host}")).unwrap();
        }
        assert!(BaseUrl::parse("base_url", "http://a.example", true).is_ok());
    }

    #[test]
    fn only_rpc_paths_are_joined() {
        assert!(is_rpc("/test.v1.BookService/GetBook"));
        for path in [
            "", "/", "/a", "/a/", "//a", "/a/b/c", "/../b", "/a/..", "/a/b?x", "/a/b#x", "/a/%2e",
            "/a/b ", "/ä/b", "a/b", "/a\\b/c",
        ] {
            assert!(!is_rpc(path), "{path}");
        }
    }
}
