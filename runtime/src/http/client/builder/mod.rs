//! The builder of clients.
//!
//! This file holds the settings for any transport; `http` holds those that only apply to HTTP.

mod defaults;
mod http;

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::proxy::Proxies;
use super::request::is_reserved;
use super::tls::Roots;
use super::transport::Options;
use super::{ConfigError, environment};
use crate::codec::Codec;
use crate::rpc::{
    AuthScheme, AuthToken, Channel, DefaultHeaders, Interceptor, Metadata, Retry, RetryPolicy,
    Source, TimeLimit, Token, TokenError, TokenProvider, Validate, Validation,
};

pub use defaults::ClientDefaults;

/// Builds a client `C` over HTTP or over any other transport, with timeouts, retries, default
/// headers, a token, spans and validation.
///
/// Each of these is an [`Interceptor`], and you can add your own. Outermost first:
///
/// 1. interceptors of calls ([`interceptor`](Self::interceptor)),
/// 2. validation,
/// 3. tracing, with the feature `tracing`,
/// 4. time limit and retries,
/// 5. default headers,
/// 6. the token,
/// 7. interceptors of attempts ([`attempt_interceptor`](Self::attempt_interceptor)),
/// 8. the transport.
///
/// Invalid settings are reported by [`build`](Self::build), which sends nothing.
///
/// | setting | default |
/// | --- | --- |
/// | [`base_url`](Self::base_url) | the production service, if the API names one; with [`read_env`](Self::read_env), the environment |
/// | [`token`](Self::token) | none; with [`read_env`](Self::read_env), the environment |
/// | [`timeout`](Self::timeout) | 1 minute over HTTP, no limit over other transports |
/// | [`retry`](Self::retry) | [`RetryPolicy::default`]: 3 attempts, backoff from 0.5 s to 8 s |
/// | [`codec`](Self::codec) | [`Codec::Json`] |
/// | [`user_agent`](Self::user_agent) | the client's name and version |
/// | [`header`](Self::header), [`interceptor`](Self::interceptor), [`attempt_interceptor`](Self::attempt_interceptor) | none |
/// | [`validation`](Self::validation) | [`Validation::Off`] |
/// | [`max_violations`](Self::max_violations) | 100 |
/// | [`max_response_size`](Self::max_response_size) | 64 MiB, compressed and decompressed |
/// | [`max_response_memory`](Self::max_response_memory) | 6 times the maximum size |
/// | [`compress_requests`](Self::compress_requests), [`use_get`](Self::use_get), [`allow_plain_http`](Self::allow_plain_http) | off |
/// | [`trust_redirects_to`](Self::trust_redirects_to) | none: headers and sensitive fields stay within the origin of the base URL |
/// | [`add_root_certificate`](Self::add_root_certificate) | the certificates of the system |
/// | [`transport`](Self::transport) | HTTP/1.1, with connections of its own |
///
/// # Proxies
///
/// `https` URLs are reached through the proxy in `HTTPS_PROXY`, and `http` URLs through that in
/// `HTTP_PROXY`; `ALL_PROXY` is used in place of either. Names in lower case work too. A proxy is an
/// `http` or `https` URL, optionally with user and password. `NO_PROXY` lists hosts that are reached
/// directly, separated by commas or blanks: domains (`example.com` with its subdomains,
/// `*.example.com` without itself), addresses, networks (`10.0.0.0/8`) and `*`, each optionally with a
/// port. Loopback addresses are always reached directly. In a CGI program, `HTTP_PROXY` is ignored.
///
/// A proxy that cannot be used is an error of [`build`](Self::build); there is no direct connection
/// in its place. For other rules, set a client with `reqwest_client`, which needs the feature `reqwest`.
///
/// # Certificates
///
/// The client trusts the certificates of the operating system. On Linux and other Unix systems, except
/// for those of Apple and Android, `SSL_CERT_FILE` (a file in PEM) and `SSL_CERT_DIR` (directories of
/// such files) take their place. [`add_root_certificate`](Self::add_root_certificate) trusts a further
/// one on any system. A certificate with `CA:TRUE` is trusted as a CA, but not as a server's.
///
/// ```ignore
/// let client = Client::builder()
///     .base_url("https://shop.example.com/api")
///     .token(token)
///     .timeout(Duration::from_secs(10))
///     .build()?;
/// ```
#[must_use = "a builder builds nothing before `build`"]
pub struct ClientBuilder<C> {
    make: fn(Channel) -> C,
    defaults: &'static ClientDefaults,
    base_url: Option<(&'static str, String)>,
    token: Option<TokenSetting>,
    token_required: bool,
    headers: Metadata,
    /// The first invalid setting. It is returned by `build`, because setters cannot fail.
    invalid: Option<ConfigError>,
    timeout: Option<Option<Duration>>,
    codec: Option<Codec>,
    retry: RetryPolicy,
    validation: Validation,
    max_violations: Option<usize>,
    http: Options,
    proxies: Option<Proxies>,
    roots: Roots,
    #[cfg(feature = "reqwest")]
    reqwest_client: Option<reqwest::Client>,
    transport: Option<Channel>,
    interceptors: Vec<Arc<dyn Interceptor>>,
    attempt_interceptors: Vec<Arc<dyn Interceptor>>,
    /// The first option that only applies to HTTP.
    only_for_http: Option<&'static str>,
}

enum TokenSetting {
    Fixed(&'static str, String),
    Provider(Arc<dyn TokenProvider>),
}

impl<C> ClientBuilder<C> {
    /// A builder of the client that `make` returns.
    pub fn new(defaults: &'static ClientDefaults, make: fn(Channel) -> C) -> Self {
        Self {
            make,
            defaults,
            base_url: None,
            token: None,
            token_required: false,
            headers: Metadata::new(),
            invalid: None,
            timeout: None,
            codec: None,
            retry: RetryPolicy::default(),
            validation: Validation::Off,
            max_violations: None,
            http: Options::default(),
            proxies: None,
            roots: Roots::default(),
            #[cfg(feature = "reqwest")]
            reqwest_client: None,
            transport: None,
            interceptors: Vec::new(),
            attempt_interceptors: Vec::new(),
            only_for_http: None,
        }
    }

