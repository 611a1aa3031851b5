//! How the server is reached.

use std::sync::Arc;
use std::time::Duration;

use gitpod_api::runtime::http::client::{ClientBuilder, ClientDefaults, ConfigError};
use gitpod_api::runtime::rpc::Validation;
use gitpod_api::{BASE_URL, BASE_URL_VARIABLES, TOKEN_VARIABLES, Transport};
use tokio::runtime::Builder;

use crate::error::Error;
use crate::output;

static DEFAULTS: ClientDefaults = ClientDefaults::new(
    BASE_URL,
    BASE_URL_VARIABLES,
    TOKEN_VARIABLES,
    concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
);

/// How the server is reached. What is not set comes from the environment, then from the API.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// Where the API is.
    pub(super) base_url: Option<String>,
    /// The headers of the request, each name once.
    pub(super) headers: Vec<(String, String)>,
    /// How long a call may take.
    pub(super) timeout: Option<Duration>,
    /// Whether the request may go to other machines without encryption.
    pub(super) allow_plain_http: bool,
    /// What happens to a request that breaks rules of the schema.
    pub(super) validate: Validate,
}

/// What happens to a request that breaks rules of the schema.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Validate {
    /// Nobody looks.
    #[default]
    Off,
    /// It is sent, and the rules are told.
    Warn,
    /// It is not sent.
    Refuse,
}

/// Does some work with a transport to the server.
pub(super) fn run<T>(
    settings: &Settings,
    work: impl AsyncFnOnce(&dyn Transport) -> Result<T, Error>,
) -> Result<T, Error> {
    let transport = builder(settings).build().map_err(|error| refused(&error))?;
    let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| {
        let message = format!("cannot wait for the network: {error}");
        gitpod_api::Error::internal(message).with_source(error)
    })?;
    let outcome = runtime.block_on(work(&*transport));
    // A host name that is still looked up after the call's time must not keep the user waiting.
    runtime.shutdown_background();
    outcome
}

fn builder(settings: &Settings) -> ClientBuilder<Arc<dyn Transport>> {
    let mut builder = ClientBuilder::new(&DEFAULTS, |transport| transport);
    if let Some(url) = &settings.base_url {
        builder = builder.base_url(url);
    }
    if settings.allow_plain_http {
        builder = builder.allow_plain_http();
    }
    if let Some(timeout) = settings.timeout {
        builder = builder.timeout(timeout);
    }
    for (name, value) in &settings.headers {
        builder = builder.header(name, value);
    }
    let validation = match settings.validate {
        Validate::Off => Validation::Off,
        Validate::Warn => Validation::warn(|_, violations| output::complain_of(violations)),
        Validate::Refuse => Validation::Refuse,
    };
    builder.validation(validation).read_env()
}

/// Settings that cannot be used, in words of the command line.
fn refused(error: &ConfigError) -> Error {
    match error {
        ConfigError::BaseUrl { origin: "base_url", reason } => {
            Error::bad_call(format!("`--base-url` cannot be used: {reason}"))
        }
        ConfigError::PlainHttp { url } => Error::bad_call(format!(
            "`{url}` is plain http to another machine, which shows the token to the network: \
                 use https, or `--allow-plain-http` if that is meant"
        )),
        // What is wrong with the machine is no matter of usage.
        ConfigError::Certificates(_) | ConfigError::HttpClient(_) => {
            gitpod_api::Error::internal(error.to_string()).into()
        }
        other => Error::bad_call(other),
    }
}
