//! Invalid settings of a client.

use std::error::Error as StdError;
use std::fmt;

use super::proxy::InvalidProxy;
use crate::rpc::{Error, InvalidMetadata};

/// An invalid setting of a client. No request was sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// The base URL is invalid.
    BaseUrl {
        /// The environment variable or the builder method that set it.
        origin: &'static str,
        /// The problem, and what is expected.
        reason: String,
    },
    /// No base URL is set, and the API names none.
    MissingBaseUrl {
        /// The environment variables that may hold it.
        variables: &'static [&'static str],
    },
    /// The base URL uses plain HTTP to another machine, which would expose calls and
    /// credentials to the network.
    PlainHttp {
        /// The base URL.
        url: String,
    },
    /// A token is required, and none is set.
    MissingToken {
        /// The environment variables that may hold it.
        variables: &'static [&'static str],
    },
    /// The token cannot be sent in a header. Errors do not show its text.
    Token {
        /// The environment variable or the builder method that set it.
        origin: &'static str,
        /// The problem.
        reason: &'static str,
    },
    /// The proxy for the base URL cannot be used. A direct connection could bypass a policy, so there
    /// is none.
    Proxy {
        /// The environment variable that names the proxy.
        variable: &'static str,
        /// The problem, and what is expected.
        reason: String,
    },
    /// A host that redirects may lead to is invalid.
    TrustedHost {
        /// The problem, and what is expected.
        reason: String,
    },
    /// A certificate to trust is invalid or cannot be used. Errors do not show its bytes.
    RootCertificate {
        /// The problem, and what is expected.
        reason: String,
    },
    /// An environment variable is not valid Unicode.
    NotUnicode {
        /// The name of the variable.
        variable: &'static str,
    },
    /// A header has an invalid name or value.
    Header(InvalidMetadata),
    /// A header is set by the protocol or by HTTP itself.
    ReservedHeader {
        /// The name of the header.
        name: String,
    },
    /// An option that only applies to HTTP is combined with another transport, which would ignore it.
    OnlyForHttp {
        /// The builder method.
        option: &'static str,
    },
    /// The certificates of the system cannot be loaded.
    Certificates(Box<dyn StdError + Send + Sync>),
    /// The HTTP client could not be set up.
    HttpClient(Box<dyn StdError + Send + Sync>),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl { origin, reason } => {
                write!(f, "invalid base URL from `{origin}`: {reason}")
            }
            Self::MissingBaseUrl { variables } => missing(f, "base URL", "base_url", variables),
            Self::PlainHttp { url } => write!(
                f,
                "`{url}` is plain http to another machine, which exposes calls and credentials: \
                 use https, or allow it with `allow_plain_http`"
            ),
            Self::MissingToken { variables } => missing(f, "token", "token", variables),
            Self::Token { origin, reason } => {
                write!(f, "the token from `{origin}` cannot be sent: {reason}")
            }
            Self::Proxy { variable, reason } => write!(f, "{variable} cannot be used: {reason}"),
            Self::TrustedHost { reason } => write!(f, "invalid `trust_redirects_to`: {reason}"),
            Self::RootCertificate { reason } => {
                write!(f, "invalid `add_root_certificate`: {reason}")
            }
            Self::NotUnicode { variable } => write!(f, "{variable} is not valid Unicode"),
            Self::Header(invalid) => invalid.fmt(f),
            Self::ReservedHeader { name } => {
                write!(f, "header `{name}` is set by the protocol: remove it")
            }
            Self::OnlyForHttp { option } => {
                write!(f, "`{option}` only applies to HTTP and cannot be combined with `transport`")
            }
            Self::Certificates(_) => f.write_str(
                "the certificates of the system cannot be loaded: install them (on Linux, the \
                 package `ca-certificates`), check SSL_CERT_FILE and SSL_CERT_DIR if they are set, \
                 or add your own with `add_root_certificate`",
            ),
            Self::HttpClient(_) => f.write_str("the HTTP client could not be set up"),
        }
    }
}

/// A setting that is required: which variables, or else which method of the builder, can set it.
fn missing(
    f: &mut fmt::Formatter<'_>,
    what: &str,
    method: &str,
    variables: &[&str],
) -> fmt::Result {
    match variables {
        [] => write!(f, "a {what} is required: set `{method}`"),
        variables => write!(f, "a {what} is required: set {}", variables.join(" or ")),
    }
}

impl From<&InvalidProxy> for ConfigError {
    fn from(invalid: &InvalidProxy) -> Self {
        Self::Proxy { variable: invalid.variable, reason: invalid.reason.clone() }
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

/// [`Code::FailedPrecondition`](crate::rpc::Code::FailedPrecondition), with the setting's error as
/// source. So a program can use one error type for its clients and their calls.
impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::failed_precondition(error.to_string()).with_nothing_sent().with_source(error)
    }
}
