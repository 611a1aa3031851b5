//! [`Url`]: an absolute `http` or `https` URL, and the resolution of references to it.
//!
//! URLs follow RFC 3986. They come from the base URL, from proxy variables and from redirects. The
//! crate `url` would accept more, such as hosts in other scripts, but its Unicode tables take longer
//! to build than hyper. Depends on nothing of the client.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// An absolute `http` or `https` URL without credentials and fragment.
///
/// Scheme and host are in lower case, the default port of the scheme is left out, the path has no dot
/// segments, and bytes that are invalid in a URL are percent-encoded. So equal origins have equal texts.
/// A clone shares the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Url(Arc<Uri>);

/// The reason why a text is not a [`Url`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InvalidUrl {
    Relative,
    /// The scheme is neither `http` nor `https`.
    Scheme,
    EmptyHost,
    /// The host has characters outside of ASCII.
    Unicode,
    Host,
    Port,
    TooLong,
}

impl fmt::Display for InvalidUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Relative => "relative URL without a base",
            Self::Scheme => "neither https nor http",
            Self::EmptyHost => "empty host",
            Self::Unicode => "host outside of ASCII; use its form with `xn--`",
            Self::Host => "invalid host",
            Self::Port => "invalid port number",
            Self::TooLong => "too long",
        })
    }
}

impl Url {
    /// Parses an absolute URL. Drops credentials and the fragment.
    pub(super) fn parse(text: &str) -> Result<Self, InvalidUrl> {
        Reference::split(text).to_url()
    }

    /// Resolves a reference to a URL, such as the `Location` of a redirect.
    pub(super) fn join(&self, reference: &str) -> Result<Self, InvalidUrl> {
        let reference = Reference::split(reference);
        let scheme = Some(self.scheme());
        match reference {
            Reference { scheme: Some(_), .. } => reference.to_url(),
            Reference { authority: Some(_), .. } => Reference { scheme, ..reference }.to_url(),
            Reference { path, query, .. } => {
                let merged = match path {
                    "" => self.path().to_owned(),
                    path if path.starts_with('/') => path.to_owned(),
                    path => {
                        let folder = self.path().rsplit_once('/').map_or("", |(folder, _)| folder);
                        format!("{folder}/{path}")
                    }
                };
                let query = if path.is_empty() { query.or(self.0.query()) } else { query };
                let authority = Some(self.authority());
                Reference { scheme, authority, path: &merged, query }.to_url()
            }
        }
    }

    /// The same origin with another path and query, which must be valid in a URL.
    pub(super) fn with_path(&self, path_and_query: String) -> Result<Self, InvalidUrl> {
        let mut parts = self.uri().clone().into_parts();
        parts.path_and_query = Some(path_and_query.try_into().map_err(|_| InvalidUrl::TooLong)?);
        let uri = Uri::from_parts(parts).map_err(|_| InvalidUrl::TooLong)?;
        Ok(Self(Arc::new(uri)))
    }

    pub(super) fn uri(&self) -> &Uri {
        &self.0
    }

    pub(super) fn scheme(&self) -> &str {
        self.0.scheme_str().unwrap_or_default()
    }

    pub(super) fn is_https(&self) -> bool {
        self.scheme() == "https"
    }

    /// The host, with the brackets of an IPv6 address.
    pub(super) fn host(&self) -> &str {
        self.0.host().unwrap_or_default()
    }

    /// The port, unless it is the default one of the scheme.
    pub(super) fn port(&self) -> Option<u16> {
        self.0.port_u16()
    }

    pub(super) fn port_or_default(&self) -> u16 {
        self.port().unwrap_or(if self.is_https() { 443 } else { 80 })
    }

    pub(super) fn path(&self) -> &str {
        self.0.path()
    }

    pub(super) fn has_query(&self) -> bool {
        self.0.query().is_some()
    }

    /// The scheme, the host and the port, unless it is the default one.
    pub(super) fn origin(&self) -> String {
        format!("{}://{}", self.scheme(), self.authority())
    }

    pub(super) fn has_same_origin(&self, other: &Self) -> bool {
        self.scheme() == other.scheme() && self.authority() == other.authority()
    }

