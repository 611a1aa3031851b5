//! [`AuthToken`], [`AuthScheme`] and [`TokenProvider`]: the token of calls.

use std::error::Error as StdError;
use std::sync::Arc;
use std::{fmt, future};

use super::{AnyRequest, AnyResponse, Interceptor, Next};
use crate::rpc::{BoxFuture, Code, Error};

/// The error of a [`TokenProvider`].
pub type TokenError = Box<dyn StdError + Send + Sync>;

/// Provides the token for each attempt of a call, for example from a vault or a refreshed login.
///
/// Functions that return a future of `Result<impl Into<String>, _>` are providers:
///
/// ```ignore
/// let client = Client::builder().token_provider(|| async { vault.read("shop").await }).build()?;
/// ```
///
/// It is called for every attempt and counts towards the call's time limit, so slow providers
/// should cache the token.
pub trait TokenProvider: Send + Sync + 'static {
    /// Returns the token alone, without a scheme such as `Bearer`.
    fn token(&self) -> BoxFuture<'_, Result<String, TokenError>>;
}

impl<F, Fut, T, E> TokenProvider for F
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<T, E>> + Send + 'static,
    T: Into<String>,
    E: Into<TokenError>,
{
    fn token(&self) -> BoxFuture<'_, Result<String, TokenError>> {
        let token = self();
        Box::pin(async move { token.await.map(Into::into).map_err(Into::into) })
    }
}

/// How a token is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthScheme {
    /// `authorization: Bearer TOKEN`.
    Bearer,
    /// The token alone, in the header with this name in lower case, such as `x-api-key`.
    Header(&'static str),
}

impl AuthScheme {
    /// The name of the header, in lower case.
    #[must_use]
    pub const fn header(self) -> &'static str {
        match self {
            Self::Bearer => "authorization",
            Self::Header(name) => name,
        }
    }

    /// The value of the header.
    fn value(self, Token(token): &Token) -> String {
        match self {
            Self::Bearer => format!("Bearer {token}"),
            Self::Header(_) => token.to_string(),
        }
    }
}

/// An interceptor that adds the token to requests that do not set its header themselves.
///
/// The token is sent as `authorization: Bearer TOKEN`, or as [`scheme`](Self::scheme) sets it.
/// The channel redacts it in errors; see [`Error`].
pub struct AuthToken {
    scheme: AuthScheme,
    source: Source,
}

/// The origin of a token.
pub(crate) enum Source {
    /// No token. Holds the names of environment variables for it, for hints.
    ///
    /// Only the builder of HTTP clients adds the interceptor without a token, so the variant would be
    /// dead code without the feature.
    #[cfg(feature = "http-client")]
    Missing(&'static [&'static str]),
    /// The name of a setting or environment variable, and its token.
    Fixed(&'static str, Token),
    /// A provider.
    Provider(Arc<dyn TokenProvider>),
}

/// A token that is valid in a header. No `Debug`, so it cannot be printed by mistake.
#[derive(Clone)]
pub(crate) struct Token(Box<str>);

/// The error of a token that is invalid in a header. `Display` does not contain the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidToken {
    reason: &'static str,
}

impl InvalidToken {
    /// The reason why the token is invalid.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        self.reason
    }
}

impl fmt::Display for InvalidToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid token: {}", self.reason)
    }
}

impl StdError for InvalidToken {}

impl Token {
    /// Checks a token. Trims surrounding whitespace, such as the newline at the end of a file.
    pub(crate) fn new(text: &str) -> Result<Self, InvalidToken> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidToken { reason: "it is empty" });
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            let reason = "it contains whitespace or characters that are not printable ASCII";
            return Err(InvalidToken { reason });
        }
        Ok(Self(text.into()))
    }
}

impl AuthToken {
    /// Sends a fixed token, given without a scheme such as `Bearer`.
    ///
    /// # Errors
    ///
    /// If the token is invalid in a header.
    pub fn new(token: &str) -> Result<Self, InvalidToken> {
        Ok(Self::from_source(Source::Fixed("token", Token::new(token)?)))
    }

    /// Sends the provider's token.
    ///
    /// If the provider fails, the attempt fails with [`Code::Unauthenticated`] and the provider's
    /// error as source.
    #[must_use]
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self::from_source(Source::Provider(Arc::new(provider)))
    }

    pub(crate) const fn from_source(source: Source) -> Self {
        Self { scheme: AuthScheme::Bearer, source }
    }

    /// Sets how the token is sent. Defaults to [`AuthScheme::Bearer`].
    #[must_use]
    pub fn scheme(mut self, scheme: AuthScheme) -> Self {
        self.scheme = scheme;
        self
    }

    /// Adds a token.
    fn add(&self, token: &Token, request: &mut AnyRequest<'_>) -> Result<(), Error> {
        let header = self.scheme.header();
        request.metadata.insert(header, self.scheme.value(token))?;
        request.metadata.mark_secret(header);
        Ok(())
    }

    /// Runs the rest of the chain. Its error says where a rejected token is from.
    async fn run<'a>(
        &'a self,
        response: BoxFuture<'a, Result<AnyResponse, Error>>,
    ) -> Result<AnyResponse, Error> {
        response.await.map_err(|error| self.source.add_hint(error))
    }
}

/// Asks a provider for its token.
async fn provided(provider: &dyn TokenProvider) -> Result<Token, Error> {
    let text = provider.token().await.map_err(|error| {
        let message = format!("the token provider failed: {error}");
        Error::unauthenticated(message).with_source(error).with_nothing_sent()
    })?;
    Token::new(&text).map_err(|invalid| {
        let reason = invalid.reason();
        let message = format!("invalid token from the token provider: {reason}");
        Error::unauthenticated(message).with_nothing_sent()
    })
}

impl Source {
    /// Adds the origin of the rejected token to `unauthenticated` errors.
    fn add_hint(&self, error: Error) -> Error {
        if error.code() != Code::Unauthenticated || error.hint().is_some() {
            return error;
        }
        let hint = match self {
            #[cfg(feature = "http-client")]
            Self::Missing([]) => "no token was sent: set the client's `token`".to_owned(),
            #[cfg(feature = "http-client")]
            Self::Missing(variables) => {
                format!("no token was sent: set {} or the client's `token`", variables.join(" or "))
            }
            Self::Fixed(origin, _) => {
                format!("the server rejected the token of `{origin}`")
            }
            Self::Provider(_) => "the server rejected the token of the token provider".to_owned(),
        };
        error.with_hint(hint)
    }
}

impl Interceptor for AuthToken {
    fn intercept<'a>(
        &'a self,
        mut request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        let header = self.scheme.header();
        if request.metadata.get(header).is_some() {
            request.metadata.mark_secret(header);
            return next.run(request);
        }
        // Only a provider has to be waited for, and then the future holds the request.
        let added = match &self.source {
            #[cfg(feature = "http-client")]
            Source::Missing(_) => Ok(()),
            Source::Fixed(_, token) => self.add(token, &mut request),
            Source::Provider(provider) => {
                return Box::pin(async move {
                    self.add(&provided(&**provider).await?, &mut request)?;
                    self.run(next.run(request)).await
                });
            }
        };
        match added {
            Ok(()) => Box::pin(self.run(next.run(request))),
            Err(invalid) => Box::pin(future::ready(Err(invalid))),
        }
    }
}

impl fmt::Debug for AuthToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthToken").finish_non_exhaustive()
    }
}
