//! The client: its settings and the runtime that a call runs on.

use std::time::Duration;

use clap::{ValueEnum, ValueHint};
use gitpod_api::runtime::http::client::{ClientBuilder, ClientDefaults, ConfigError};
use gitpod_api::runtime::rpc::Validation;
use gitpod_api::{BASE_URL, BASE_URL_VARIABLES, Channel, TOKEN_VARIABLES};
use tokio::runtime::Builder;

use super::timeout;
use crate::error::Error;
use crate::output;

static DEFAULTS: ClientDefaults = ClientDefaults::new(
    BASE_URL,
    BASE_URL_VARIABLES,
    TOKEN_VARIABLES,
    concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
);

/// The connection to the API. Settings that are `None` come from the environment, then from the
/// API's defaults.
#[derive(Debug, Default, PartialEq, Eq, clap::Args)]
pub(crate) struct Settings {
    /// Base URL of the API [default: the production service]
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub(crate) base_url: Option<String>,
    /// Header to send; may be repeated for further headers
    #[arg(long = "header", value_name = "NAME: VALUE", allow_hyphen_values = true)]
    pub(crate) headers: Vec<String>,
    /// Time limit for the whole call, e.g. 500ms, 2.5s, 1m [default: 1m]
    #[arg(long, value_name = "DURATION", value_parser = timeout::parse)]
    pub(crate) timeout: Option<Duration>,
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
    /// Allow http to other machines; exposes the token
    #[arg(long, overrides_with = "allow_plain_http")]
    pub(crate) allow_plain_http: bool,
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
    outcome
}

fn builder(settings: &Settings) -> Result<ClientBuilder<Channel>, Error> {
    let mut builder = ClientBuilder::new(&DEFAULTS, |channel| channel);
    if let Some(url) = &settings.base_url {
        builder = builder.base_url(url);
    }
    if settings.allow_plain_http {
        builder = builder.allow_plain_http();
    }
    if let Some(timeout) = settings.timeout {
        builder = builder.timeout(timeout);
    }
    for (name, value) in headers(&settings.headers)? {
        builder = builder.header(name, value);
    }
    let validation = match settings.validate {
        Validate::Off => Validation::Off,
        Validate::Warn => Validation::warn(|_, violations| output::report_violations(violations)),
        Validate::Refuse => Validation::Refuse,
    };
    Ok(builder.validation(validation).read_env())
}

/// Splits headers into names and values. Errors do not quote values, which may be secrets; that
/// is why the argument parser does not do this.
fn headers(arguments: &[String]) -> Result<Vec<(&str, &str)>, Error> {
    let mut headers: Vec<(&str, &str)> = Vec::new();
    for argument in arguments {
        let Some((name, value)) = argument.split_once(':') else {
            return Err(Error::bad_call("`--header` expects 'NAME: VALUE'"));
        };
        let name = name.trim();
        if headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)) {
            return Err(Error::bad_call(format!(
                "duplicate header `{name}`; join its values with a comma"
            )));
        }
        headers.push((name, value.trim()));
    }
    Ok(headers)
}

/// Translates settings of the builder to options of the command line.
fn rejected(error: &ConfigError) -> Error {
    match error {
        ConfigError::BaseUrl { origin: "base_url", reason } => {
            Error::bad_call(format!("`--base-url` cannot be used: {reason}"))
        }
        ConfigError::PlainHttp { url } => Error::bad_call(format!(
            "`{url}` is plain http to another machine, which exposes the token to the network: \
             use https, or allow it with `--allow-plain-http`"
        )),
        // Problems of the machine are not wrong usage.
        ConfigError::Certificates(_) | ConfigError::HttpClient(_) => {
            gitpod_api::Error::internal(error.to_string()).into()
        }
        other => Error::bad_call(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Vec<(String, String)>, String> {
        let arguments: Vec<String> = arguments.iter().map(|text| (*text).to_owned()).collect();
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        headers(&arguments)
            .map(|headers| headers.iter().map(owned).collect())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn headers_are_names_and_values() {
        let expected = [("X-A", "b: c"), ("x-empty", "")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(parsed(&["X-A:  b: c ", "x-empty:"]).unwrap(), expected);
    }

    #[test]
    fn errors_of_headers_hold_no_secrets() {
        for (arguments, error) in [
            (&["hunter2"][..], "`--header` expects 'NAME: VALUE'"),
            (&["A: 1", "a: hunter2"], "duplicate header `a`; join its values with a comma"),
        ] {
            let reported = parsed(arguments).unwrap_err();
            assert!(reported.starts_with(error) && !reported.contains("hunter2"), "{reported}");
        }
    }
}