    /// Sets the token that every call sends: as `Authorization: Bearer TOKEN`, or as the API's
    /// [`ClientDefaults::auth`] says.
    ///
    /// A call's own header of the same name takes precedence.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(TokenSetting::Fixed("token", token.into()));
        self
    }

    /// Sets the provider of the token, which is called for every attempt of a call.
    ///
    /// If the provider fails, the call fails with
    /// [`Code::Unauthenticated`](crate::Code::Unauthenticated) and the provider's error as source.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.token = Some(TokenSetting::Provider(Arc::new(provider)));
        self
    }

    /// Sets a function that returns the token without waiting; otherwise like
    /// [`token_provider`](Self::token_provider).
    pub fn token_source<T, E>(
        self,
        source: impl Fn() -> Result<T, E> + Send + Sync + 'static,
    ) -> Self
    where
        T: Into<String> + Send + 'static,
        E: Into<TokenError> + Send + 'static,
    {
        self.token_provider(move || std::future::ready(source()))
    }

    /// Makes [`build`](Self::build) fail without a token.
    pub const fn require_token(mut self) -> Self {
        self.token_required = true;
        self
    }

    /// Reads the token and the base URL from environment variables, unless they are set already.
    ///
    /// Empty and blank variables count as unset.
    pub fn read_env(self) -> Self {
        self.read_env_with(|variable| env::var_os(variable))
    }

    /// Reads the token, the base URL and the proxies from the environment that `lookup` returns.
    pub fn read_env_with(mut self, lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        self.proxies = Some(Proxies::read(&lookup));
        if self.token.is_none() {
            let found = environment::first(self.defaults.token_variables, &lookup);
            let found = self.record_error(found).flatten();
            self.token = found.map(|(variable, token)| TokenSetting::Fixed(variable, token));
        }
        if self.base_url.is_none() {
            let found = environment::first(self.defaults.base_url_variables, &lookup);
            self.base_url = self.record_error(found).flatten();
            if let Some((variable, _)) = self.base_url {
                return self.for_http(variable);
            }
        }
        self
    }

    /// Sets the time limit of a call with all of its attempts, for calls that do not set one;
    /// `None` means no limit. Defaults to one minute over HTTP, and to no limit over other
    /// transports.
    pub fn timeout(mut self, limit: impl Into<TimeLimit>) -> Self {
        self.timeout = Some(limit.into().duration());
        self
    }

    /// Sets the encoding of requests and responses, for calls that do not set one. Defaults to
    /// [`Codec::Json`], or to the codec of a [`Channel`] that is set with
    /// [`transport`](Self::transport). Raw calls stay JSON.
    ///
    /// Binary is smaller, and takes less time to encode and decode. It keeps unknown fields, but enum
    /// values that are known by their name alone cannot be sent.
    pub const fn codec(mut self, codec: Codec) -> Self {
        self.codec = Some(codec);
        self
    }

    /// Sets the retry policy. Defaults to [`RetryPolicy::default`]; [`RetryPolicy::none`] turns
    /// retries off.
    pub const fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets the header `user-agent`. Defaults to the client's name and version, the operating system
    /// and the architecture, such as `shop-v1-rust/0.1.0 (linux; x86_64)`.
    pub fn user_agent(self, name: impl Into<String>) -> Self {
        self.header("user-agent", name)
    }