    /// The host and the port, unless it is the default one.
    pub(super) fn authority(&self) -> &str {
        self.0.authority().map_or("", http::uri::Authority::as_str)
    }
}

/// A URL or a relative reference, split at its delimiters (RFC 3986, appendix B), without the fragment.
#[derive(Clone, Copy)]
pub(super) struct Reference<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

impl<'a> Reference<'a> {
    pub(super) fn split(text: &'a str) -> Self {
        let rest = text.split_once('#').map_or(text, |(rest, _)| rest);
        let (rest, query) = match rest.split_once('?') {
            Some((rest, query)) => (rest, Some(query)),
            None => (rest, None),
        };
        let (scheme, rest) = match rest.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
            _ => (None, rest),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                (Some(authority), path)
            }
            None => (None, rest),
        };
        Self { scheme, authority, path, query }
    }

    /// The user and the password, percent-encoded and separated by a colon.
    pub(super) fn credentials(&self) -> Option<&'a str> {
        self.authority?.rsplit_once('@').map(|(credentials, _)| credentials)
    }

    pub(super) fn to_url(self) -> Result<Url, InvalidUrl> {
        let scheme = self.scheme.ok_or(InvalidUrl::Relative)?.to_ascii_lowercase();
        let default_port: u16 = match scheme.as_str() {
            "https" => 443,
            "http" => 80,
            _ => return Err(InvalidUrl::Scheme),
        };
        let authority = self.authority.ok_or(InvalidUrl::EmptyHost)?;
        let address = authority.rsplit_once('@').map_or(authority, |(_, address)| address);
        let (host, port) = split_address(address);
        let host = normal_host(host)?;
        let port = match port {
            None | Some("") => None,
            Some(port) if port.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(port.parse::<u16>().map_err(|_| InvalidUrl::Port)?)
            }
            Some(_) => return Err(InvalidUrl::Port),
        };
        let authority = match port {
            Some(port) if port != default_port => format!("{host}:{port}"),
            _ => host,
        };
        let mut target = encoded(&without_dot_segments(self.path), PATH);
        if let Some(query) = self.query {
            target.push('?');
            target.push_str(&encoded(query, QUERY));
        }
        let uri = Uri::builder().scheme(&*scheme).authority(authority).path_and_query(target);
        let uri = uri.build().map_err(|_| InvalidUrl::TooLong)?;
        Ok(Url(Arc::new(uri)))
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// Splits `host [":" port]`. A host in brackets may contain colons.
fn split_address(address: &str) -> (&str, Option<&str>) {
    let host_end = address.rfind(']').map_or(0, |end| end + 1);
    match address[host_end..].split_once(':') {
        Some((name, port)) => (&address[..host_end + name.len()], Some(port)),
        None => (address, None),
    }
}

/// A host in lower case. An IPv6 address is in its short form.
///
/// A name whose last label is a number is rejected unless it is an IPv4 address, because resolvers take
/// `127.1` and `0x7f.1` for addresses.
fn normal_host(host: &str) -> Result<String, InvalidUrl> {
    if host.is_empty() {
        return Err(InvalidUrl::EmptyHost);
    }
    if !host.is_ascii() {
        return Err(InvalidUrl::Unicode);
    }
    if let Some(inside) = host.strip_prefix('[') {
        let address = inside.strip_suffix(']').and_then(|inside| inside.parse::<Ipv6Addr>().ok());
        return address.map(|address| format!("[{address}]")).ok_or(InvalidUrl::Host);
    }
    let is_name = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let is_numeric = last.starts_with(|first: char| first.is_ascii_digit())
        && (last.bytes().all(|byte| byte.is_ascii_digit())
            || last.starts_with("0x")
            || last.starts_with("0X"));
    let is_address = host.trim_end_matches('.').parse::<Ipv4Addr>().is_ok();
    if !is_name || last.is_empty() || (is_numeric && !is_address) {
        return Err(InvalidUrl::Host);
    }
    Ok(host.to_ascii_lowercase())
}

