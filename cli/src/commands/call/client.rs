//! The client: its settings and the runtime that a call runs on.

use std::path::PathBuf;
use std::time::Duration;

use clap::{ValueEnum, ValueHint};
use clap_complete::engine::ArgValueCompleter;
use gitpod_api::Channel;
use gitpod_api::runtime::codec::Codec;
use gitpod_api::runtime::http::client::{ClientBuilder, ClientDefaults, ConfigError};
use gitpod_api::runtime::rpc::Validation;
use tokio::runtime::Builder;

use super::{headers, timeout};
use crate::completion::candidates;
use crate::error::Error;
use crate::input::Input;
use crate::output;

/// The defaults of the API's clients, under the name of this program.
pub(super) static DEFAULTS: ClientDefaults = gitpod_api::client::DEFAULTS.user_agent(concat!(
    env!("CARGO_PKG_NAME"),
    "/",
    env!("CARGO_PKG_VERSION")
));

/// The connection to the API. Settings that are `None` come from the environment, then from the
/// API's defaults.
#[derive(Debug, Default, PartialEq, Eq, clap::Args)]
pub(crate) struct Settings {
    /// Base URL of the API [default: the production service]
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub(crate) base_url: Option<String>,
    /// Header to send, or a file with one a line; may be repeated
    #[arg(
        long = "header",
        value_name = "NAME: VALUE|@FILE",
        allow_hyphen_values = true,
        add = ArgValueCompleter::new(candidates::data)
    )]
    pub(crate) headers: Vec<String>,
    /// Time limit for the whole call, e.g. 500ms, 2.5s [default: 1m]
    #[arg(long, value_name = "DURATION", value_parser = timeout::parse)]
    pub(crate) timeout: Option<Duration>,
    /// Encoding of request and response: json, binary [default: json]
    #[arg(
        long,
        value_name = "CODEC",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) codec: Encoding,
    /// Validation of requests: off, warn, refuse [default: off]
    #[arg(
        long,
        value_name = "MODE",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) validate: Validate,
    /// Allow http to other machines; exposes calls and credentials
    #[arg(long, overrides_with = "allow_plain_http")]
    pub(crate) allow_plain_http: bool,
    /// Host that gets the whole request on redirects; may be repeated
    #[arg(long, value_name = "HOST", value_hint = ValueHint::Hostname)]
    pub(crate) trust_redirects_to: Vec<String>,
    /// PEM file with CA certificates to trust besides the system's
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) ca_file: Option<PathBuf>,
}

/// The encoding of request and response.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Encoding {
    // Protobuf JSON.
    #[default]
    Json,
    // The binary encoding of protobuf.
    Binary,
}

impl From<Encoding> for Codec {
    fn from(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Json => Self::Json,
            Encoding::Binary => Self::Binary,
        }
    }
}

/// The treatment of requests that violate the schema's rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Validate {
    // Sent without validation.
    #[default]
    Off,
    // Reported, then sent.
    Warn,
    // Rejected.
    Refuse,
}

/// Runs some work with a channel to the server.
pub(super) fn run<T>(
    settings: &Settings,
    work: impl AsyncFnOnce(&Channel) -> Result<T, Error>,
) -> Result<T, Error> {
    let channel = builder(settings)?.build().map_err(|error| rejected(&error))?;
    let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| {
        let message = format!("cannot start the runtime: {error}");
        gitpod_api::Error::internal(message).with_source(error)
    })?;
    let outcome = runtime.block_on(work(&channel));
    // A DNS lookup that outlasts the timeout must not delay the exit.
    runtime.shutdown_background();
    outcome.map_err(with_options_in_hint)
}

fn builder(settings: &Settings) -> Result<ClientBuilder<Channel>, Error> {
    let builder = ClientBuilder::new(&DEFAULTS, |channel| channel);
    let mut builder = builder.codec(settings.codec.into());
    if let Some(url) = &settings.base_url {
        builder = builder.base_url(url);
    }
    if settings.allow_plain_http {
        builder = builder.allow_plain_http();
    }
    if let Some(timeout) = settings.timeout {
        builder = builder.timeout(timeout);
    }
    for (name, value) in headers::read(&settings.headers)?.iter() {
        builder = builder.header(name, value);
    }
    for host in &settings.trust_redirects_to {
        builder = builder.trust_redirects_to(host);
    }
    if let Some(path) = &settings.ca_file {
        let input = Input::File(path.clone());
        let pem = input.read().map_err(Error::input(&input)).map_err(Error::bad_call)?;
        builder = builder.add_root_certificate(pem);
    }
    let validation = match settings.validate {
        Validate::Off => Validation::Off,
        Validate::Warn => Validation::warn(|_, violations| output::report_violations(violations)),
        Validate::Refuse => Validation::Refuse,
    };
    Ok(builder.validation(validation).read_env())
}

/// Translates settings of the builder to options of the command line.
fn rejected(error: &ConfigError) -> Error {
    match error {
        ConfigError::BaseUrl { origin: "base_url", reason } => {
            Error::bad_call(format!("`--base-url` cannot be used: {reason}"))
        }
        ConfigError::PlainHttp { url } => Error::bad_call(format!(
            "`{url}` is plain http to another machine, which exposes calls and credentials: \
             use https, or allow it with `--allow-plain-http`"
        )),
        ConfigError::TrustedHost { reason } => {
            Error::bad_call(format!("`--trust-redirects-to` cannot be used: {reason}"))
        }
        ConfigError::RootCertificate { reason } => {
            Error::bad_call(format!("`--ca-file` cannot be used: {reason}"))
        }
        // Problems of the machine are not wrong usage.
        ConfigError::Certificates(_) | ConfigError::HttpClient(_) => {
            gitpod_api::Error::internal(with_options(&error.to_string())).into()
        }
        other => Error::bad_call(other),
    }
}

/// Methods of the builder and codecs that hints name, and the options that select them.
const OPTIONS: [(&str, &str); 5] = [
    ("`Codec::Binary`", "`--codec binary`"),
    ("`Codec::Json`", "`--codec json`"),
    ("`add_root_certificate`", "`--ca-file`"),
    ("`max_empty_pages`", "`--max-empty-pages`"),
    ("`trust_redirects_to`", "`--trust-redirects-to`"),
];

fn with_options(text: &str) -> String {
    OPTIONS.iter().fold(text.to_owned(), |text, (method, option)| text.replace(method, option))
}

fn with_options_in_hint(error: Error) -> Error {
    let Error::Failed(failed) = error else { return error };
    let hint = failed.hint().map(with_options);
    Error::Failed(hint.into_iter().fold(failed, gitpod_api::Error::with_hint))
}
