//! The proxies of the environment: which one, if any, a request goes through.
//!
//! A variable that cannot be used is an error, because a direct connection in its place could bypass a
//! policy. `connector` connects to the proxies; `transport` checks before each request that there is one
//! or that none is needed, and names the proxy in errors.

use std::ffi::OsString;
use std::fmt;

use gitpod_formats::base64;
use http::HeaderValue;
use percent_encoding::percent_decode_str;

use super::base_url::{is_loopback, shown};
use super::no_proxy::NoProxy;
use super::url::{Reference, Url};
use super::{ConfigError, environment};

/// The variables for the proxy of `https` URLs, the preferred one first.
const HTTPS: &[&str] = &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The variables for the proxy of `http` URLs, the preferred one first.
const HTTP: &[&str] = &["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/// [`HTTP`] in a CGI program, where a request's header `Proxy` sets `HTTP_PROXY`.
const HTTP_IN_CGI: &[&str] = &["http_proxy", "ALL_PROXY", "all_proxy"];

/// The variables for exceptions, the preferred one first.
const NO_PROXY: &[&str] = &["NO_PROXY", "no_proxy"];

/// The proxies of an environment.
pub(super) struct Proxies {
    https: Result<Option<Proxy>, InvalidProxy>,
    http: Result<Option<Proxy>, InvalidProxy>,
    no_proxy: Result<NoProxy, InvalidProxy>,
}

/// A proxy and the variable that named it.
pub(super) struct Proxy {
    pub(super) variable: &'static str,
    pub(super) url: Url,
    /// The value of `proxy-authorization`, if the variable has credentials.
    pub(super) authorization: Option<HeaderValue>,
}

/// A variable that cannot be used.
#[derive(Debug, Clone)]
pub(super) struct InvalidProxy {
    pub(super) variable: &'static str,
    pub(super) reason: String,
}

impl Proxies {
    /// Reads the proxies of an environment. Unusable ones are reported by [`for_url`](Self::for_url),
    /// for URLs that they would be used for.
    pub(super) fn read(lookup: &dyn Fn(&str) -> Option<OsString>) -> Self {
        let http = if lookup("REQUEST_METHOD").is_some() { HTTP_IN_CGI } else { HTTP };
        let no_proxy = first(NO_PROXY, lookup).map(|found| {
            let (_, list) = found.unwrap_or_default();
            NoProxy::parse(&list)
        });
        Self { https: proxy(HTTPS, lookup), http: proxy(http, lookup), no_proxy }
    }

    /// The proxy for a URL; `None` for a direct connection.
    pub(super) fn for_url(&self, url: &Url) -> Result<Option<&Proxy>, &InvalidProxy> {
        let proxy = if url.is_https() { &self.https } else { &self.http };
        if matches!(proxy, Ok(None)) || is_loopback(url) || self.no_proxy.as_ref()?.contains(url) {
            return Ok(None);
        }
        proxy.as_ref().map(Option::as_ref)
    }
}

/// The URL without credentials, and the variable.
impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the proxy {} of {}", shown(&self.url).trim_end_matches('/'), self.variable)
    }
}

impl fmt::Display for InvalidProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot be used: {}", self.variable, self.reason)
    }
}

fn first(
    variables: &'static [&'static str],
    lookup: &dyn Fn(&str) -> Option<OsString>,
) -> Result<Option<(&'static str, String)>, InvalidProxy> {
    environment::first(variables, lookup).map_err(|error| InvalidProxy {
        variable: match error {
            ConfigError::NotUnicode { variable } => variable,
            _ => variables[0],
        },
        reason: "it is not valid Unicode".to_owned(),
    })
}

fn proxy(
    variables: &'static [&'static str],
    lookup: &dyn Fn(&str) -> Option<OsString>,
) -> Result<Option<Proxy>, InvalidProxy> {
    let Some((variable, text)) = first(variables, lookup)? else { return Ok(None) };
    let parsed = parse(unquoted(&text)).map_err(|reason| InvalidProxy { variable, reason });
    let (url, authorization) = parsed?;
    Ok(Some(Proxy { variable, url, authorization }))
}

/// The text inside of a pair of quotes, which some files with environment variables keep.
fn unquoted(text: &str) -> &str {
    let inside = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).unwrap_or(text).trim()
}

/// Parses the URL of a proxy, and its credentials. Without a scheme, it is `http`.
fn parse(text: &str) -> Result<(Url, Option<HeaderValue>), String> {
    let invalid = |problem: &str| {
        // Text with an `@` may contain a password, so it is not shown.
        let found =
            if text.contains('@') { "it".into() } else { format!("`{}`", text.escape_debug()) };
        format!("{found} {problem}; expected a URL such as `http://proxy.example:3128`")
    };
    if text.contains(|char: char| char.is_whitespace() || char.is_control()) {
        return Err(invalid("contains whitespace"));
    }
    let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
    if scheme.to_ascii_lowercase().starts_with("socks") {
        return Err(format!(
            "`{scheme}` is not built in: enable reqwest's feature `socks`, and set a reqwest client \
             with the feature `reqwest` of this crate"
        ));
    }
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Err(invalid("is neither http nor https"));
    }
    let text = format!("{scheme}://{rest}");
    let reference = Reference::split(&text);
    let url = reference.to_url().map_err(|error| invalid(&format!("is not a URL ({error})")))?;
    if url.path() != "/" || url.has_query() || text.contains('#') {
        return Err(invalid("has more than host and port"));
    }
    if url.port() == Some(0) {
        return Err(invalid("has port 0"));
    }
    Ok((url, reference.credentials().map(basic)))
}