/// Removes `.` and `..` (RFC 3986, section 5.2.4). The result starts with a slash.
fn without_dot_segments(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            segment => {
                kept.push(segment);
                continue;
            }
        }
        if is_last {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

/// The bytes that are invalid in a path.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The bytes that are invalid in a query.
const QUERY: &AsciiSet = &PATH.add(b'\'');

fn encoded(text: &str, invalid: &'static AsciiSet) -> String {
    utf8_percent_encode(text, invalid).to_string()
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::{InvalidUrl, Reference, Url};

    #[test]
    fn equal_urls_have_equal_texts() {
        for (text, url) in [
            ("http://a.example", "http://a.example/"),
            ("HTTPS://A.Example:443/x/../Y?q#f", "https://a.example/Y?q"),
            ("http://a.example:80/", "http://a.example/"),
            ("http://a.example:443/", "http://a.example:443/"),
            ("http://a.example:/", "http://a.example/"),
            ("https://me:p%40ss@a.example/", "https://a.example/"),
            ("http://[0:0::1]:8080/x", "http://[::1]:8080/x"),
            ("http://10.1.2.3./", "http://10.1.2.3./"),
            ("http://a.example/a b?c d'#e f", "http://a.example/a%20b?c%20d%27"),
            ("http://a.example/ü%20", "http://a.example/%C3%BC%20"),
            ("http://a_b.example/", "http://a_b.example/"),
        ] {
            assert_eq!(Url::parse(text).unwrap().to_string(), url, "{text}");
        }
    }

    #[test]
    fn invalid_urls_are_rejected() {
        use InvalidUrl::{EmptyHost, Host, Port, Relative, Scheme, TooLong, Unicode};
        let long = format!("http://a.example/{}", "x".repeat(1 << 16));
        for (text, reason) in [
            ("", Relative),
            ("a.example/x", Relative),
            ("//a.example/x", Relative),
            ("ftp://a.example", Scheme),
            ("a.example:80", Scheme),
            ("https:", EmptyHost),
            ("https:/a.example", EmptyHost),
            ("https://", EmptyHost),
            ("https://:80/", EmptyHost),
            ("https://me@/", EmptyHost),
            ("https://a.example:port/", Port),
            ("https://a.example:65536/", Port),
            ("https://a.example:+1/", Port),
            ("https://a.example:80:80/", Port),
            ("https://a b/", Host),
            ("https://a.example\\@b.example\\", Host),
            ("https://%61.example/", Host),
            ("https://./", Host),
            ("https://127.1/", Host),
            ("https://2130706433/", Host),
            ("https://127.0.0.0x1/", Host),
            ("https://127.0.0.256/", Host),
            ("https://[::1/", Host),
            ("https://[::g]/", Host),
            ("https://[127.0.0.1]/", Host),
            ("https://bücher.example/", Unicode),
            (&long, TooLong),
        ] {
            assert_eq!(Url::parse(text).unwrap_err(), reason, "{text}");
        }
    }

    #[test]
    fn credentials_end_at_the_last_at_sign() {
        for (text, credentials) in [
            ("https://me:p@ss@a.example/@", Some("me:p@ss")),
            ("https://@a.example", Some("")),
            ("https://a.example/me@", None),
        ] {
            assert_eq!(Reference::split(text).credentials(), credentials, "{text}");
        }
    }

    /// The examples of RFC 3986, sections 5.4.1 and 5.4.2, except for those with another scheme.
    #[test]
    fn references_are_resolved_as_the_standard_says() {
        let base = Url::parse("http://a/b/c/d;p?q").unwrap();
        for (reference, url) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g/"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"),
            ("g?y#s", "http://a/b/c/g?y"),
            (";x", "http://a/b/c/;x"),
            ("g;x", "http://a/b/c/g;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("https://B/./x", "https://b/x"),
        ] {
            assert_eq!(base.join(reference).unwrap().to_string(), url, "{reference}");
        }
        assert_eq!(base.join("g:h").unwrap_err(), InvalidUrl::Scheme);
        assert_eq!(base.join("http:g").unwrap_err(), InvalidUrl::EmptyHost);
    }
}
