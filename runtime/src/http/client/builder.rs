//! Puts a client together.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::authorizing::{Authorizing, Source, Token, TokenProvider};
use super::base_url::BaseUrl;
use super::default_headers::DefaultHeaders;
use super::request::is_reserved;
use super::retrying::Retrying;
use super::transport::{HttpTransport, Options};
use super::{ConfigError, connection, environment};
use crate::rpc::{Metadata, RetryPolicy, Transport, Validating, Validation};

/// How long a call over HTTP may take where nobody says.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);

/// What an API's clients start from; generated code has it in a `static`.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ClientDefaults {
    /// Where the production service is.
    pub base_url: &'static str,
    /// Environment variables that may hold another base URL, the preferred one first.
    pub base_url_variables: &'static [&'static str],
    /// Environment variables that may hold the token, the preferred one first.
    pub token_variables: &'static [&'static str],
    /// The client's name and version.
    pub user_agent: &'static str,
}

impl ClientDefaults {
    /// Describes an API's clients.
    #[must_use]
    pub const fn new(
        base_url: &'static str,
        base_url_variables: &'static [&'static str],
        token_variables: &'static [&'static str],
        user_agent: &'static str,
    ) -> Self {
        Self { base_url, base_url_variables, token_variables, user_agent }
    }
}

/// Builds a client `C`: over HTTP, or with the same timeouts, retries, headers, token, spans and
/// validation over a transport of one's own.
///
/// Nothing fails before [`build`](Self::build), and nothing is sent by it.
///
/// ```ignore
/// let client = Client::builder()
///     .base_url("https://ona.example.com/api")
///     .token(token)
///     .timeout(Duration::from_secs(10))
///     .build()?;
/// ```
#[must_use = "a builder builds nothing before `build`"]
pub struct ClientBuilder<C> {
    make: fn(Arc<dyn Transport>) -> C,
    defaults: &'static ClientDefaults,
    base_url: Option<(&'static str, String)>,
    token: Option<TokenSetting>,
    token_required: bool,
    headers: Metadata,
    /// The first setting that cannot be used. It fails the build, because a setter cannot.
    invalid: Option<ConfigError>,
    timeout: Option<Option<Duration>>,
    retry: RetryPolicy,
    validation: Validation,
    http: Options,
    reqwest_client: Option<reqwest::Client>,
    transport: Option<Arc<dyn Transport>>,
    /// The first option that only HTTP looks at.
    only_for_http: Option<&'static str>,
}

enum TokenSetting {
    Fixed(&'static str, String),
    Provider(Arc<dyn TokenProvider>),
}

impl<C> ClientBuilder<C> {
    /// A builder of what `make` makes of a transport.
    pub fn new(defaults: &'static ClientDefaults, make: fn(Arc<dyn Transport>) -> C) -> Self {
        Self {
            make,
            defaults,
            base_url: None,
            token: None,
            token_required: false,
            headers: Metadata::new(),
            invalid: None,
            timeout: None,
            retry: RetryPolicy::default(),
            validation: Validation::Off,
            http: Options::default(),
            reqwest_client: None,
            transport: None,
            only_for_http: None,
        }
    }

    /// Sets where the API is, with its path: `https://ona.example.com/api`. A slash at the end
    /// makes no difference; credentials, a query and a fragment are refused.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(("base_url", url.into()));
        self.for_http("base_url")
    }

    /// Sets the token that every call sends as `Authorization: Bearer TOKEN`.
    ///
    /// A call's own header `authorization` goes before it.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(TokenSetting::Fixed("token", token.into()));
        self
    }

