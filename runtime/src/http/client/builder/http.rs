//! The settings that only apply to HTTP, and the channel that they make.

use std::env::{self, consts};
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use super::ClientBuilder;
use crate::http::client::base_url::BaseUrl;
use crate::http::client::connector::Connector;
use crate::http::client::exchange::Exchange;
use crate::http::client::pool::Pool;
use crate::http::client::proxy::Proxies;
use crate::http::client::transport::HttpTransport;
use crate::http::client::trusted_host::TrustedHost;
use crate::http::client::{ConfigError, tls};
use crate::rpc::Channel;

/// The default time limit of calls over HTTP.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);

impl<C> ClientBuilder<C> {
    /// Sets the base URL of the API, with its path: `https://shop.example.com/api`. A trailing slash is
    /// ignored. Credentials, a query or a fragment are errors.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(("base_url", url.into()));
        self.for_http("base_url")
    }

    /// Allows base URLs and redirects with plain HTTP to other machines, which exposes calls
    /// and credentials to the network. Off by default.
    pub fn allow_plain_http(mut self) -> Self {
        self.http.allow_plain_http = true;
        self.for_http("allow_plain_http")
    }

    /// Sends the whole request to this host, too, if a redirect leads there. Can be called more than
    /// once.
    ///
    /// A host is `shop.example.com`, or `shop.example.com:8443` for another port than that of the scheme.
    /// By default, no host other than the origin of the base URL is trusted. A redirect to one that is
    /// not trusted
    ///
    /// - sends none of your headers and no token: only those that the protocol needs, such as
    ///   `content-type`, and `user-agent`,
    /// - is an error if a sensitive field of the request is set, also in a nested message. A raw
    ///   request counts as sensitive if the schema lacks its RPC or one of its fields.
    pub fn trust_redirects_to(mut self, host: impl AsRef<str>) -> Self {
        let host = TrustedHost::parse(host.as_ref());
        let host = self.record_error(host.map_err(|reason| ConfigError::TrustedHost { reason }));
        self.http.trusted_hosts.extend(host);
        self.for_http("trust_redirects_to")
    }

    /// Compresses requests of at least this size in bytes, which not every server accepts. Off by
    /// default.
    pub fn compress_requests(mut self, min_size: usize) -> Self {
        self.http.compress_requests = Some(min_size);
        self.for_http("compress_requests")
    }

    /// Sets the maximum size of a response in bytes, both compressed and decompressed. Defaults to
    /// 64 MiB.
    ///
    /// Error bodies, and bodies in another codec than the request, may have at most 1 MiB, or less if this limit is
    /// lower. The error of a larger one has the code of the HTTP status, and says that the body is too
    /// large to read.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.http.max_response_size = bytes;
        self.for_http("max_response_size")
    }

    /// Sets the maximum memory of a decoded response, in bytes. Defaults to 6 times the
    /// [`max_response_size`](Self::max_response_size).
    ///
    /// A message is larger in memory than its encoding, and empty elements of lists are hundreds of times
    /// larger. A call whose response is larger fails with `resource_exhausted`. For what counts, see
    /// [`ReadOptions::memory_limit`](crate::codec::ReadOptions::memory_limit). Raw calls decode nothing.
    pub fn max_response_memory(mut self, bytes: usize) -> Self {
        self.http.max_response_memory = Some(bytes);
        self.for_http("max_response_memory")
    }

    /// Sends RPCs without side effects as `GET`, which can be cached. Defaults to `false`.
    ///
    /// The request is then part of the URL, which servers and proxies log. So a request with a
    /// sensitive field is sent as `POST`, and so is one whose URL would be longer than 8000 bytes. A
    /// raw request counts as sensitive if one of its fields is not in the schema.
    pub fn use_get(mut self, use_get: bool) -> Self {
        self.http.use_get = use_get;
        self.for_http("use_get")
    }

    /// Trusts a certificate in addition to those of the system: that of a CA, or a self-signed one of a
    /// server. Can be called more than once. None by default.
    ///
    /// The bytes are PEM with one or more certificates, or DER with one. Not available on Android, and
    /// cannot be combined with [`reqwest_client`](Self::reqwest_client).
    ///
    /// ```ignore
    /// let client = Client::builder().add_root_certificate(fs::read("ca.pem")?).build()?;
    /// ```
    #[cfg(not(target_os = "android"))]
    pub fn add_root_certificate(mut self, pem_or_der: impl AsRef<[u8]>) -> Self {
        let outcome = self.roots.add(pem_or_der.as_ref());
        self.record_error(outcome.map_err(|reason| ConfigError::RootCertificate { reason }));
        self.for_http("add_root_certificate")
    }

    /// Sets the HTTP client, for your own proxies, certificates and HTTP version.
    ///
    /// Build it with `redirect(Policy::none())`, because redirects that reqwest follows lose the body
    /// and send its default headers to other hosts. For `https`, enable reqwest's feature `rustls` or
    /// another TLS backend, because this crate enables none.
    #[cfg(feature = "reqwest")]
    pub fn reqwest_client(mut self, client: reqwest::Client) -> Self {
        self.reqwest_client = Some(client);
        self.for_http("reqwest_client")
    }

    pub(super) fn for_http(mut self, option: &'static str) -> Self {
        self.only_for_http = self.only_for_http.or(Some(option));
        self
    }

    /// The HTTP transport, and the default time limit of its calls.
    pub(super) fn http_channel(&mut self) -> Result<(Channel, Option<Duration>), ConfigError> {
        let default = self.defaults.base_url.map(|url| ("the API", url.to_owned()));
        let Some((origin, url)) = self.base_url.take().or(default) else {
            let variables = self.defaults.base_url_variables;
            return Err(ConfigError::MissingBaseUrl { variables });
        };
        let base_url = BaseUrl::parse(origin, &url, self.http.allow_plain_http)?;
        let (exchange, proxies) = self.exchange(&base_url)?;
        if self.headers.get("user-agent").is_none() {
            let name = self.defaults.user_agent;
            let user_agent = format!("{name} ({}; {})", consts::OS, consts::ARCH);
            let outcome = self.headers.insert("user-agent", user_agent);
            outcome.map_err(ConfigError::Header)?;
        }
        let transport = HttpTransport::new(exchange, proxies, base_url, self.http.clone());
        Ok((Channel::new(transport), Some(DEFAULT_TIMEOUT)))
    }

    /// The way of requests to the server, and its proxies, unless the caller set a client with its own.
    fn exchange(
        &mut self,
        base_url: &BaseUrl,
    ) -> Result<(Exchange, Option<Arc<Proxies>>), ConfigError> {
        #[cfg(feature = "reqwest")]
        if let Some(client) = self.reqwest_client.take() {
            if self.roots.is_empty() {
                return Ok((Exchange::Reqwest(client), None));
            }
            let reason =
                "a client set with `reqwest_client` has its own; add the certificate there".into();
            return Err(ConfigError::RootCertificate { reason });
        }
        let proxies = self.proxies.take();
        let proxies = proxies.unwrap_or_else(|| Proxies::read(&|name| env::var_os(name)));
        proxies.for_url(base_url.url())?;
        let proxies = Arc::new(proxies);
        let tls = tls::config(mem::take(&mut self.roots), base_url.url().is_https())?;
        let pool = Pool::new(Connector::new(tls, Arc::clone(&proxies)));
        Ok((Exchange::Pool(Box::new(pool)), Some(proxies)))
    }
}
