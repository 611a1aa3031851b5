//! [`Connector`]: opens connections, directly or through a proxy of the environment.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::ConfigError;
use super::proxy::{Proxies, Proxy};
use super::stream::Stream;
use super::url::Url;
use super::{tcp, tunnel};

/// The time limit for connecting. It is shorter than that of calls, so that an unreachable host
/// leaves time for another attempt.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

type ConnectError = Box<dyn StdError + Send + Sync>;

/// Opens connections to the servers of URLs. A clone shares everything.
#[derive(Clone)]
pub(super) struct Connector {
    tls: TlsConnector,
    proxies: Arc<Proxies>,
}

/// A connection that was opened.
pub(super) struct Connected {
    pub(super) stream: Stream,
    /// Whether requests are sent to a proxy, which needs the whole URL.
    pub(super) is_proxied: bool,
}

impl Connector {
    pub(super) fn new(tls: ClientConfig, proxies: Arc<Proxies>) -> Self {
        Self { tls: Arc::new(tls).into(), proxies }
    }

    pub(super) async fn connect(&self, url: &Url) -> Result<Connected, ConnectError> {
        let late = |_| io::Error::new(io::ErrorKind::TimedOut, "operation timed out");
        timeout(CONNECT_TIMEOUT, self.connect_in_any_time(url)).await.map_err(late)?
    }

    async fn connect_in_any_time(&self, url: &Url) -> Result<Connected, ConnectError> {
        let proxy = self.proxies.for_url(url).map_err(ConfigError::from)?;
        let stream = self.connect_directly(proxy.map_or(url, |proxy| &proxy.url)).await?;
        match proxy {
            None => Ok(Connected { stream, is_proxied: false }),
            Some(_) if !url.is_https() => Ok(Connected { stream, is_proxied: true }),
            Some(proxy) => {
                let stream = self.tunnel(stream, proxy, url).await?;
                Ok(Connected { stream, is_proxied: false })
            }
        }
    }

    async fn connect_directly(&self, url: &Url) -> Result<Stream, ConnectError> {
        let stream: Stream = Box::new(tcp::connect(url, CONNECT_TIMEOUT).await?);
        if url.is_https() { self.secure(stream, url).await } else { Ok(stream) }
    }

    async fn tunnel(
        &self,
        mut stream: Stream,
        proxy: &Proxy,
        url: &Url,
    ) -> Result<Stream, ConnectError> {
        tunnel::open(&mut stream, url, proxy.authorization.as_ref()).await?;
        self.secure(stream, url).await
    }

    /// Negotiates TLS with the host of a URL.
    async fn secure(&self, stream: Stream, url: &Url) -> Result<Stream, ConnectError> {
        let host = url.host();
        let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let name = ServerName::try_from(address.unwrap_or(host).to_owned())?;
        Ok(Box::new(self.tls.connect(name, stream).await?))
    }
}
