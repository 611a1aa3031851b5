//! A layer that sends a token with every call.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use crate::message::Message;
use crate::rpc::{
    BoxFuture, Code, EncodedRequest, EncodedResponse, Error, MethodDescriptor, Transport,
};

/// Why a provider has no token.
pub type TokenError = Box<dyn StdError + Send + Sync>;

/// Gives the token of each attempt of a call, such as one that somebody renews.
///
/// Functions whose future gives a `Result` with text are providers:
///
/// ```ignore
/// let client = Client::builder().token_provider(|| async { vault.read("ona").await }).build()?;
/// ```
///
/// It is asked each time, so one that has far to go keeps its token. The time that it takes is
/// the call's.
pub trait TokenProvider: Send + Sync + 'static {
    /// The token, without `Bearer`.
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

/// A transport that sends a token with every call that does not set `authorization` itself.
pub struct Authorizing<T> {
    transport: T,
    source: Source,
}

/// Where the token of a call comes from.
pub(super) enum Source {
    /// There is none; with the environment variables that may hold one.
    Nowhere(&'static [&'static str]),
    /// A token and who set it.
    Fixed(&'static str, Token),
    Provider(Arc<dyn TokenProvider>),
}

/// A token that a header can carry. It has no `Debug`, so that none can show it.
#[derive(Clone)]
pub(super) struct Token(Box<str>);

impl Token {
    /// Checks a token; space around it, as files end with, is dropped.
    pub(super) fn new(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        if text.is_empty() {
            return Err("it is empty");
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("it has characters that a header cannot carry, or space inside");
        }
        Ok(Self(text.into()))
    }
}

impl<T: Transport> Authorizing<T> {
    /// Sends the provider's token with the calls over a transport.
    #[must_use]
    pub fn new(transport: T, provider: impl TokenProvider) -> Self {
        Self::from_source(transport, Source::Provider(Arc::new(provider)))
    }

    pub(super) const fn from_source(transport: T, source: Source) -> Self {
        Self { transport, source }
    }

    async fn run(&self, mut exchange: EncodedRequest) -> Result<EncodedResponse, Error> {
        if let Some(own) = exchange.metadata.get("authorization") {
            let own = own.rsplit(' ').next().unwrap_or(own).to_owned();
            let outcome = self.transport.send(exchange).await;
            return outcome.map_err(|error| redacted(error, &own));
        }
        let Some(Token(token)) = self.source.token().await? else {
            let outcome = self.transport.send(exchange).await;
            return outcome.map_err(|error| self.source.advise(error));
        };
        exchange.metadata.insert("authorization", format!("Bearer {token}"))?;
        let outcome = self.transport.send(exchange).await;
        outcome.map_err(|error| self.source.advise(redacted(error, &token)))
    }
}

/// Some servers put the request into their answer.
fn redacted(error: Error, token: &str) -> Error {
    // What is as short as a word would be hidden all over a text, and is no token either.
    if token.len() < 8 { error } else { error.redact(token) }
}

impl Source {
    async fn token(&self) -> Result<Option<Token>, Error> {
        match self {
            Self::Nowhere(_) => Ok(None),
            Self::Fixed(_, token) => Ok(Some(token.clone())),
            Self::Provider(provider) => {
                let text = provider.token().await.map_err(|error| {
                    let message = format!("the token provider failed: {error}");
                    Error::unauthenticated(message).with_source(error).with_nothing_sent()
                })?;
                let token = Token::new(&text).map_err(|reason| {
                    let message = format!("the token of the provider cannot be sent: {reason}");
                    Error::unauthenticated(message).with_nothing_sent()
                })?;
                Ok(Some(token))
            }
        }
    }

    /// Says which token was not accepted.
    fn advise(&self, error: Error) -> Error {
        if *error.code() != Code::Unauthenticated || error.hint().is_some() {
            return error;
        }
        let hint = match self {
            Self::Nowhere([]) => "no token was sent: set the client's `token`".to_owned(),
            Self::Nowhere(variables) => {
                format!("no token was sent: set {} or the client's `token`", variables.join(" or "))
            }
            Self::Fixed(origin, _) => {
                format!("the token that was sent is that of `{origin}`: is it valid here?")
            }
            Self::Provider(_) => {
                "the token that was sent is that of the token provider: is it valid here?"
                    .to_owned()
            }
        };
        error.with_hint(hint)
    }
}

impl<T: Transport> Transport for Authorizing<T> {
    fn send(&self, exchange: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        Box::pin(self.run(exchange))
    }

    fn admit(&self, method: &'static MethodDescriptor, request: &dyn Message) -> Result<(), Error> {
        self.transport.admit(method, request)
    }

    fn url(&self, path: &str) -> Option<String> {
        self.transport.url(path)
    }
}

impl<T: fmt::Debug> fmt::Debug for Authorizing<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authorizing").field("transport", &self.transport).finish_non_exhaustive()
    }
}
