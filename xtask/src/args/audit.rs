//! The arguments of `audit`.

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Error, value_parser};

use super::{Command, TEMPLATE, color, format, option, output, root, value, values};
use crate::audit::Oracle;

const AUDIT: &str = "\
Compares the schema with its sources. Prints what was compared, the differences without a
reason in the ledger, and how many differences each reason explains. Fails if a difference has
no reason, or if a reason no longer explains a difference.";

const DOCS: &str = "\
Compares the schema with the documentation pages in DIR, text files in one of the two forms
that `docs/audit.md` describes: RPCs, documented methods, parameters, fields of responses, enum
values, required and deprecated fields, formats and limits.";

const DESCRIPTORS: &str = "\
Compares the schema with a binary `FileDescriptorSet` with all imports: names, numbers, types,
presence, oneofs, enum values, deprecation, idempotency and the rules of `buf/validate`.

The Python package protobuf is installed in cargo's target folder; only that needs the
network. Python 3.11 or later is run as `python3`, or as `PYTHON` says.";

/// Reads the arguments.
pub(super) fn command(matches: &ArgMatches) -> Result<Command, Error> {
    let (oracle, matches) = match matches.subcommand() {
        Some(("docs", matches)) => {
            (Oracle::Docs(value(matches, "dir").unwrap_or_default()), matches)
        }
        Some(("descriptors", matches)) => {
            let file: PathBuf = value(matches, "file").unwrap_or_default();
            let items: Vec<String> = values(matches, "draft");
            if !items.is_empty() {
                return Ok(Command::AuditDraft { file, items, root: value(matches, "root") });
            }
            (Oracle::Descriptors(file), matches)
        }
        // The parser has rejected others.
        _ => return Err(Error::new(ErrorKind::InvalidSubcommand)),
    };
    let ledger = value(matches, "ledger");
    Ok(Command::Audit { oracle, ledger, root: value(matches, "root"), output: output(matches) })
}

pub(super) fn definition() -> clap::Command {
    let commands = [docs(), descriptors()];
    clap::Command::new("audit")
        .about("Compare the schema with documentation pages or descriptors")
        .before_help(AUDIT)
        .subcommand_required(true)
        .subcommands(
            commands.map(|command| command.help_template(TEMPLATE).args_override_self(true)),
        )
}

fn docs() -> clap::Command {
    clap::Command::new("docs")
        .about("Compare with documentation pages")
        .before_help(DOCS)
        .arg(input("dir", "DIR").help("Folder of the pages, files with the extension `.txt`"))
        .args([ledger(), root(), format(), color()])
}

fn descriptors() -> clap::Command {
    clap::Command::new("descriptors")
        .about("Compare with the descriptors of a package")
        .before_help(DESCRIPTORS)
        .arg(input("file", "FILE").help("`FileDescriptorSet` with all imports"))
        .arg(
            option("draft", "NAME")
                .help(
                    "Compare nothing; print these services, RPCs, messages and enums, and the\n\
                     types that they need and the schema lacks, in the format of the schema.\n\
                     `gen` rejects the descriptions, which begin with `TODO`, until they are\n\
                     written",
                )
                .num_args(1..)
                .conflicts_with_all(["ledger", "format", "color"]),
        )
        .args([ledger(), root(), format(), color()])
}

fn input(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).value_name(value).value_parser(value_parser!(PathBuf)).required(true)
}

fn ledger() -> Arg {
    option("ledger", "FILE")
        .help("Differences with their reasons [default: xtask/audit/ledger.yaml]")
        .value_parser(value_parser!(PathBuf))
}
