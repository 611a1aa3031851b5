//! A host to which redirects keep all headers and sensitive fields.

use super::url::Url;

/// A host, with the port if it is not the default one of the scheme.
#[derive(Debug, Clone)]
pub(super) struct TrustedHost {
    host: String,
    port: Option<u16>,
}

impl TrustedHost {
    /// Parses `shop.example.com` or `shop.example.com:8443`.
    ///
    /// # Errors
    ///
    /// The reason, for anything else.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let invalid = || {
            format!(
                "`{text}` is not a host; expected one such as `shop.example.com` or `[::1]:8443`"
            )
        };
        // The host must be all there is, so a slash or an `@` is an error.
        let url = Url::parse(&format!("https://{text}/")).map_err(|_| invalid())?;
        let host = url.host().to_owned();
        let port = text.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
        let whole = match port {
            Some(port) => format!("{host}:{port}"),
            None => host.clone(),
        };
        if whole.eq_ignore_ascii_case(text) { Ok(Self { host, port }) } else { Err(invalid()) }
    }

    pub(super) fn matches(&self, url: &Url) -> bool {
        let same_port = match self.port {
            Some(port) => url.port_or_default() == port,
            None => url.port().is_none(),
        };
        url.host() == self.host && same_port
    }
}

#[cfg(test)]
mod tests {
    use super::TrustedHost;
    use crate::http::client::url::Url;

    fn matches(host: &str, url: &str) -> bool {
        TrustedHost::parse(host).unwrap().matches(&Url::parse(url).unwrap())
    }

    #[test]
    fn a_host_without_a_port_is_one_with_the_default_port() {
        assert!(matches("a.example", "https://a.example/x"));
        assert!(matches(" A.Example ", "https://a.example/x"));
        assert!(matches("a.example:443", "https://a.example/x"));
        assert!(matches("[::1]:8443", "https://[::1]:8443/x"));
        assert!(matches("localhost:80", "http://localhost/x"));
        assert!(!matches("a.example", "https://a.example:8443/x"));
        assert!(!matches("a.example:8443", "https://a.example/x"));
        assert!(!matches("a.example", "https://x.a.example/x"));
        assert!(!matches("a.example", "https://a.example.evil/x"));
    }

    #[test]
    fn only_hosts_are_accepted() {
        for text in ["", "https://a.example", "a.example/x", "me@a.example", "a.example:x", "a b"] {
            assert!(TrustedHost::parse(text).is_err(), "{text}");
        }
    }
}
