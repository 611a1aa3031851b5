//! The arguments of `call`.

use clap_complete::engine::ArgValueCompleter;

use super::client::{DEFAULTS, Settings};
use super::data::Data;
use super::headers;
use crate::completion::candidates;
use crate::input::Input;

const DESCRIPTION: &str = "\
Calls an RPC and prints its response as canonical protobuf JSON. METHOD is the path of the
RPC, such as package.Service/Method, with or without the package, or its documented name;
`gitpod-api methods` lists both.

Unknown fields of the request are errors. Unknown fields of the response are not printed.
--raw sends and prints JSON unchanged, or the binary encoding with --codec binary, and can
call RPCs that this version does not know.

A failed call prints one JSON object to standard error:
  {\"code\", \"unrecognizedCode\", \"message\", \"details\", \"method\", \"httpStatus\", \"url\",
   \"attempts\", \"hint\", \"body\"}
All members but code and message are optional. Of details, known types are decoded, and others
are printed in base64, with the JSON that the server sent:
  {\"type\", \"violations\"}, {\"type\", \"decoded\"} or {\"type\", \"value\", \"debug\"}
`gitpod-api methods TYPE --describe` describes the types of details.";

/// The description, with the environment variables of the API.
fn description() -> String {
    let of_api = [("token", DEFAULTS.token_variables), ("base URL", DEFAULTS.base_url_variables)];
    let of_api = of_api.into_iter().filter(|(_, names)| !names.is_empty());
    let lines = of_api.map(|(what, names)| (what, names.join(" or "))).chain([
        ("proxies", "HTTPS_PROXY, HTTP_PROXY and NO_PROXY".to_owned()),
        ("certificates", "SSL_CERT_FILE and SSL_CERT_DIR, on Linux".to_owned()),
    ]);
    let lines: String = lines.map(|(what, names)| format!("\n  {what:<13} {names}")).collect();
    format!("{DESCRIPTION}\n\nEnvironment variables:{lines}")
}

/// Call an RPC with a JSON request and print the response
#[derive(Debug, PartialEq, Eq, clap::Args)]
#[command(
    before_help = description(),
    after_help = "Exit codes: 0 the response was printed, 1 the call failed, 2 wrong usage."
)]
pub(crate) struct Args {
    /// Path or documented name of the RPC
    #[arg(value_name = "METHOD", add = ArgValueCompleter::new(candidates::methods))]
    pub(crate) method: String,
    /// Request: JSON, a file, or standard input
    #[arg(
        long,
        value_name = "JSON|@FILE|-",
        default_value = "{}",
        allow_hyphen_values = true,
        value_parser = Data::parse,
        add = ArgValueCompleter::new(candidates::data)
    )]
    pub(crate) data: Data,
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// Indent the response
    #[arg(long, overrides_with = "pretty")]
    pretty: bool,
    /// Print fields with default values, too
    #[arg(long, overrides_with = "defaults")]
    defaults: bool,
    /// Fetch all pages of a list and print one item per line
    #[arg(long, overrides_with = "all", conflicts_with = "pretty")]
    all: bool,
    /// Empty pages in a row that --all accepts [default: 100]
    #[arg(long, value_name = "COUNT", requires = "all")]
    pub(crate) max_empty_pages: Option<usize>,
    /// Send and print the body unchanged
    #[arg(
        long,
        overrides_with = "raw",
        conflicts_with_all = ["all", "pretty", "defaults", "validate"]
    )]
    raw: bool,
    /// Print the documented request to start from, and call nothing
    #[arg(
        long,
        overrides_with = "example",
        conflicts_with_all = ["data", "all", "pretty", "defaults", "raw"]
    )]
    example: bool,
}

/// The treatment of request and response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Both are messages of the schema.
    Message {
        /// Whether the response is indented.
        pretty: bool,
        /// Whether the response's fields with default values are printed.
        defaults: bool,
    },
    /// All pages of a list are fetched, and each item is printed on a line.
    Items {
        /// Whether the items' fields with default values are printed.
        defaults: bool,
    },
    /// Both are passed on unchanged.
    Raw,
    /// The documented request is printed, and nothing is called.
    Example,
}

impl Args {
    /// Whether standard input is named more than once, although it can be read only once.
    pub(super) fn reads_stdin_twice(&self) -> bool {
        let headers = self.settings.headers.iter().filter(|header| headers::is_stdin(header));
        let data = self.data == Data::Input(Input::Stdin);
        headers.count() + usize::from(data) > 1
    }

    /// The mode that the flags select.
    pub(crate) fn mode(&self) -> Mode {
        match self {
            Self { example: true, .. } => Mode::Example,
            Self { raw: true, .. } => Mode::Raw,
            Self { all: true, defaults, .. } => Mode::Items { defaults: *defaults },
            Self { pretty, defaults, .. } => Mode::Message { pretty: *pretty, defaults: *defaults },
        }
    }
}
