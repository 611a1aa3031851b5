//! Authentication: how calls send the token.

use super::Prose;

/// Authentication.
#[derive(Debug, Clone)]
pub struct Auth {
    /// How the token is sent.
    pub scheme: AuthScheme,
    /// Environment variables that hold the token, in order of precedence.
    pub env: Vec<String>,
    /// The description of the token.
    pub doc: Prose,
}

/// How a token is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthScheme {
    /// `Authorization: Bearer TOKEN`.
    Bearer,
    /// The token alone, in the header with this name in lower case.
    Header(String),
}
