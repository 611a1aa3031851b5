//! What can be wrong with a client's settings.

use std::error::Error as StdError;
use std::fmt;

use crate::rpc::InvalidMetadata;

/// Why no client could be built. Nothing was sent yet.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// The base URL cannot be used.
    BaseUrl {
        /// Where it comes from: an environment variable or `base_url`.
        origin: &'static str,
        /// What is wrong with it and what is expected.
        reason: String,
    },
    /// The base URL is plain http to another machine, which would show the token to the network.
    PlainHttp {
        /// The base URL.
        url: String,
    },
    /// A token is required, and there is none.
    MissingToken {
        /// The environment variables that may hold it.
        variables: &'static [&'static str],
    },
    /// The token cannot be sent. Its text is not shown.
    Token {
        /// Where it comes from: an environment variable or `token`.
        origin: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// An environment variable does not hold Unicode.
    NotUnicode {
        /// Its name.
        variable: &'static str,
    },
    /// A header that HTTP cannot carry.
    Header(InvalidMetadata),
    /// A header that the protocol or HTTP itself sets.
    ReservedHeader {
        /// Its name.
        name: String,
    },
    /// An option of HTTP beside a transport of one's own, which would not look at it.
    OnlyForHttp {
        /// The builder's method.
        option: &'static str,
    },
    /// There is no way to check certificates.
    Certificates(Box<dyn StdError + Send + Sync>),
    /// The HTTP client cannot be set up.
    HttpClient(Box<dyn StdError + Send + Sync>),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl { origin, reason } => {
                write!(f, "the base URL of `{origin}` cannot be used: {reason}")
            }
            Self::PlainHttp { url } => write!(
                f,
                "`{url}` is plain http to another machine, which shows the token to the network: \
                 use https, or `allow_plain_http` if that is meant"
            ),
            Self::MissingToken { variables: [] } => f.write_str("there is no token: set `token`"),
            Self::MissingToken { variables } => {
                write!(f, "there is no token: set {}", variables.join(" or "))
            }
            Self::Token { origin, reason } => {
                write!(f, "the token of `{origin}` cannot be sent: {reason}")
            }
            Self::NotUnicode { variable } => write!(f, "{variable} does not hold Unicode"),
            Self::Header(invalid) => invalid.fmt(f),
            Self::ReservedHeader { name } => {
                write!(f, "the header `{name}` belongs to the protocol: leave it out")
            }
            Self::OnlyForHttp { option } => write!(
                f,
                "`{option}` is for HTTP, and the client has a transport of its own: leave one out"
            ),
            Self::Certificates(_) => f.write_str(
                "the system's certificates cannot be used: install them (on Linux the package \
                 `ca-certificates`), or build a reqwest client with certificates of your own",
            ),
            Self::HttpClient(_) => f.write_str("the HTTP client cannot be set up"),
        }
    }
}

impl StdError for ConfigError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Header(invalid) => Some(invalid),
            Self::Certificates(source) | Self::HttpClient(source) => Some(&**source),
            _ => None,
        }
    }
}
