//! `NO_PROXY`: the hosts that are reached without a proxy.

use std::net::IpAddr;

use super::base_url::{self, host};
use super::url::Url;

/// The entries of `NO_PROXY`, separated by commas or blanks.
///
/// | entry | matches |
/// | --- | --- |
/// | `*` | every host |
/// | `example.com`, `.example.com` | the domain and its subdomains |
/// | `*.example.com` | its subdomains |
/// | `10.1.2.3`, `[::1]`, `10.0.0.0/8` | an address or a network |
/// | `example.com:8443` | the same, on one port |
///
/// Entries that are none of these match nothing.
pub(super) struct NoProxy(Vec<Entry>);

struct Entry {
    hosts: Hosts,
    port: Option<u16>,
}

enum Hosts {
    All,
    Domain(String),
    Subdomains(String),
    Network { address: IpAddr, prefix: u32 },
}

impl NoProxy {
    pub(super) fn parse(list: &str) -> Self {
        let entries = list.split(|char: char| char == ',' || char.is_whitespace());
        Self(entries.filter(|entry| !entry.is_empty()).map(Entry::parse).collect())
    }

    /// Whether a URL is reached without a proxy.
    pub(super) fn contains(&self, url: &Url) -> bool {
        let host = host(url);
        let address = base_url::address(host);
        let port = url.port_or_default();
        self.0.iter().any(|entry| {
            (entry.port.is_none() || entry.port == Some(port))
                && entry.hosts.contains(host, address)
        })
    }
}

impl Entry {
    fn parse(text: &str) -> Self {
        if let Some(hosts) = Hosts::network(text) {
            return Self { hosts, port: None };
        }
        let split = text.rsplit_once(':').map(|(host, port)| (host, port.parse()));
        match split {
            Some((host, Ok(port))) => Self { hosts: Hosts::parse(host), port: Some(port) },
            _ => Self { hosts: Hosts::parse(text), port: None },
        }
    }
}

impl Hosts {
    fn parse(text: &str) -> Self {
        if let Some(network) = Self::network(text) {
            return network;
        }
        let domain = text.trim_end_matches('.').to_ascii_lowercase();
        match domain.strip_prefix("*.") {
            _ if domain == "*" => Self::All,
            Some(parent) => Self::Subdomains(parent.to_owned()),
            None => Self::Domain(domain.trim_start_matches('.').to_owned()),
        }
    }

    /// Parses an address or a network.
    fn network(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse().ok()?)),
            None => (text, None),
        };
        let address = base_url::address(address)?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(bits);
        (prefix <= bits).then_some(Self::Network { address, prefix })
    }

    fn contains(&self, host: &str, host_address: Option<IpAddr>) -> bool {
        match self {
            Self::All => true,
            Self::Domain(domain) => host == domain || is_below(host, domain),
            Self::Subdomains(domain) => is_below(host, domain),
            Self::Network { address, prefix } => {
                host_address.is_some_and(|host| same_network(host, *address, *prefix))
            }
        }
    }
}

/// Whether a host is a subdomain of a domain.
fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
}

/// Whether the first `prefix` bits of two addresses are equal.
fn same_network(a: IpAddr, b: IpAddr, prefix: u32) -> bool {
    let (differing, bits) = match (a, b) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (u128::from(a.to_bits() ^ b.to_bits()), 32),
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits(), 128),
        _ => return false,
    };
    differing.checked_shr(bits - prefix).unwrap_or(0) == 0
}

#[cfg(test)]
mod tests {
    use super::NoProxy;
    use crate::http::client::url::Url;

    fn matches(list: &str, url: &str) -> bool {
        NoProxy::parse(list).contains(&Url::parse(url).unwrap())
    }

    #[test]
    fn entries_match_domains_addresses_networks_and_ports() {
        for (list, url) in [
            ("*", "https://a.example"),
            ("a.example", "https://a.example"),
            ("A.Example.", "https://a.example./"),
            ("a.example", "https://x.a.example"),
            (".a.example", "https://a.example"),
            ("*.a.example", "https://x.y.a.example"),
            ("b.example , a.example", "https://a.example"),
            ("b.example a.example", "https://a.example"),
            ("b.example,\n\ta.example,", "https://a.example"),
            ("a.example:443", "https://a.example"),
            ("a.example:8443", "https://a.example:8443"),
            ("*.a.example:8443", "https://x.a.example:8443"),
            ("10.1.2.3", "https://10.1.2.3"),
            ("10.1.2.3:8443", "https://10.1.2.3:8443"),
            ("10.0.0.0/8", "https://10.1.2.3"),
            ("0.0.0.0/0", "https://10.1.2.3"),
            ("fd00::1", "https://[fd00::1]"),
            ("[fd00::1]:8443", "https://[fd00::1]:8443"),
            ("fd00::/8", "https://[fd12::1]"),
        ] {
            assert!(matches(list, url), "{list:?} {url}");
        }
    }

    #[test]
    fn other_hosts_and_ports_are_not_matched() {
        for (list, url) in [
            ("", "https://a.example"),
            (" , ", "https://a.example"),
            ("a.example", "https://ba.example"),
            ("a.example", "https://example"),
            ("*.a.example", "https://a.example"),
            ("*.a.example", "https://ba.example"),
            ("a.example:8443", "https://a.example"),
            ("a.example:99999", "https://a.example"),
            ("https://a.example", "https://a.example"),
            ("10.0.0.0/8", "https://11.1.2.3"),
            ("10.0.0.0/33", "https://10.0.0.0"),
            ("10.0.0.0/8", "https://a.example"),
            ("fd00::/8", "https://10.1.2.3"),
            ("::/0", "https://10.1.2.3"),
        ] {
            assert!(!matches(list, url), "{list:?} {url}");
        }
    }
}