/// The header of credentials in a URL.
fn basic(credentials: &str) -> HeaderValue {
    let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
    let decoded = |text| percent_decode_str(text).decode_utf8_lossy();
    let plain = format!("{}:{}", decoded(user), decoded(password));
    let header = format!("Basic {}", base64::encode(plain.as_bytes()));
    let mut header = HeaderValue::try_from(header).expect("base64 is valid in a header");
    header.set_sensitive(true);
    header
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::Proxies;
    use crate::http::client::url::Url;

    /// The proxy for a URL in an environment, or the error.
    fn proxy(variables: &[(&str, &str)], url: &str) -> Result<Option<String>, String> {
        let proxies = Proxies::read(&|name| {
            let found = variables.iter().find(|(other, _)| *other == name);
            found.map(|(_, value)| OsString::from(value))
        });
        let found = proxies.for_url(&Url::parse(url).unwrap());
        found.map(|proxy| proxy.map(|proxy| proxy.to_string())).map_err(ToString::to_string)
    }

    #[test]
    fn the_first_variable_for_the_scheme_is_used() {
        let all = [
            ("https_proxy", "http://b:1"),
            ("HTTP_PROXY", "http://c:1"),
            ("ALL_PROXY", "http://d:1"),
            ("HTTPS_PROXY", " "),
        ];
        let used = |variables, url| proxy(variables, url).unwrap();
        assert_eq!(used(&all, "https://a.example").unwrap(), "the proxy http://b:1 of https_proxy");
        assert_eq!(used(&all, "http://a.example").unwrap(), "the proxy http://c:1 of HTTP_PROXY");
        assert_eq!(
            used(&all[2..], "https://a.example").unwrap(),
            "the proxy http://d:1 of ALL_PROXY"
        );
        assert_eq!(used(&all[1..2], "https://a.example"), None);
        assert_eq!(used(&all, "http://127.0.0.1:80"), None);
        assert_eq!(used(&[], "https://a.example"), None);
        // A request to a CGI program can set this variable.
        let cgi = [("HTTP_PROXY", "http://c:1"), ("REQUEST_METHOD", "GET")];
        assert_eq!(used(&cgi, "http://a.example"), None);
    }

    #[test]
    fn what_surrounds_a_url_is_trimmed() {
        for (text, url) in [
            (" http://p.example:3128\r\n", "http://p.example:3128"),
            ("\"http://p.example:3128\"\n", "http://p.example:3128"),
            ("' http://p.example:3128/ '", "http://p.example:3128"),
            ("p.example:3128", "http://p.example:3128"),
            ("p", "http://p"),
            ("HTTPS://P.example", "https://p.example"),
            ("http://[::1]:3128", "http://[::1]:3128"),
            ("http://me:hunter2@p.example:3128", "http://p.example:3128"),
        ] {
            let found = proxy(&[("HTTPS_PROXY", text)], "https://a.example").unwrap().unwrap();
            assert_eq!(found, format!("the proxy {url} of HTTPS_PROXY"), "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_an_error() {
        for (text, reason) in [
            ("http://p.example :3128", "contains whitespace"),
            ("http://p.example\n:3128", "contains whitespace"),
            ("http://p.example:3128 http://q.example", "contains whitespace"),
            ("\"http://p.example:3128", "is neither http nor https"),
            ("http://\"p.example\":3128", "is not a URL"),
            ("http://p.example:3128'", "is not a URL"),
            ("ftp://p.example:3128", "is neither http nor https"),
            ("socks5://p.example:1080", "enable reqwest's feature `socks`"),
            ("http://p.example:99999", "is not a URL (invalid port number)"),
            ("http://p.example:port", "is not a URL (invalid port number)"),
            ("http://p.example:0", "has port 0"),
            ("http://", "is not a URL (empty host)"),
            (":3128", "is not a URL (empty host)"),
            ("http:/p.example:3128", "has more than host and port"),
            ("http://p.example:3128/path", "has more than host and port"),
            ("http://p.example?x", "has more than host and port"),
            ("<proxy>", "is not a URL"),
            ("http://me:hunter2@p.example:x", "it is not a URL"),
        ] {
            let error = proxy(&[("HTTPS_PROXY", text)], "https://a.example").unwrap_err();
            assert!(error.starts_with("HTTPS_PROXY cannot be used: "), "{text:?}: {error}");
            assert!(error.contains(reason), "{text:?}: {error}");
            assert!(!error.contains("hunter2") && !error.contains('\n'), "{error}");
            // It does not matter for other URLs.
            assert_eq!(proxy(&[("HTTPS_PROXY", text)], "http://a.example"), Ok(None));
        }
    }
}
