//! [`ClientDefaults`]: the constants of an API's clients.

use crate::rpc::AuthScheme;

/// The defaults of an API's clients; generated code has them as a constant.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ClientDefaults {
    /// The base URL of the production service. `None` if callers have to set one.
    pub base_url: Option<&'static str>,
    /// Environment variables that may hold another base URL, the preferred one first.
    pub base_url_variables: &'static [&'static str],
    /// How calls send the token. `None` if the API has none.
    pub auth: Option<AuthScheme>,
    /// Environment variables that may hold the token, the preferred one first.
    pub token_variables: &'static [&'static str],
    /// The client's name and version, such as `shop-v1-rust/0.1.0`. The operating system and the
    /// architecture are appended.
    pub user_agent: &'static str,
}

impl ClientDefaults {
    /// Describes an API's clients: without a base URL and without authentication.
    #[must_use]
    pub const fn new(user_agent: &'static str) -> Self {
        Self {
            base_url: None,
            base_url_variables: &[],
            auth: None,
            token_variables: &[],
            user_agent,
        }
    }

    /// Sets the base URL of the production service.
    #[must_use]
    pub const fn base_url(self, url: &'static str) -> Self {
        Self { base_url: Some(url), ..self }
    }

    /// Sets the environment variables that may hold another base URL.
    #[must_use]
    pub const fn base_url_variables(self, variables: &'static [&'static str]) -> Self {
        Self { base_url_variables: variables, ..self }
    }

    /// Sets how calls send the token.
    #[must_use]
    pub const fn auth(self, scheme: AuthScheme) -> Self {
        Self { auth: Some(scheme), ..self }
    }

    /// Sets the environment variables that may hold the token.
    #[must_use]
    pub const fn token_variables(self, variables: &'static [&'static str]) -> Self {
        Self { token_variables: variables, ..self }
    }

    /// Sets the client's name and version.
    #[must_use]
    pub const fn user_agent(self, user_agent: &'static str) -> Self {
        Self { user_agent, ..self }
    }
}
