//! The HTTP transport: the steps of a call.

use std::pin::pin;
use std::sync::Arc;
use std::{fmt, future};

use http::header::PROXY_AUTHORIZATION;

use super::base_url::{BaseUrl, shown};
use super::exchange::{Exchange, Response};
use super::proxy::{Proxies, Proxy};
use super::request::Outgoing;
use super::response::Expectation;
use super::rpc_urls::RpcUrls;
use super::trusted_host::TrustedHost;
use super::url::Url;
use super::{failure, redirect, response};
use crate::http::memory::memory_limit;
use crate::rpc::{BoxFuture, EncodedRequest, EncodedResponse, Error, Transport, deadline};

/// The transport over HTTP. [`ClientBuilder`](super::ClientBuilder) creates it.
///
/// It sends one request for each call, follows redirects, enforces [`EncodedRequest::timeout`] and
/// sends it to the server.
pub struct HttpTransport {
    exchange: Exchange,
    /// The proxies of the connections. `None` if the caller set the client.
    proxies: Option<Arc<Proxies>>,
    urls: RpcUrls,
    options: Options,
}

/// The options of requests and responses.
#[derive(Debug, Clone)]
pub(super) struct Options {
    pub(super) allow_plain_http: bool,
    pub(super) compress_requests: Option<usize>,
    pub(super) max_response_size: usize,
    /// `None` follows the maximum size.
    pub(super) max_response_memory: Option<usize>,
    pub(super) use_get: bool,
    /// Hosts to which redirects keep all headers and sensitive fields.
    pub(super) trusted_hosts: Vec<TrustedHost>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            allow_plain_http: false,
            compress_requests: None,
            max_response_size: 64 << 20,
            max_response_memory: None,
            use_get: false,
            trusted_hosts: Vec::new(),
        }
    }
}

impl Options {
    /// The maximum memory of a decoded response, in bytes.
    fn max_response_memory(&self) -> usize {
        memory_limit(self.max_response_memory, self.max_response_size)
    }
}

impl HttpTransport {
    pub(super) const fn new(
        exchange: Exchange,
        proxies: Option<Arc<Proxies>>,
        base_url: BaseUrl,
        options: Options,
    ) -> Self {
        Self { exchange, proxies, urls: RpcUrls::new(base_url), options }
    }

    async fn call(&self, outgoing: &mut Outgoing) -> Result<EncodedResponse, Error> {
        let (mut response, proxy) = self.follow(outgoing).await?;
        let max_size = self.options.max_response_size;
        let codec = outgoing.codec;
        let expectation = Expectation { base_url: &self.urls.base, codec, max_size, proxy };
        let outcome = response::read(&mut response, &expectation).await;
        let response = outcome.map_err(|error| outgoing.explain(error))?;
        Ok(EncodedResponse { memory_limit: Some(self.options.max_response_memory()), ..response })
    }

    /// Sends a request and follows its redirects. Returns the response and the proxy that it came
    /// through.
    async fn follow(&self, outgoing: &mut Outgoing) -> Result<(Response, Option<&Proxy>), Error> {
        let mut redirects = 0;
        loop {
            let proxy = self.proxy(&outgoing.url)?;
            let response = self.send_once(outgoing, proxy, redirects == 0).await?;
            let status = response.status;
            if !redirect::is_redirect(status, &response.headers) {
                return Ok((response, proxy));
            }
            if redirects == redirect::MAX_REDIRECTS {
                return Err(redirect::too_many(&outgoing.url, status));
            }
            redirects += 1;
            let plain = self.options.allow_plain_http;
            let to = redirect::target(&outgoing.url, status, &response.headers, plain)?;
            if !self.trusts(&to) {
                if let Some(sensitive) = outgoing.sensitive() {
                    return Err(redirect::untrusted(&outgoing.url, status, &to, sensitive));
                }
                outgoing.strip(&to);
            }
            outgoing.move_to(to);
        }
    }

    /// Whether a redirect to a URL keeps the caller's headers and sensitive fields.
    fn trusts(&self, to: &Url) -> bool {
        to.has_same_origin(self.urls.base.url())
            || self.options.trusted_hosts.iter().any(|host| host.matches(to))
    }

    async fn send_once(
        &self,
        outgoing: &Outgoing,
        proxy: Option<&Proxy>,
        first: bool,
    ) -> Result<Response, Error> {
        let url = &outgoing.url;
        let mut request = outgoing.request()?;
        // Over TLS, the proxy gets its credentials when it is asked for a tunnel.
        if let Some(authorization) = proxy.and_then(|proxy| proxy.authorization.as_ref())
            && !url.is_https()
        {
            let header = request.headers_mut().entry(PROXY_AUTHORIZATION);
            header.or_insert_with(|| authorization.clone());
        }
        let response = self.exchange.send(&mut Some(request), url).await;
        response.map_err(|error| failure::no_response(error, url, proxy, first))
    }

    /// The proxy that a request to a URL goes through.
    fn proxy(&self, url: &Url) -> Result<Option<&Proxy>, Error> {
        let Some(proxies) = &self.proxies else { return Ok(None) };
        proxies
            .for_url(url)
            .map_err(|invalid| Error::failed_precondition(invalid.to_string()).with_url(shown(url)))
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        let timeout = request.timeout;
        let deadline = deadline::after(timeout);
        let url = self.urls.of(&request);
        match url.and_then(|url| Outgoing::new(&self.options, url, request)) {
            Ok(mut outgoing) => Box::pin(async move {
                let url = deadline.map(|_| outgoing.url.clone());
                let outcome = deadline::within(deadline, pin!(self.call(&mut outgoing))).await;
                outcome.unwrap_or_else(|| {
                    let error = deadline::exceeded(timeout.unwrap_or_default());
                    Err(url.iter().fold(error, |error, url| error.with_url(shown(url))))
                })
            }),
            Err(invalid) => Box::pin(future::ready(Err(invalid))),
        }
    }

    fn url(&self, path: &str) -> Option<String> {
        self.urls.base.join(path).ok().as_ref().map(shown)
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("base_url", &self.urls.base.shown())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
