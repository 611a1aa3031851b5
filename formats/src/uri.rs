//! Absolute URIs as RFC 3986 defines them, with the zones of RFC 6874.
//!
//! The URI is split at its delimiters (RFC 3986, appendix B), then each component is checked against
//! its own alphabet.

use std::net::Ipv6Addr;

/// Whether a text is an absolute URI:
/// `scheme ":" ["//" authority] path ["?" query] ["#" fragment]`.
#[must_use]
pub fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    is_scheme(scheme) && is_hierarchy(rest) && is_query(query) && is_query(fragment)
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// The authority and the path. Without an authority, a path cannot start with `//`.
fn is_hierarchy(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("//") else { return is_path(text) };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    is_authority(authority) && is_path(path)
}

/// `[userinfo "@"] host [":" port]`
fn is_authority(text: &str) -> bool {
    let (user, address) = text.split_once('@').unwrap_or(("", text));
    let allowed = |byte| is_unreserved(byte) || is_delimiter(byte) || byte == b':';
    consists_of(user, allowed) && is_address(address)
}

/// `host [":" port]`; a host in brackets may contain colons.
fn is_address(text: &str) -> bool {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let Some(literal) = text.strip_prefix('[') else {
        let (host, port) = text.split_once(':').unwrap_or((text, ""));
        return is_name(host) && is_port(port);
    };
    literal.split_once(']').is_some_and(|(literal, rest)| {
        let port = if rest.is_empty() { Some("") } else { rest.strip_prefix(':') };
        is_literal(literal) && port.is_some_and(is_port)
    })
}

/// `reg-name`, which includes IPv4 addresses. Percent-encoded bytes must be UTF-8.
fn is_name(host: &str) -> bool {
    consists_of(host, |byte| is_unreserved(byte) || is_delimiter(byte))
        && std::str::from_utf8(&decoded(host)).is_ok()
}

/// `IPv6address / IPv6address "%25" ZoneID / IPvFuture`
fn is_literal(text: &str) -> bool {
    if let Some(future) = text.strip_prefix(['v', 'V']) {
        return is_future(future);
    }
    let (address, zone) = match text.split_once("%25") {
        Some((address, zone)) => (address, Some(zone)),
        None => (text, None),
    };
    address.parse::<Ipv6Addr>().is_ok() && zone.is_none_or(is_zone)
}

fn is_zone(zone: &str) -> bool {
    !zone.is_empty()
        && consists_of(zone, is_unreserved)
        && std::str::from_utf8(&decoded(zone)).is_ok()
}

/// `1*HEXDIG "." 1*( unreserved / sub-delims / ":" )`, after the `v`.
fn is_future(text: &str) -> bool {
    let allowed = |byte| is_unreserved(byte) || is_delimiter(byte) || byte == b':';
    text.split_once('.').is_some_and(|(version, rest)| {
        !version.is_empty()
            && version.bytes().all(|byte| byte.is_ascii_hexdigit())
            && !rest.is_empty()
            && rest.bytes().all(allowed)
    })
}

fn is_path(text: &str) -> bool {
    consists_of(text, |byte| is_path_byte(byte) || byte == b'/')
}

/// Queries and fragments.
fn is_query(text: &str) -> bool {
    consists_of(text, |byte| is_path_byte(byte) || byte == b'/' || byte == b'?')
}

fn is_path_byte(byte: u8) -> bool {
    is_unreserved(byte) || is_delimiter(byte) || byte == b':' || byte == b'@'
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// `sub-delims`
fn is_delimiter(byte: u8) -> bool {
    b"!$&'()*+,;=".contains(&byte)
}

/// Whether a text consists of allowed bytes and `"%" HEXDIG HEXDIG`.
fn consists_of(text: &str, allowed: impl Fn(u8) -> bool) -> bool {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return true,
            [b'%', high, low, tail @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                tail
            }
            [byte, tail @ ..] if allowed(*byte) => tail,
            _ => return false,
        };
    }
}

/// Decodes a text whose percent-encoding is valid.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                bytes.push(hex(*high) << 4 | hex(*low));
                tail
            }
            _ => {
                bytes.push(*first);
                tail
            }
        };
    }
    bytes
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        b'A'..=b'F' => digit - b'A' + 10,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::is_uri;

    #[test]
    fn absolute_uris() {
        for text in [
            "https://example.com/a?b=c#d",
            "mailto:emma@example.com",
            "urn:isbn:0141439580",
            "x:",
            "http://[::1]:80/",
            "http://[fe80::1%25eth0]/",
            "http://[v1.fe:d]/",
            "http://user:pw@127.0.0.1:/%C3%A9",
        ] {
            assert!(is_uri(text), "{text}");
        }
        for text in [
            "",
            "example.com",
            "/a/b",
            "1x:y",
            "http://a b/",
            "http://[::1/",
            "http://[::g]/",
            "http://example.com:port/",
            "http://%ff/",
            "http://x/%2",
            "http://x/é",
            "http://x/#a#b",
        ] {
            assert!(!is_uri(text), "{text}");
        }
    }
}
