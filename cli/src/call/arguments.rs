//! The arguments of `call`.

use std::ffi::OsString;

use lexopt::{Arg, Error, Parser, ValueExt};

use super::client::{Settings, Validate};
use super::data::Data;
use super::{Mode, Task, timeout};
use crate::args::Command;
use crate::help::Topic;

/// What `help call` says.
pub(crate) const HELP: &str = "\
Usage: gitpod-api call [OPTIONS] METHOD

Calls an RPC and prints its reply as canonical protobuf JSON. METHOD is its path, such as
package.Service/Method, with or without the package, or the name that the documentation
calls it by; `gitpod-api methods` lists both.

The token is that of GITPOD_API_KEY or ONA_API_KEY. The base URL is that of --base-url,
GITPOD_BASE_URL or ONA_BASE_URL, else that of the production service.

The request is checked against its type before it is sent: a field that the type does not
have is wrong usage, not something to leave out. Fields of a reply that this version does
not know are not printed. --raw sends and prints JSON as it is, also for RPCs that this
version does not know.

A call that fails is one line of JSON on the standard error:
  {\"code\", \"message\", \"details\", \"method\", \"httpStatus\", \"url\", \"attempts\", \"hint\", \"body\"}
where all but the first two are there only if there is something to say.

Options:
  --data JSON|@FILE|-         The request: JSON, a file, or the standard input; else {}
  --base-url URL              Where the API is, with its path
  --header 'NAME: VALUE'      Send a header; may stand there more than once
  --timeout TIME              Give up after so long, such as 500ms, 2.5s or 1m; else 1m
  --validate off|warn|refuse  Tell or refuse what breaks the schema's rules; else off
  --pretty                    Print with line breaks and indentation
  --defaults                  Also print fields that are at their default
  --all                       Fetch all pages of a list and print an item a line
  --raw                       Send and print JSON as it is
  --allow-plain-http          Allow http to other machines, where all can read the token
  -h, --help                  Show this help

Exit codes: 0 the reply is printed, 1 the call failed, 2 wrong usage.";

/// What was typed, before it is clear whether it goes together.
#[derive(Default)]
struct Typed {
    method: Option<String>,
    data: Option<Data>,
    settings: Settings,
    validate: Option<Validate>,
    pretty: bool,
    defaults: bool,
    all: bool,
    raw: bool,
}

/// Reads the arguments after `call`.
pub(crate) fn parse(parser: &mut Parser) -> Result<Command, Error> {
    let mut typed = Typed::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("data") => once("--data", &mut typed.data, Data::new(parser.value()?)?)?,
            Arg::Long("base-url") => {
                let url = parser.value()?.string()?;
                once("--base-url", &mut typed.settings.base_url, url)?;
            }
            Arg::Long("header") => add_header(&mut typed.settings.headers, parser.value()?)?,
            Arg::Long("timeout") => {
                let time = timeout::parse(&parser.value()?.string()?)?;
                once("--timeout", &mut typed.settings.timeout, time)?;
            }
            Arg::Long("validate") => {
                let validate = validate(&parser.value()?.string()?)?;
                once("--validate", &mut typed.validate, validate)?;
            }
            Arg::Long("allow-plain-http") => typed.settings.allow_plain_http = true,
            Arg::Long("pretty") => typed.pretty = true,
            Arg::Long("defaults") => typed.defaults = true,
            Arg::Long("all") => typed.all = true,
            Arg::Long("raw") => typed.raw = true,
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Call)),
            Arg::Value(value) if typed.method.is_none() => typed.method = Some(value.string()?),
            other => return Err(other.unexpected()),
        }
    }
    typed.task().map(Command::Call)
}

impl Typed {
    /// What the arguments mean together.
    fn task(mut self) -> Result<Task, Error> {
        let mode = self.mode()?;
        self.settings.validate = self.validate.unwrap_or_default();
        Ok(Task {
            method: self.method.ok_or("a METHOD is missing")?,
            data: self.data.unwrap_or_default(),
            settings: self.settings,
            mode,
        })
    }

    fn mode(&self) -> Result<Mode, Error> {
        let without_message = [
            (self.all, "--all"),
            (self.pretty, "--pretty"),
            (self.defaults, "--defaults"),
            (self.validate.is_some(), "--validate"),
        ];
        match without_message.iter().find(|(is_there, _)| *is_there) {
            Some((_, option)) if self.raw => {
                Err(format!("`{option}` does not go with `--raw`").into())
            }
            _ if self.all && self.pretty => Err("`--pretty` does not go with `--all`".into()),
            _ if self.raw => Ok(Mode::Raw),
            _ if self.all => Ok(Mode::Items { defaults: self.defaults }),
            _ => Ok(Mode::Message { pretty: self.pretty, defaults: self.defaults }),
        }
    }
}

/// Sets what may be said once; which of two counts is nothing to guess.
fn once<T>(option: &str, place: &mut Option<T>, value: T) -> Result<(), Error> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(format!("`{option}` stands there twice").into()),
    }
}

