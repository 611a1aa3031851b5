//! [`Explanation`]: the cause of a failed handshake, and what to do about it.

use std::error::Error as StdError;

use rustls::{CertificateError, Error};

use super::verifier::SelfSigned;

/// The explanation of a failed handshake.
pub(in crate::http::client) struct Explanation {
    /// The problem.
    pub(in crate::http::client) cause: String,
    /// The way out, if there is a common one.
    pub(in crate::http::client) hint: Option<&'static str>,
}

impl Explanation {
    pub(in crate::http::client) fn of(error: &Error) -> Self {
        match error {
            Error::InvalidCertificate(error) => certificate(error),
            // An HTTP server answers a handshake with a response in plain text.
            Error::InvalidMessage(_) => Self::new("the server did not answer with TLS", PLAIN_HTTP),
            other => Self { cause: other.to_string(), hint: None },
        }
    }

    fn new(cause: impl Into<String>, hint: &'static str) -> Self {
        Self { cause: cause.into(), hint: Some(hint) }
    }
}

/// The hint for a server that does not take part in a handshake.
pub(in crate::http::client) const PLAIN_HTTP: &str = "the port seems to speak plain http: use `http://` in the URL, or the \
     port of https";

const TRUST_CA: &str = "if you trust its CA, add the CA's certificate with `add_root_certificate` \
     or, on Linux, set SSL_CERT_FILE; if it is trusted already, the server must send its \
     intermediate certificates";

const TRUST_IT: &str = "if you trust it, add it with `add_root_certificate` or, on Linux, set \
     SSL_CERT_FILE";

const TRUST_NEW: &str = "was the CA or the certificate created anew? then trust the new one with \
     `add_root_certificate` or, on Linux, with SSL_CERT_FILE";

const CA_AS_SERVER: &str = "issue one with `basicConstraints=CA:FALSE`, and trust the CA or the \
     new certificate with `add_root_certificate` or, on Linux, with SSL_CERT_FILE";

const WRONG_NAME: &str = "use a name of the certificate in the URL, or issue one for this name";

const WRONG_TIME: &str = "renew the server's certificate, or set the clock of this machine";

fn certificate(error: &CertificateError) -> Explanation {
    use CertificateError as Certificate;
    match error {
        Certificate::UnknownIssuer => {
            Explanation::new("no trusted CA issued the server's certificate", TRUST_CA)
        }
        Certificate::Other(other) => match other.source() {
            Some(source) if source.is::<SelfSigned>() => {
                Explanation::new("the server's certificate is self-signed", TRUST_IT)
            }
            Some(source) if is_ca_as_server(source) => Explanation::new(
                "the server's certificate is that of a CA, which may not be a server's",
                CA_AS_SERVER,
            ),
            _ => Explanation { cause: other.to_string(), hint: None },
        },
        Certificate::BadSignature => Explanation::new(
            "the server's certificate is signed with another key than that of the trusted one",
            TRUST_NEW,
        ),
        Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
            Explanation::new(error.to_string(), WRONG_NAME)
        }
        Certificate::Expired
        | Certificate::ExpiredContext { .. }
        | Certificate::NotValidYet
        | Certificate::NotValidYetContext { .. } => Explanation::new(error.to_string(), WRONG_TIME),
        other => Explanation { cause: other.to_string(), hint: None },
    }
}

fn is_ca_as_server(error: &(dyn StdError + 'static)) -> bool {
    matches!(error.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity))
}
