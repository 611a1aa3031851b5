//! The reqwest client that calls go through unless the caller brings one.

use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use super::ConfigError;
use super::base_url::BaseUrl;

/// How long a connection may take to come about. A host that does not answer at all is given up
/// soon enough for another attempt.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A client with a pool of connections.
pub(super) fn client(base_url: &BaseUrl) -> Result<reqwest::Client, ConfigError> {
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls(base_url)?)
        .connect_timeout(CONNECT_TIMEOUT)
        // Whom the token goes to is decided here, not there.
        .redirect(Policy::none());
    if base_url.is_loopback() {
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| ConfigError::HttpClient(error.into()))
}

fn tls(base_url: &BaseUrl) -> Result<ClientConfig, ConfigError> {
    // A program that chose a provider for its process knows why.
    let provider = CryptoProvider::get_default().cloned();
    let provider = provider.unwrap_or_else(|| Arc::new(ring::default_provider()));
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| ConfigError::Certificates(error.into()))?;
    let mut config = match Verifier::new(provider) {
        Ok(verifier) => {
            let verifier: Arc<dyn ServerCertVerifier> = Arc::new(verifier);
            config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
        }
        Err(error) if base_url.is_https() => return Err(ConfigError::Certificates(error.into())),
        // A container without certificates can still talk to this machine.
        Err(_) => config.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
