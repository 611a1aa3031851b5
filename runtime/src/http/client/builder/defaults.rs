//! [`ClientDefaults`]: the constants of an API's clients.

/// The defaults of an API's clients; generated code has them in a `static`.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ClientDefaults {
    /// The base URL of the production service.
    pub base_url: &'static str,
    /// Environment variables that may hold another base URL, the preferred one first.
    pub base_url_variables: &'static [&'static str],
    /// Environment variables that may hold the token, the preferred one first.
    pub token_variables: &'static [&'static str],
    /// The client's name and version, such as `gitpod-api-rust/0.1.0`. The operating system and the
    /// architecture are appended.
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