/// Adds a header; what is wrong with one is told without its value, which may be a token.
fn add_header(headers: &mut Vec<(String, String)>, argument: OsString) -> Result<(), Error> {
    let text = argument.into_string().map_err(|_| "`--header` is not Unicode")?;
    let (name, value) =
        text.split_once(':').ok_or("`--header` is not of the form 'NAME: VALUE'")?;
    let (name, value) = (name.trim(), value.trim());
    if headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)) {
        return Err(format!(
            "the header `{name}` stands there twice; join its values with a comma"
        )
        .into());
    }
    headers.push((name.to_owned(), value.to_owned()));
    Ok(())
}

fn validate(text: &str) -> Result<Validate, Error> {
    match text {
        "off" => Ok(Validate::Off),
        "warn" => Ok(Validate::Warn),
        "refuse" => Ok(Validate::Refuse),
        other => Err(format!("`--validate {other}` is none of `off`, `warn` and `refuse`").into()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::input::Input;

    fn parse(arguments: &[&str]) -> Result<Command, String> {
        let mut parser =
            Parser::from_args(arguments.iter().map(OsString::from).collect::<Vec<_>>());
        super::parse(&mut parser).map_err(|error| error.to_string())
    }

    #[track_caller]
    fn task(arguments: &[&str]) -> Task {
        match parse(arguments) {
            Ok(Command::Call(task)) => task,
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn a_method_is_enough() {
        let expected = Task {
            method: "a.B/C".to_owned(),
            data: Data::Given("{}".to_owned()),
            settings: Settings::default(),
            mode: Mode::Message { pretty: false, defaults: false },
        };
        assert_eq!(task(&["a.B/C"]), expected);
        assert_eq!(task(&["--", "a.B/C"]), expected);
        assert_eq!(parse(&["a.B/C", "-h"]), Ok(Command::Help(Topic::Call)));
    }

    #[test]
    fn data_comes_from_three_places() {
        for (argument, data) in [
            ("{\"a\": 1}", Data::Given("{\"a\": 1}".to_owned())),
            ("", Data::Given(String::new())),
            ("-", Data::Input(Input::Stdin)),
            ("@-", Data::Input(Input::Stdin)),
            ("@a b.json", Data::Input(Input::File("a b.json".into()))),
            ("@@a", Data::Input(Input::File("@a".into()))),
        ] {
            assert_eq!(task(&["m", "--data", argument]).data, data, "{argument}");
        }
        assert_eq!(parse(&["m", "--data=@"]).unwrap_err(), "`--data @` lacks the name of a file");
    }

    #[test]
    fn settings_stand_anywhere() {
        let settings = Settings {
            base_url: Some("http://a.example".to_owned()),
            headers: vec![
                ("X-A".to_owned(), "b: c".to_owned()),
                ("x-empty".to_owned(), String::new()),
            ],
            timeout: Some(Duration::from_millis(2_500)),
            allow_plain_http: true,
            validate: Validate::Refuse,
        };
        let options = [
            "--base-url=http://a.example",
            "--header",
            "X-A:  b: c ",
            "--timeout",
            "2.5s",
            "--header=x-empty:",
            "--allow-plain-http",
            "--validate",
            "refuse",
        ];
        for arguments in [[&["m"], &options[..]].concat(), [&options[..], &["m"]].concat()] {
            assert_eq!(task(&arguments).settings, settings);
        }
    }

    #[test]
    fn modes_exclude_each_other() {
        assert_eq!(task(&["m", "--raw"]).mode, Mode::Raw);
        assert_eq!(task(&["m", "--all", "--defaults"]).mode, Mode::Items { defaults: true });
        let mode = Mode::Message { pretty: true, defaults: true };
        assert_eq!(task(&["m", "--pretty", "--defaults"]).mode, mode);
        for option in ["--all", "--pretty", "--defaults", "--validate=off"] {
            let told = parse(&["m", option, "--raw"]).unwrap_err();
            let name = option.split('=').next().unwrap();
            assert_eq!(told, format!("`{name}` does not go with `--raw`"));
        }
        let told = parse(&["m", "--all", "--pretty"]).unwrap_err();
        assert_eq!(told, "`--pretty` does not go with `--all`");
    }

    #[test]
    fn nonsense_is_refused_without_secrets() {
        for (arguments, told) in [
            (&[][..], "a METHOD is missing"),
            (&["m", "n"], "unexpected argument \"n\""),
            (&["m", "--dat"], "invalid option '--dat'"),
            (&["m", "--data"], "missing argument for option '--data'"),
            (&["m", "--data=1", "--data=2"], "`--data` stands there twice"),
            (&["m", "--timeout=1s", "--timeout=1s"], "`--timeout` stands there twice"),
            (&["m", "--header", "hunter2"], "`--header` is not of the form 'NAME: VALUE'"),
            (
                &["m", "--header=A: 1", "--header=a: hunter2"],
                "the header `a` stands there twice; join its values with a comma",
            ),
            (&["m", "--validate=on"], "`--validate on` is none of `off`, `warn` and `refuse`"),
            (&["m", "--pretty=yes"], "unexpected argument for option '--pretty': \"yes\""),
        ] {
            assert_eq!(parse(arguments).unwrap_err(), told);
        }
        assert!(parse(&["m", "--timeout", "5"]).unwrap_err().starts_with("`5` is not a time"));
    }
}
