//! The command line.

use std::ffi::OsString;
use std::fmt;

use lexopt::{Arg, Parser, ValueExt};

use crate::help::Topic;
use crate::input::Input;
use crate::json::{Options, Task};
use crate::{call, completions, methods, mock};

/// What is to be done.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    /// Show how to use something.
    Help(Topic),
    /// Show the version.
    Version,
    /// Check JSON.
    Json(Task),
    /// Call an RPC.
    Call(call::Task),
    /// List the RPCs.
    Methods(methods::Task),
    /// Serve a shell that completes words.
    Completions(completions::Task),
    /// Serve a mock of the API.
    Mock(mock::Options),
}

/// A command line that makes no sense; displays as the complaint and the help that applies.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UsageError {
    message: String,
    topic: Topic,
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}\n\n{}", self.message, self.topic.text())
    }
}

/// Reads the arguments, without the program's name.
pub(crate) fn parse(
    arguments: impl IntoIterator<Item = OsString, IntoIter: 'static>,
) -> Result<Command, UsageError> {
    let mut parser = Parser::from_args(arguments);
    let (topic, command) = match word(&mut parser).as_deref() {
        Ok("json") => (Topic::Json, json(&mut parser)),
        Ok("call") => (Topic::Call, call::parse(&mut parser)),
        Ok("methods") => (Topic::Methods, methods::parse(&mut parser)),
        Ok("completions") => (Topic::Completions, completions::parse(&mut parser)),
        // For the scripts of `completions`.
        Ok("__complete") => (Topic::Completions, completions::parse_words(&mut parser)),
        Ok("mock") => (Topic::Mock, mock::parse(&mut parser)),
        Ok("help") => (Topic::All, help(&mut parser)),
        Ok("--help" | "-h") => (Topic::All, Ok(Command::Help(Topic::All))),
        Ok("--version" | "-V") => (Topic::All, Ok(Command::Version)),
        Ok("") => (Topic::All, Err("a command is missing".into())),
        Ok(other) => (Topic::All, Err(format!("there is no command `{other}`").into())),
        Err(error) => (Topic::All, Err(error.to_string().into())),
    };
    command.map_err(|error| UsageError { message: error.to_string(), topic })
}

/// The next argument as it was typed; empty at the end.
fn word(parser: &mut Parser) -> Result<String, lexopt::Error> {
    match parser.next()? {
        Some(Arg::Value(value)) => value.string(),
        Some(Arg::Long(name)) => Ok(format!("--{name}")),
        Some(Arg::Short(name)) => Ok(format!("-{name}")),
        None => Ok(String::new()),
    }
}

fn json(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let mut options = Options::default();
    let (mut lines, mut pretty) = (false, false);
    let mut values = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("lines") => lines = true,
            Arg::Long("pretty") => pretty = true,
            Arg::Long("defaults") => options.defaults = true,
            Arg::Long("strict") => options.strict = true,
            Arg::Long("report-unknown") => options.report_unknown = true,
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Json)),
            // Of a stream there is only the file to name, else the type too.
            Arg::Value(value) if values.len() < if lines { 1 } else { 2 } => values.push(value),
            other => return Err(other.unexpected()),
        }
    }
    task(lines, pretty, options, values).map(Command::Json)
}

/// What the arguments of `json` mean together.
fn task(
    lines: bool,
    pretty: bool,
    options: Options,
    values: Vec<OsString>,
) -> Result<Task, lexopt::Error> {
    let mut values = values.into_iter();
    match (lines, values.next(), values.next()) {
        (true, _, _) if pretty => Err("`--pretty` does not go with `--lines`".into()),
        (true, _, Some(extra)) => Err(Arg::Value(extra).unexpected()),
        (true, file, None) => Ok(Task::Lines { input: Input::new(file), options }),
        (false, Some(name), file) => {
            Ok(Task::One { name: name.string()?, input: Input::new(file), pretty, options })
        }
        (false, None, _) if pretty || options != Options::default() => {
            Err("a TYPE is missing".into())
        }
        (false, None, _) => Ok(Task::Types),
    }
}

fn help(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let topic = word(parser)?;
    match Topic::parse(&topic) {
        Some(topic) => Ok(Command::Help(topic)),
        None => Err(format!("there is no command `{topic}`").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Command, UsageError> {
        super::parse(line.split_whitespace().map(OsString::from).collect::<Vec<_>>())
    }

    fn task(line: &str) -> Task {
        match parse(line) {
            Ok(Command::Json(task)) => task,
            other => unreachable!("{other:?}"),
        }
    }

    fn complaint(line: &str) -> String {
        parse(line).unwrap_err().message
    }

    fn one(name: &str, input: Input, pretty: bool, options: Options) -> Task {
        Task::One { name: name.to_owned(), input, pretty, options }
    }

    #[test]
    fn a_type_and_a_file() {
        let none = Options::default();
        assert_eq!(task("json"), Task::Types);
        assert_eq!(task("json T"), one("T", Input::Stdin, false, none));
        assert_eq!(task("json T -"), one("T", Input::Stdin, false, none));
        assert_eq!(task("json T a.json"), one("T", Input::File("a.json".into()), false, none));
        assert_eq!(task("json T -- --x"), one("T", Input::File("--x".into()), false, none));
    }

    #[test]
    fn a_stream_names_no_type() {
        let options = Options::default();
        assert_eq!(task("json --lines"), Task::Lines { input: Input::Stdin, options });
        assert_eq!(task("json --lines -"), Task::Lines { input: Input::Stdin, options });
        let file = Input::File("a".into());
        assert_eq!(task("json --lines a"), Task::Lines { input: file.clone(), options });
        assert_eq!(task("json a --lines"), Task::Lines { input: file, options });
    }

    #[test]
    fn options_stand_anywhere() {
        let options = Options { defaults: true, strict: true, report_unknown: true };
        for line in [
            "json --pretty --defaults --strict --report-unknown T",
            "json T --strict --report-unknown --pretty --defaults",
        ] {
            assert_eq!(task(line), one("T", Input::Stdin, true, options), "{line}");
        }
        let options = Options { strict: true, ..Options::default() };
        assert_eq!(task("json --strict --lines"), Task::Lines { input: Input::Stdin, options });
    }

    #[test]
    fn help_is_found_everywhere() {
        for (line, topic) in [
            ("help", Topic::All),
            ("-h", Topic::All),
            ("--help", Topic::All),
            ("help json", Topic::Json),
            ("json --help", Topic::Json),
            ("json T --lines -h", Topic::Json),
        ] {
            assert_eq!(parse(line).unwrap(), Command::Help(topic), "{line}");
        }
        assert_eq!(parse("--version").unwrap(), Command::Version);
    }

    #[test]
    fn nonsense_is_refused() {
        assert_eq!(complaint(""), "a command is missing");
        assert_eq!(complaint("jsno"), "there is no command `jsno`");
        assert_eq!(complaint("help me"), "there is no command `me`");
        assert_eq!(complaint("json T F X"), "unexpected argument \"X\"");
        assert_eq!(complaint("json --lines F X"), "unexpected argument \"X\"");
        assert_eq!(complaint("json T F --lines"), "unexpected argument \"F\"");
        assert_eq!(complaint("json --pertty T"), "invalid option '--pertty'");
        assert_eq!(
            complaint("json --lines=yes"),
            "unexpected argument for option '--lines': \"yes\""
        );
        assert_eq!(complaint("json --lines --pretty"), "`--pretty` does not go with `--lines`");
        assert_eq!(complaint("json --pretty"), "a TYPE is missing");
        assert_eq!(complaint("json --strict"), "a TYPE is missing");
    }
}
