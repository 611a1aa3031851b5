//! [`Connector`]: opens connections, directly or through a proxy of the environment.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tower_service::Service;

use super::ConfigError;
use super::proxy::{Proxies, Proxy};
use super::stream::Stream;
use super::url::Url;
use crate::rpc::BoxFuture;

/// The time limit for connecting. It is shorter than that of calls, so that an unreachable host
/// leaves time for another attempt.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The time after which an idle TCP connection is probed, and between the probes.
const KEEPALIVE: Duration = Duration::from_secs(15);

/// The number of probes without an answer after which a connection is closed.
const KEEPALIVE_RETRIES: u32 = 3;

type ConnectError = Box<dyn StdError + Send + Sync>;

/// Opens connections to the servers of URLs. A clone shares everything.
#[derive(Clone)]
pub(super) struct Connector {
    direct: Direct,
    proxies: Arc<Proxies>,
}

impl Connector {
    pub(super) fn new(tls: ClientConfig, proxies: Arc<Proxies>) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEPALIVE));
        tcp.set_keepalive_interval(Some(KEEPALIVE));
        tcp.set_keepalive_retries(Some(KEEPALIVE_RETRIES));
        tcp.set_connect_timeout(Some(CONNECT_TIMEOUT));
        Self { direct: Direct { tcp, tls: Arc::new(tls).into() }, proxies }
    }

    async fn connect(self, uri: Uri) -> Result<TokioIo<Stream>, ConnectError> {
        let url = Url::from_uri(uri);
        match self.proxies.for_url(&url).map_err(ConfigError::from)? {
            None => self.direct.connect(url).await,
            Some(proxy) if url.is_https() => self.direct.tunnel(proxy, url).await,
            Some(proxy) => {
                let stream = self.direct.connect(proxy.url.clone()).await?;
                Ok(TokioIo::new(stream.into_inner().proxied()))
            }
        }
    }
}

impl Service<Uri> for Connector {
    type Response = TokioIo<Stream>;
    type Error = ConnectError;
    type Future = BoxFuture<'static, Result<TokioIo<Stream>, ConnectError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = self.clone().connect(uri);
        Box::pin(async move {
            let late = || io::Error::new(io::ErrorKind::TimedOut, "operation timed out");
            timeout(CONNECT_TIMEOUT, connecting).await.map_err(|_| late())?
        })
    }
}

/// Opens connections without a proxy.
#[derive(Clone)]
struct Direct {
    tcp: HttpConnector,
    tls: TlsConnector,
}

impl Direct {
    async fn connect(mut self, url: Url) -> Result<TokioIo<Stream>, ConnectError> {
        let stream = Stream::new(self.tcp.call(url.uri().clone()).await?.into_inner());
        let stream = if url.is_https() { self.secure(stream, &url).await? } else { stream };
        Ok(TokioIo::new(stream))
    }

    /// Connects through a proxy, to which only the host and the port of the URL are sent.
    async fn tunnel(self, proxy: &Proxy, url: Url) -> Result<TokioIo<Stream>, ConnectError> {
        let tunnel = Tunnel::new(proxy.url.uri().clone(), self.clone());
        let mut tunnel = match proxy.authorization.clone() {
            Some(authorization) => tunnel.with_auth(authorization),
            None => tunnel,
        };
        let stream = tunnel.call(url.uri().clone()).await?.into_inner();
        Ok(TokioIo::new(self.secure(stream, &url).await?))
    }

    /// Negotiates TLS with the host of a URL.
    async fn secure(&self, stream: Stream, url: &Url) -> Result<Stream, ConnectError> {
        let host = url.host();
        let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let name = ServerName::try_from(address.unwrap_or(host).to_owned())?;
        Ok(Stream::new(self.tls.connect(name, stream).await?))
    }
}

impl Service<Uri> for Direct {
    type Response = TokioIo<Stream>;
    type Error = ConnectError;
    type Future = BoxFuture<'static, Result<TokioIo<Stream>, ConnectError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().connect(Url::from_uri(uri)))
    }
}
