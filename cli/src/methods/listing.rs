//! `gitpod-api methods`: lists the RPCs.

use gitpod_api::runtime::rpc::MethodDescriptor;
use lexopt::{Arg, Parser, ValueExt};

use super::style::Look;
use super::table::table;
use super::{all, full_name, notes};
use crate::args::Command;
use crate::error::Error;
use crate::help::Topic;
use crate::output;

/// What `help methods` says.
pub(crate) const HELP: &str = "\
Usage: gitpod-api methods [OPTIONS] [FILTER]

Lists the RPCs: on a terminal a table, else a line each with the name, the name that the
documentation uses, and notes, with a tab between them. With FILTER, only those that have
it in one of their names, in upper or lower case.

Colours are only for terminals, and not if NO_COLOR is set or TERM is dumb.

Options:
  --json      One JSON object a line: {\"method\", \"documented\", \"request\", \"response\",
              \"idempotency\", \"paging\", \"deprecated\"}, where paging is the field that
              holds the items of a page
  -h, --help  Show this help";

/// What is to be listed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Task {
    /// What the names have in them; empty for all RPCs.
    filter: String,
    /// Whether to print JSON.
    json: bool,
}

/// Reads the arguments after `methods`.
pub(crate) fn parse(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let mut task = Task::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("json") => task.json = true,
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Methods)),
            Arg::Value(value) if task.filter.is_empty() => task.filter = value.string()?,
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Methods(task))
}

/// Lists them.
pub(crate) fn run(task: &Task) -> Result<(), Error> {
    let filter = task.filter.to_lowercase();
    let methods: Vec<_> = all().filter(|of| matches(of, &filter)).collect();
    if methods.is_empty() {
        return Err(Error::NoMethods { filter: task.filter.clone() });
    }
    if task.json {
        let lines: Vec<_> = methods.into_iter().map(notes::in_json).collect();
        return output::write(&lines.join(&b'\n'));
    }
    let lines = match Look::of_stdout() {
        Look::Plain => methods.into_iter().map(plain_line).collect(),
        look => table(&methods, look),
    };
    output::say(&lines.join("\n"))
}

/// Whether one of the names has a text in lower case in it.
fn matches(of: &MethodDescriptor, filter: &str) -> bool {
    [Some(full_name(of)), of.documented_name()]
        .into_iter()
        .flatten()
        .any(|name| name.to_lowercase().contains(filter))
}

/// The columns of the table for programs: with the package, and a tab between them.
fn plain_line(of: &MethodDescriptor) -> String {
    let documented = of.documented_name().unwrap_or_default();
    format!("{}\t{documented}\t{}", full_name(of), notes::in_words(of))
}
