//! The default reqwest client: TLS, certificates and proxies.
//!
//! The builder uses it unless the caller sets a client.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Proxy;
use reqwest::redirect::Policy;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use super::ConfigError;
use super::base_url::BaseUrl;
use super::proxy::Proxies;

/// The time limit for connecting. It is shorter than that of calls, so that an unreachable host
/// leaves time for another attempt.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Creates a client with a connection pool.
///
/// # Errors
///
/// Also if the base URL needs a proxy that cannot be used.
pub(super) fn client(
    base_url: &BaseUrl,
    proxies: &Arc<Proxies>,
) -> Result<reqwest::Client, ConfigError> {
    proxies.for_url(base_url.url())?;
    let proxies = Arc::clone(proxies);
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls(base_url)?)
        .connect_timeout(CONNECT_TIMEOUT)
        // The transport follows redirects itself, because it decides who receives the token.
        .redirect(Policy::none())
        // The transport sends nothing to a URL for which this is an error.
        .proxy(Proxy::custom(move |url| Some(proxies.for_url(url).ok()??.url.clone())));
    builder.build().map_err(|error| ConfigError::HttpClient(error.into()))
}

fn tls(base_url: &BaseUrl) -> Result<ClientConfig, ConfigError> {
    // A provider that the program installed takes precedence.
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
        // Plain HTTP works without certificates, for example in a minimal container.
        Err(_) => config.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
