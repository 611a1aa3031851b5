//! The command line as a whole: the commands and the layout of the help.
//!
//! Each command declares its own arguments in `commands`.
//!
//! Used by `main`. Depends on `commands` only.

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::commands::{call, completions, convert, json, man, methods, mock};

/// The help of every command: usage, description, arguments.
const TEMPLATE: &str = "{usage-heading} {usage}\n\n{before-help}{all-args}{after-help}";

/// Calls RPCs of the Ona API, checks and converts messages, and serves a mock.
#[derive(Debug, Parser)]
#[command(
    name = "gitpod-api",
    version,
    arg_required_else_help = false,
    after_help = "Exit codes: 0 success, 1 invalid input or failed call, 2 wrong usage."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// A command with its arguments.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Call(call::Args),
    Methods(methods::Args),
    Json(json::Args),
    Convert(convert::Args),
    Mock(mock::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The definition of the command line, for the parser, shells and manual pages.
pub(crate) fn command() -> clap::Command {
    Cli::command()
        .help_template(TEMPLATE)
        .mut_subcommands(|command| command.help_template(TEMPLATE))
}

/// Parses the arguments, the first of which is the program's name.
///
/// # Errors
///
/// Wrong usage, and requests for help or the version.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, clap::Error> {
    let matches = command().try_get_matches_from(arguments)?;
    Ok(Cli::from_arg_matches(&matches)?.command)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use clap::error::ErrorKind;

    use super::*;
    use crate::commands::call::{Data, Encoding, Mode, Validate};
    use crate::input::Input;
    use crate::message::{Conversion, Form, Options};

    fn parse(line: &[&str]) -> Result<Command, ErrorKind> {
        let words = ["gitpod-api"].iter().chain(line).map(OsString::from);
        super::parse(words).map_err(|error| error.kind())
    }

    #[track_caller]
    fn call(line: &[&str]) -> call::Args {
        match parse(&[&["call"], line].concat()) {
            Ok(Command::Call(args)) => args,
            other => unreachable!("{other:?}"),
        }
    }

    #[track_caller]
    fn json(line: &str) -> json::Task {
        let words: Vec<&str> = line.split_whitespace().collect();
        match parse(&words) {
            Ok(Command::Json(args)) => args.into_task(),
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn definition_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn call_needs_only_a_method() {
        for line in [&["a.B/C"][..], &["--", "a.B/C"]] {
            let args = call(line);
            assert_eq!(args.method, "a.B/C");
            assert_eq!(args.data, Data::Given("{}".to_owned()));
            assert_eq!(args.settings, call::Settings::default());
            assert_eq!(args.mode(), Mode::Message { pretty: false, defaults: false });
        }
    }

    #[test]
    fn data_comes_from_arguments_files_and_input() {
        for (argument, data) in [
            ("{\"a\": 1}", Data::Given("{\"a\": 1}".to_owned())),
            ("", Data::Given(String::new())),
            ("--pretty", Data::Given("--pretty".to_owned())),
            ("-", Data::Input(Input::Stdin)),
            ("@-", Data::Input(Input::Stdin)),
            ("@a b.json", Data::Input(Input::File("a b.json".into()))),
            ("@@a", Data::Input(Input::File("@a".into()))),
        ] {
            assert_eq!(call(&["m", "--data", argument]).data, data, "{argument}");
        }
        assert_eq!(parse(&["call", "m", "--data=@"]).unwrap_err(), ErrorKind::ValueValidation);
    }

    #[test]
    fn call_options_are_accepted_in_any_position() {
        let settings = call::Settings {
            base_url: Some("http://a.example".to_owned()),
            headers: vec!["X-A:  b: c ".to_owned(), "x-empty:".to_owned(), "@-".to_owned()],
            timeout: Some(Duration::from_millis(2_500)),
            allow_plain_http: true,
            codec: Encoding::Binary,
            validate: Validate::Refuse,
            trust_redirects_to: vec!["a.example".to_owned(), "b.example:8443".to_owned()],
            ca_file: Some("ca.pem".into()),
        };
        let options = [
            "--base-url=http://a.example",
            "--header",
            "X-A:  b: c ",
            "--timeout",
            "2.5s",
            "--header=x-empty:",
            "--trust-redirects-to",
            "a.example",
            "--ca-file",
            "ca.pem",
            "--header=@-",
            "--trust-redirects-to=b.example:8443",
            "--allow-plain-http",
            "--codec",
            "binary",
            "--validate",
            "refuse",
        ];
        for line in [[&["m"], &options[..]].concat(), [&options[..], &["m"]].concat()] {
            assert_eq!(call(&line).settings, settings);
        }
    }

    #[test]
    fn call_modes_exclude_each_other() {
        assert_eq!(call(&["m", "--raw"]).mode(), Mode::Raw);
        assert_eq!(call(&["m", "--all", "--defaults"]).mode(), Mode::Items { defaults: true });
        let mode = Mode::Message { pretty: true, defaults: true };
        assert_eq!(call(&["m", "--pretty", "--defaults", "--pretty"]).mode(), mode);
        for option in ["--all", "--pretty", "--defaults", "--validate=off"] {
            let error = parse(&["call", "m", option, "--raw"]).unwrap_err();
            assert_eq!(error, ErrorKind::ArgumentConflict, "{option}");
        }
        let error = parse(&["call", "m", "--all", "--pretty"]).unwrap_err();
        assert_eq!(error, ErrorKind::ArgumentConflict);
    }

    #[test]
    fn wrong_calls_are_rejected() {
        for (line, kind) in [
            (&[][..], ErrorKind::MissingRequiredArgument),
            (&["m", "n"], ErrorKind::UnknownArgument),
            (&["m", "--dat"], ErrorKind::UnknownArgument),
            (&["m", "--data"], ErrorKind::InvalidValue),
            (&["m", "--data=1", "--data=2"], ErrorKind::ArgumentConflict),
            (&["m", "--timeout=1s", "--timeout=1s"], ErrorKind::ArgumentConflict),
            (&["m", "--timeout", "5"], ErrorKind::ValueValidation),
            (&["m", "--max-empty-pages", "5"], ErrorKind::MissingRequiredArgument),
            (&["m", "--all", "--max-empty-pages=-1"], ErrorKind::ValueValidation),
            (&["m", "--ca-file=a", "--ca-file=b"], ErrorKind::ArgumentConflict),
            (&["m", "--validate=on"], ErrorKind::InvalidValue),
            (&["m", "--codec=proto"], ErrorKind::InvalidValue),
            (&["m", "--pretty=yes"], ErrorKind::TooManyValues),
        ] {
            assert_eq!(parse(&[&["call"], line].concat()).unwrap_err(), kind, "{line:?}");
        }
    }

    #[test]
    fn json_takes_a_type_and_a_file() {
        let one = |input| {
            json::Task::One(Conversion {
                name: "T".to_owned(),
                input,
                from: Form::Json,
                to: Form::Json,
                pretty: false,
                options: Options::default(),
            })
        };
        assert_eq!(json("json"), json::Task::Types);
        assert_eq!(json("json T"), one(Input::Stdin));
        assert_eq!(json("json T -"), one(Input::Stdin));
        assert_eq!(json("json T a.json"), one(Input::File("a.json".into())));
        assert_eq!(json("json T -- --x"), one(Input::File("--x".into())));
    }

    #[test]
    fn json_lines_take_only_a_file() {
        let lines = |input| json::Task::Lines { input, options: Options::default() };
        assert_eq!(json("json --lines"), lines(Input::Stdin));
        assert_eq!(json("json --lines -"), lines(Input::Stdin));
        assert_eq!(json("json --lines a"), lines(Input::File("a".into())));
        assert_eq!(json("json a --lines"), lines(Input::File("a".into())));
    }

    #[test]
    fn json_options_are_accepted_in_any_position() {
        let options = Options { defaults: true, strict: true, report_unknown: true };
        let task = json::Task::One(Conversion {
            name: "T".to_owned(),
            input: Input::Stdin,
            from: Form::Json,
            to: Form::Json,
            pretty: true,
            options,
        });
        for line in [
            "json --pretty --defaults --strict --report-unknown T",
            "json T --strict --report-unknown --pretty --defaults",
        ] {
            assert_eq!(json(line), task, "{line}");
        }
        let options = Options { strict: true, ..Options::default() };
        let task = json::Task::Lines { input: Input::Stdin, options };
        assert_eq!(json("json --strict --strict --lines"), task);
    }

    #[test]
    fn conversions_take_a_type_a_file_and_forms() {
        let conversion = |line: &str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            match parse(&words) {
                Ok(Command::Convert(args)) => args.into_conversion().map_err(|error| error.kind()),
                other => unreachable!("{other:?}"),
            }
        };
        let default = Conversion {
            name: "T".to_owned(),
            input: Input::Stdin,
            from: Form::Json,
            to: Form::Json,
            pretty: false,
            options: Options::default(),
        };
        assert_eq!(conversion("convert T").unwrap(), default);
        let to_hex = Conversion { to: Form::Hex, input: Input::File("a".into()), ..default };
        assert_eq!(conversion("convert --to=hex T a").unwrap(), to_hex);
        let from_base64 = Conversion {
            from: Form::Base64,
            to: Form::Json,
            pretty: true,
            options: Options { defaults: true, strict: true, report_unknown: true },
            ..to_hex
        };
        let line = "convert T a --pretty --strict --from base64 --defaults --report-unknown";
        assert_eq!(conversion(line).unwrap(), from_base64);
        for option in ["--pretty", "--defaults"] {
            let error = conversion(&format!("convert T --to binary {option}")).unwrap_err();
            assert_eq!(error, ErrorKind::ArgumentConflict);
        }
    }

    #[test]
    fn wrong_lines_are_rejected() {
        for (line, kind) in [
            ("", ErrorKind::MissingSubcommand),
            ("jsno", ErrorKind::InvalidSubcommand),
            ("help me", ErrorKind::InvalidSubcommand),
            ("json T F X", ErrorKind::UnknownArgument),
            ("json --lines F X", ErrorKind::ArgumentConflict),
            ("json T F --lines", ErrorKind::ArgumentConflict),
            ("json --pertty T", ErrorKind::UnknownArgument),
            ("json --lines=yes", ErrorKind::TooManyValues),
            ("json --lines --pretty", ErrorKind::ArgumentConflict),
            ("json --pretty", ErrorKind::MissingRequiredArgument),
            ("json --strict", ErrorKind::MissingRequiredArgument),
            ("convert", ErrorKind::MissingRequiredArgument),
            ("convert --to hex", ErrorKind::MissingRequiredArgument),
            ("convert T --to text", ErrorKind::InvalidValue),
            ("convert T F X", ErrorKind::UnknownArgument),
            ("completions", ErrorKind::MissingRequiredArgument),
            ("completions tcsh", ErrorKind::InvalidValue),
            ("mock --port 65536", ErrorKind::ValueValidation),
            ("mock --port -1", ErrorKind::ValueValidation),
            ("mock --port", ErrorKind::InvalidValue),
            ("mock --seed x", ErrorKind::ValueValidation),
            ("mock --latency 1.5", ErrorKind::ValueValidation),
            ("mock --fail-rate 1.1", ErrorKind::ValueValidation),
            ("mock --fail-rate -0.1", ErrorKind::ValueValidation),
            ("mock --fail-rate NaN", ErrorKind::ValueValidation),
            ("mock --strict=yes", ErrorKind::TooManyValues),
            ("mock --stirct", ErrorKind::UnknownArgument),
            ("mock extra", ErrorKind::UnknownArgument),
        ] {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(parse(&words).unwrap_err(), kind, "{line}");
        }
    }

    #[test]
    fn mock_options_are_all_optional() {
        let mock = |line: &str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            match parse(&words) {
                Ok(Command::Mock(args)) => args,
                other => unreachable!("{other:?}"),
            }
        };
        let default = mock::Args {
            host: "127.0.0.1".to_owned(),
            port: 0,
            seed: 0,
            strict: false,
            stateless: false,
            max_resources: 1000,
            max_resource_bytes: 268_435_456,
            max_elements: 5000,
            max_connections: None,
            latency: 0,
            fail_rate: 0.0,
        };
        assert_eq!(mock("mock"), default);
        let args = mock::Args {
            host: "::1".to_owned(),
            port: 4000,
            seed: 7,
            strict: true,
            stateless: false,
            max_resources: 50,
            max_resource_bytes: 1000,
            max_elements: 60,
            max_connections: Some(8),
            latency: 20,
            fail_rate: 0.5,
        };
        let line = "mock --strict --fail-rate=0.5 --max-resources 50 --port 4000 --latency 20 \
                    --max-resource-bytes 1000 --max-elements 60 --max-connections 8 --seed=7 \
                    --host ::1";
        assert_eq!(mock(line), args);
        assert_eq!(mock(&line.replace("4000", "1 --port 4000")), args);
        assert!(mock("mock --stateless").stateless);
    }

    #[test]
    fn help_is_accepted_everywhere() {
        for line in [
            "help",
            "-h",
            "--help",
            "help json",
            "json --help",
            "json T --lines -h",
            "call m -h",
            "mock --port 1 --help",
        ] {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(parse(&words).unwrap_err(), ErrorKind::DisplayHelp, "{line}");
        }
        assert_eq!(parse(&["--version"]).unwrap_err(), ErrorKind::DisplayVersion);
    }
}
