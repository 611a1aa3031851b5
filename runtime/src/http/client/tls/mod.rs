//! TLS of the client's connections: the certificates that it trusts, their verification, and the
//! explanation of failed handshakes.
//!
//! Used by `builder` and `failure`. Depends on nothing of `rpc`.

mod explain;
mod roots;
mod verifier;

use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::{ClientConfig, RootCertStore};

use super::ConfigError;
use verifier::Verifier;

pub(super) use explain::{Explanation, PLAIN_HTTP};
pub(super) use roots::Roots;

/// The configuration of connections, with the certificates of the system and `roots`.
///
/// # Errors
///
/// If `is_required` and there are no certificates at all. Plain HTTP works without, for example in a
/// minimal container.
pub(super) fn config(roots: Roots, is_required: bool) -> Result<ClientConfig, ConfigError> {
    // A provider that the program installed takes precedence.
    let provider = CryptoProvider::get_default().cloned();
    let provider = provider.unwrap_or_else(|| Arc::new(ring::default_provider()));
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| ConfigError::Certificates(error.into()))?;
    let mut config = match Verifier::new(roots, provider) {
        Ok(verifier) => {
            let verifier: Arc<dyn ServerCertVerifier> = Arc::new(verifier);
            config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
        }
        Err(error) if is_required => return Err(ConfigError::Certificates(error.into())),
        Err(_) => config.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
