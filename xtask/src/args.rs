//! The command line.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use gitpod_codegen::export::ProtoRules;
use lexopt::{Arg, Parser, ValueExt};

use crate::conformance::Extent;
use crate::help::Topic;
use crate::interop::Part;
use crate::paint::Color;
use crate::report::Format;

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Show how to use something.
    Help(Topic),
    /// Write the generated files, or check that they are fresh.
    Gen {
        /// Whether only to check.
        check: bool,
        /// The shared options.
        options: Options,
    },
    /// Explain a diagnostic code, or list all of them.
    Explain {
        /// The code as it was typed.
        code: Option<String>,
    },
    /// Write the schema as proto files.
    ExportProto {
        /// The folder to write to.
        out: PathBuf,
        /// Whether they hold the rules of validation.
        rules: ProtoRules,
        /// The shared options.
        options: Options,
    },
    /// Compare the program with other implementations.
    Conformance {
        /// How much to compare.
        extent: Extent,
        /// The workspace, if it is not the one around us.
        root: Option<PathBuf>,
    },
    /// Run clients and servers that are not ours against ours.
    Interop {
        /// What to run, if not all of it.
        only: Option<Part>,
        /// The workspace, if it is not the one around us.
        root: Option<PathBuf>,
    },
}

/// Options of every command that reads the schema.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// The workspace, if it is not the one around us.
    pub(crate) root: Option<PathBuf>,
    /// For whom the output is.
    pub(crate) format: Format,
    /// When to colour it.
    pub(crate) color: Color,
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
        Ok("gen") => (Topic::Gen, generate(&mut parser)),
        Ok("explain") => (Topic::Explain, explain(&mut parser)),
        Ok("export") => (Topic::Export, export(&mut parser)),
        Ok("conformance") => (Topic::Conformance, conformance(&mut parser)),
        Ok("interop") => (Topic::Interop, interop(&mut parser)),
        Ok("help") => (Topic::All, help(&mut parser)),
        Ok("--help" | "-h") => (Topic::All, Ok(Command::Help(Topic::All))),
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

fn generate(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let mut options = Options::default();
    let mut check = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("check") => check = true,
            Arg::Long("root") => options.root = Some(parser.value()?.into()),
            Arg::Long("format") => options.format = parser.value()?.parse()?,
            Arg::Long("color") => options.color = parser.value()?.parse()?,
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Gen)),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Gen { check, options })
}

fn explain(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let mut code = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Value(value) if code.is_none() => code = Some(value.string()?),
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Explain)),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Explain { code })
}

fn export(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let mut options = Options::default();
    let mut out: Option<PathBuf> = None;
    let mut rules = ProtoRules::Written;
    let mut proto = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Value(value) if !proto && value == "proto" => proto = true,
            Arg::Value(value) if !proto => {
                let value = value.to_string_lossy();
                return Err(format!("there is no export `{value}`; `proto` is one").into());
            }
            Arg::Long("without-rules") => rules = ProtoRules::LeftOut,
            Arg::Long("out") => out = Some(parser.value()?.into()),
            Arg::Long("root") => options.root = Some(parser.value()?.into()),
            Arg::Long("format") => options.format = parser.value()?.parse()?,
            Arg::Long("color") => options.color = parser.value()?.parse()?,
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Export)),
            other => return Err(other.unexpected()),
        }
    }
    match out {
        _ if !proto => Err("what to export is missing: `export proto`".into()),
        None => Err("the folder to write to is missing: `--out DIR`".into()),
        Some(out) => Ok(Command::ExportProto { out, rules, options }),
    }
}

fn conformance(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let mut extent = Extent::default();
    let mut root = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("count") => extent.count = parser.value()?.parse()?,
            Arg::Long("seed") => extent.seed = parser.value()?.parse()?,
            Arg::Long("root") => root = Some(parser.value()?.into()),
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Conformance)),
            other => return Err(other.unexpected()),
        }
    }
    if extent.count == 0 {
        return Err("no message at all proves nothing: `--count` is at least 1".into());
    }
    Ok(Command::Conformance { extent, root })
}

fn interop(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let mut only = None;
    let mut root = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("only") => only = Some(parser.value()?.parse()?),
            Arg::Long("root") => root = Some(parser.value()?.into()),
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Interop)),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Interop { only, root })
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

    fn complaint(line: &str) -> String {
        parse(line).unwrap_err().message
    }

    #[test]
    fn options_reach_their_command() {
        let options =
            Options { root: Some("elsewhere".into()), format: Format::Json, color: Color::Never };
        let command = parse("gen --format json --color=never --root elsewhere --check").unwrap();
        assert_eq!(command, Command::Gen { check: true, options });
        let command = parse("export proto --out protos").unwrap();
        let export = |rules| Command::ExportProto {
            out: "protos".into(),
            rules,
            options: Options::default(),
        };
        assert_eq!(command, export(ProtoRules::Written));
        let command = parse("export proto --without-rules --out protos").unwrap();
        assert_eq!(command, export(ProtoRules::LeftOut));
        assert_eq!(
            parse("explain E0302").unwrap(),
            Command::Explain { code: Some("E0302".into()) }
        );
        assert_eq!(
            parse("conformance --seed 7 --count=300 --root elsewhere").unwrap(),
            Command::Conformance {
                extent: Extent { count: 300, seed: 7 },
                root: Some("elsewhere".into())
            }
        );
        assert_eq!(parse("interop").unwrap(), Command::Interop { only: None, root: None });
        let (only, root) = (Some(Part::Es), Some("elsewhere".into()));
        let command = parse("interop --only es --root elsewhere").unwrap();
        assert_eq!(command, Command::Interop { only, root });
    }

    #[test]
    fn help_is_found_everywhere() {
        for (line, topic) in [
            ("help", Topic::All),
            ("-h", Topic::All),
            ("--help", Topic::All),
            ("help gen", Topic::Gen),
            ("gen --check --help", Topic::Gen),
            ("explain -h", Topic::Explain),
            ("export proto --help", Topic::Export),
            ("conformance --seed 1 -h", Topic::Conformance),
            ("interop --only es -h", Topic::Interop),
        ] {
            assert_eq!(parse(line).unwrap(), Command::Help(topic), "{line}");
        }
    }

    #[test]
    fn nonsense_is_refused() {
        assert_eq!(complaint(""), "a command is missing");
        assert_eq!(complaint("generate"), "there is no command `generate`");
        assert_eq!(complaint("help me"), "there is no command `me`");
        assert_eq!(complaint("gen now"), "unexpected argument \"now\"");
        assert_eq!(complaint("gen --chekc"), "invalid option '--chekc'");
        assert_eq!(complaint("explain E0101 E0102"), "unexpected argument \"E0102\"");
        assert_eq!(complaint("export"), "what to export is missing: `export proto`");
        assert_eq!(complaint("export avro"), "there is no export `avro`; `proto` is one");
        assert_eq!(complaint("export proto"), "the folder to write to is missing: `--out DIR`");
        assert!(complaint("conformance --count 0").starts_with("no message at all"));
        assert!(complaint("conformance --count many").contains("many"));
        assert!(complaint("conformance --seed -1").contains("-1"));
        assert!(complaint("interop --only ruby").contains("`python`, `es` or `server`"));
        assert!(complaint("gen --format xml").contains("`text` or `json`"));
        assert!(complaint("gen --color maybe").contains("`auto`, `always` or `never`"));
    }
}
