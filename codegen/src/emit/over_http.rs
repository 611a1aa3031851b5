//! The constructors of the HTTP client, with the defaults that the API has.

use super::{Item, docs};
use crate::ir::{Api, AuthScheme};
use crate::tokens::{Tokens, quote};

/// The defaults and the constructors.
pub(super) fn items(api: &Api) -> [Item; 2] {
    [Item::new("DEFAULTS", defaults(api)), Item::new("Client", constructors(api))]
}

fn constructors(api: &Api) -> Tokens {
    let from_env = from_env(api);
    quote! {
        #[cfg(feature = "http-client")]
        impl Client {
            #from_env
            /// Returns a builder for a client over HTTP or another transport, with timeouts and
            /// retries.
            pub fn builder() -> rt::ClientBuilder<Self> {
                rt::ClientBuilder::new(&DEFAULTS, |channel| Self { channel })
            }
        }
    }
}

fn defaults(api: &Api) -> Tokens {
    let base_url = api.base_url.as_ref().map(|_| quote!(.base_url(crate::BASE_URL)));
    let base_url_variables = (!api.base_url_env.is_empty())
        .then(|| quote!(.base_url_variables(crate::BASE_URL_VARIABLES)));
    let auth = api.auth.as_ref().map(|auth| match &auth.scheme {
        AuthScheme::Bearer => quote!(.auth(rt::AuthScheme::Bearer)),
        AuthScheme::Header(name) => quote!(.auth(rt::AuthScheme::Header(#name))),
    });
    let token_variables =
        (!api.token_env().is_empty()).then(|| quote!(.token_variables(crate::TOKEN_VARIABLES)));
    quote! {
        /// The defaults of clients: where the API is and how calls are authenticated.
        #[cfg(feature = "http-client")]
        pub const DEFAULTS: rt::ClientDefaults = rt::ClientDefaults::new(
            concat!(env!("CARGO_PKG_NAME"), "-rust/", env!("CARGO_PKG_VERSION")),
        )
        #base_url
        #base_url_variables
        #auth
        #token_variables;
    }
}

/// `Client::from_env`, if the environment can configure a client.
fn from_env(api: &Api) -> Option<Tokens> {
    if !api.has_client_from_env() {
        return None;
    }
    let has_token = !api.token_env().is_empty();
    let doc = docs::attributes(&from_env_doc(api, has_token));
    let require_token = has_token.then(|| quote!(.require_token()));
    Some(quote! {
        #doc
        pub fn from_env() -> Result<Self, rt::ConfigError> {
            Self::builder().read_env()#require_token.build()
        }
    })
}

const TOKEN: &str = "The token is read from [`TOKEN_VARIABLES`](crate::TOKEN_VARIABLES).";
const BASE_URL: &str = "The base URL is [`BASE_URL`](crate::BASE_URL).";
const BASE_URL_OF_ENV: &str =
    "The base URL is read from [`BASE_URL_VARIABLES`](crate::BASE_URL_VARIABLES).";
const DEFAULT_BASE_URL: &str = "The base URL defaults to [`BASE_URL`](crate::BASE_URL).";

fn from_env_doc(api: &Api, has_token: bool) -> Vec<String> {
    let library = api.manifest.library();
    let base_url: &[&str] = match (&api.base_url, api.base_url_env.is_empty()) {
        (Some(_), false) => &[BASE_URL_OF_ENV, DEFAULT_BASE_URL],
        (Some(_), true) => &[BASE_URL],
        (None, _) => &[BASE_URL_OF_ENV],
    };
    let missing = match (has_token, &api.base_url) {
        (true, Some(_)) => "there is no token, or if ",
        (true, None) => "there is no token or no base URL, or if ",
        (false, Some(_)) => "",
        (false, None) => "there is no base URL, or if ",
    };
    let mut lines = vec![
        "Creates an HTTP client configured by environment variables.".to_owned(),
        String::new(),
    ];
    lines.extend(has_token.then(|| TOKEN.to_owned()));
    lines.extend(base_url.iter().map(|line| (*line).to_owned()));
    lines.extend([
        String::new(),
        "```no_run".to_owned(),
        format!("# fn example() -> Result<(), {library}::ConfigError> {{"),
        format!("let client = {library}::Client::from_env()?;"),
    ]);
    lines.extend(
        [
            "# Ok(())",
            "# }",
            "```",
            "",
            "# Errors",
            "",
            &format!("Returns an error if {missing}the value of a variable is invalid."),
        ]
        .map(str::to_owned),
    );
    lines
}