    /// Sets a header of every call that does not set it itself.
    pub fn header(mut self, name: impl AsRef<str>, value: impl Into<String>) -> Self {
        let name = name.as_ref();
        let outcome = if is_reserved(&name.to_ascii_lowercase()) {
            Err(ConfigError::ReservedHeader { name: name.to_owned() })
        } else {
            self.headers.insert(name, value).map_err(ConfigError::Header)
        };
        self.record_error(outcome);
        self
    }

    /// Sets the handling of requests that violate the schema's rules. Defaults to
    /// [`Validation::Off`].
    pub fn validation(mut self, validation: Validation) -> Self {
        self.validation = validation;
        self
    }

    /// Sets the maximum number of violations that [`validation`](Self::validation) reports of one
    /// request. Defaults to 100; at least 1.
    pub fn max_violations(mut self, max: usize) -> Self {
        self.max_violations = Some(max);
        self
    }

    /// Sends calls over another transport than HTTP, such as a [`Router`](crate::Router).
    ///
    /// The interceptors of a [`Channel`] run inside of all others. Options that only apply to HTTP
    /// cannot be combined with it.
    pub fn transport(mut self, transport: impl Into<Channel>) -> Self {
        self.transport = Some(transport.into());
        self
    }

    /// Adds an interceptor around calls: outside of validation, tracing and retries. The first that
    /// is added is outermost.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// Adds an interceptor around each attempt of a call: inside of retries, with all headers and the
    /// token set. The first that is added is outermost.
    pub fn attempt_interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.attempt_interceptors.push(Arc::new(interceptor));
        self
    }

    /// Records the first error.
    fn record_error<T>(&mut self, outcome: Result<T, ConfigError>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(error) => {
                self.invalid.get_or_insert(error);
                None
            }
        }
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// The first invalid setting.
    pub fn build(mut self) -> Result<C, ConfigError> {
        if let Some(invalid) = self.invalid.take() {
            return Err(invalid);
        }
        let source = self.source()?;
        let (channel, default_timeout) = self.base_channel()?;
        let channel = self.codec.into_iter().fold(channel, Channel::codec);
        let timeout = self.timeout.unwrap_or(default_timeout);
        let mut interceptors = self.interceptors;
        let validate = Validate::new(self.validation);
        interceptors.push(Arc::new(match self.max_violations {
            Some(max) => validate.max_violations(max),
            None => validate,
        }));
        #[cfg(feature = "tracing")]
        interceptors.push(Arc::new(crate::rpc::Tracing::new()));
        interceptors.push(Arc::new(Retry::new(self.retry).with_timeout(timeout)));
        interceptors.push(Arc::new(DefaultHeaders::new(self.headers)));
        let scheme = self.defaults.auth.unwrap_or(AuthScheme::Bearer);
        let token = source.map(|source| AuthToken::from_source(source).scheme(scheme));
        interceptors.extend(token.map(|token| Arc::new(token) as Arc<dyn Interceptor>));
        interceptors.append(&mut self.attempt_interceptors);
        Ok((self.make)(channel.surround(interceptors)))
    }

    /// The source of the token. `None` without a token for an API that has none.
    fn source(&mut self) -> Result<Option<Source>, ConfigError> {
        let variables = self.defaults.token_variables;
        match self.token.take() {
            None if self.token_required => Err(ConfigError::MissingToken { variables }),
            None => Ok(self.defaults.auth.map(|_| Source::Missing(variables))),
            Some(TokenSetting::Provider(provider)) => Ok(Some(Source::Provider(provider))),
            Some(TokenSetting::Fixed(origin, text)) => match Token::new(&text) {
                Ok(token) => Ok(Some(Source::Fixed(origin, token))),
                Err(invalid) => Err(ConfigError::Token { origin, reason: invalid.reason() }),
            },
        }
    }

    /// The transport, and the default time limit of its calls.
    fn base_channel(&mut self) -> Result<(Channel, Option<Duration>), ConfigError> {
        if let Some(channel) = self.transport.take() {
            return match self.only_for_http {
                Some(option) => Err(ConfigError::OnlyForHttp { option }),
                None => Ok((channel, None)),
            };
        }
        self.http_channel()
    }
}

// The base URL and the headers may hold secrets, and tokens are secrets.
impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("has_token", &self.token.is_some())
            .field("headers", &self.headers)
            .field("timeout", &self.timeout)
            .field("codec", &self.codec)
            .field("retry", &self.retry)
            .field("validation", &self.validation)
            .field("max_violations", &self.max_violations)
            .field("http", &self.http)
            .field("roots", &self.roots)
            .finish_non_exhaustive()
    }
}