    /// Asks for the token on every attempt of a call, in place of a fixed one.
    ///
    /// When the provider fails, so does the call, with
    /// [`Code::Unauthenticated`](crate::Code::Unauthenticated) and the provider's error as its
    /// source.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.token = Some(TokenSetting::Provider(Arc::new(provider)));
        self
    }

    /// Asks a function that does not wait for anything; as
    /// [`token_provider`](Self::token_provider) otherwise.
    pub fn token_source<T, E>(
        self,
        source: impl Fn() -> Result<T, E> + Send + Sync + 'static,
    ) -> Self
    where
        T: Into<String> + Send + 'static,
        E: Into<super::TokenError> + Send + 'static,
    {
        self.token_provider(move || std::future::ready(source()))
    }

    /// Makes a client without a token a mistake, which [`build`](Self::build) tells of.
    pub const fn require_token(mut self) -> Self {
        self.token_required = true;
        self
    }

    /// Takes token and base URL from the process's environment, where they are not set yet.
    ///
    /// Variables that are empty or blank count as unset.
    pub fn read_env(self) -> Self {
        self.read_env_with(|variable| env::var_os(variable))
    }

    /// The same with an environment of one's own.
    pub fn read_env_with(mut self, lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        if self.token.is_none() {
            let found = environment::first(self.defaults.token_variables, &lookup);
            let found = self.noting(found).flatten();
            self.token = found.map(|(variable, token)| TokenSetting::Fixed(variable, token));
        }
        if self.base_url.is_none() {
            let found = environment::first(self.defaults.base_url_variables, &lookup);
            self.base_url = self.noting(found).flatten();
            if let Some((variable, _)) = self.base_url {
                return self.for_http(variable);
            }
        }
        self
    }

    /// Sets how long a call may take that does not say so itself, with all of its attempts;
    /// `None` for no limit. Without this, it is a minute over HTTP, and no limit over a transport
    /// of one's own.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = Some(timeout.into());
        self
    }

    /// Sets when calls are repeated; [`RetryPolicy::none`] for never.
    pub const fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sends another name than the client's own as `user-agent`.
    pub fn user_agent(self, name: impl Into<String>) -> Self {
        self.header("user-agent", name)
    }

    /// Adds a header to every call that does not set it itself; the last value of a name counts.
    pub fn header(mut self, name: impl AsRef<str>, value: impl Into<String>) -> Self {
        let name = name.as_ref();
        let outcome = if is_reserved(&name.to_ascii_lowercase()) {
            Err(ConfigError::ReservedHeader { name: name.to_owned() })
        } else {
            self.headers.insert(name, value).map_err(ConfigError::Header)
        };
        self.noting(outcome);
        self
    }

    /// Says what happens to requests that break rules of the schema.
    pub fn validation(mut self, validation: Validation) -> Self {
        self.validation = validation;
        self
    }

    /// Allows a base URL and redirects of plain http to other machines. The token can then be read
    /// by whoever is between here and there.
    pub fn allow_plain_http(mut self) -> Self {
        self.http.allow_plain_http = true;
        self.for_http("allow_plain_http")
    }

    /// Compresses requests of at least so many bytes. Not every server can read them.
    pub fn compress_requests(mut self, min_size: usize) -> Self {
        self.http.compress_requests = Some(min_size);
        self.for_http("compress_requests")
    }

    /// Sets how many bytes a reply may have, compressed and not; 64 MiB without this.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.http.max_response_size = bytes;
        self.for_http("max_response_size")
    }

    /// Sends RPCs without side effects as `GET`, which caches understand.
    ///
    /// The request is then part of the URL, which servers and proxies log. One that would make it
    /// too long is sent as `POST`.
    pub fn use_get(mut self, use_get: bool) -> Self {
        self.http.use_get = use_get;
        self.for_http("use_get")
    }

    /// Sends requests with a client of one's own: with its proxies, certificates and HTTP version.
    ///
    /// Build it with `redirect(Policy::none())`: a redirect that it follows itself loses the body,
    /// and headers that it adds itself go wherever it is redirected to. It also needs reqwest's
    /// feature `rustls`, or a TLS backend of its own: this crate's reqwest comes without a provider
    /// of cryptography, and panics where none is given.
    pub fn reqwest_client(mut self, client: reqwest::Client) -> Self {
        self.reqwest_client = Some(client);
        self.for_http("reqwest_client")
    }

    /// Sends calls over any transport, such as a [`Router`](crate::Router), in place of HTTP.
    ///
    /// Options that only HTTP has cannot stand beside it.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    fn for_http(mut self, option: &'static str) -> Self {
        self.only_for_http = self.only_for_http.or(Some(option));
        self
    }

    /// Keeps the first mistake.
    fn noting<T>(&mut self, outcome: Result<T, ConfigError>) -> Option<T> {
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
    /// What is wrong with the settings, and what to do about it.
    pub fn build(mut self) -> Result<C, ConfigError> {
        if let Some(invalid) = self.invalid.take() {
            return Err(invalid);
        }
        let source = self.source()?;
        let (transport, default_timeout) = self.bottom()?;
        let headers = self.headers;
        let timeout = self.timeout.unwrap_or(default_timeout);
        let transport = Authorizing::from_source(transport, source);
        let transport = DefaultHeaders::new(transport, headers);
        let transport = Retrying::new(transport, self.retry).with_timeout(timeout);
        #[cfg(feature = "tracing")]
        let transport = super::Traced::new(transport);
        let transport = Validating::new(transport, self.validation);
        Ok((self.make)(Arc::new(transport)))
    }

    fn source(&mut self) -> Result<Source, ConfigError> {
        let variables = self.defaults.token_variables;
        match self.token.take() {
            None if self.token_required => Err(ConfigError::MissingToken { variables }),
            None => Ok(Source::Nowhere(variables)),
            Some(TokenSetting::Provider(provider)) => Ok(Source::Provider(provider)),
            Some(TokenSetting::Fixed(origin, text)) => match Token::new(&text) {
                Ok(token) => Ok(Source::Fixed(origin, token)),
                Err(reason) => Err(ConfigError::Token { origin, reason }),
            },
        }
    }

    /// What is below all layers, and the time that its calls may take where nobody says.
    fn bottom(&mut self) -> Result<(Arc<dyn Transport>, Option<Duration>), ConfigError> {
        if let Some(transport) = self.transport.take() {
            return match self.only_for_http {
                Some(option) => Err(ConfigError::OnlyForHttp { option }),
                None => Ok((transport, None)),
            };
        }
        let default = ("the API", self.defaults.base_url.to_owned());
        let (origin, url) = self.base_url.take().unwrap_or(default);
        let base_url = BaseUrl::parse(origin, &url, self.http.allow_plain_http)?;
        let client = match self.reqwest_client.take() {
            Some(client) => client,
            None => connection::client(&base_url)?,
        };
        if self.headers.get("user-agent").is_none() {
            let outcome = self.headers.insert("user-agent", self.defaults.user_agent);
            outcome.map_err(ConfigError::Header)?;
        }
        let transport = HttpTransport::new(client, base_url, self.http.clone());
        Ok((Arc::new(transport), Some(DEFAULT_TIMEOUT)))
    }
}

// Base URL and headers may hold secrets that somebody put there, and tokens are secrets.
impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("has_token", &self.token.is_some())
            .field("headers", &self.headers)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("validation", &self.validation)
            .field("http", &self.http)
            .finish_non_exhaustive()
    }
}
