//! The default reqwest client, with TLS and proxies.
//!
//! The builder uses it unless the caller sets a client.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Proxy;
use reqwest::redirect::Policy;

use super::base_url::BaseUrl;
use super::proxy::Proxies;
use super::tls::Roots;
use super::{ConfigError, tls};

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
    roots: Roots,
) -> Result<reqwest::Client, ConfigError> {
    proxies.for_url(base_url.url())?;
    let proxies = Arc::clone(proxies);
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls::config(roots, base_url.is_https())?)
        .connect_timeout(CONNECT_TIMEOUT)
        // The transport follows redirects itself, because it decides who receives the token.
        .redirect(Policy::none())
        // The transport sends nothing to a URL for which this is an error.
        .proxy(Proxy::custom(move |url| Some(proxies.for_url(url).ok()??.url.clone())));
    builder.build().map_err(|error| ConfigError::HttpClient(error.into()))
}
