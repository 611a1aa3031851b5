//! `gitpod-api methods`: lists the RPCs, or describes one.

mod describe;
mod notes;
mod style;
mod table;

use clap_complete::engine::ArgValueCompleter;
use gitpod_api::runtime::rpc::MethodDescriptor;

use crate::catalog::methods::{self, all, full_name};
use crate::catalog::reference;
use crate::completion::candidates;
use crate::error::Error;
use crate::output;
use style::Look;
use table::table;

const DESCRIPTION: &str = "\
Lists the RPCs: as a table on a terminal, otherwise as tab-separated lines of the full
name, the documented name and notes. With --json, one JSON object per line:
  {\"method\", \"documented\", \"request\", \"response\", \"idempotency\", \"paging\", \"deprecated\"}
where paging is the field that holds the items of a page.

With --describe, the fields of request and response of one RPC: their types, rules and
descriptions, and examples to start from. The name of an error detail, as in the errors of
`call`, describes its fields.

Colours are used only on terminals, and not with NO_COLOR or TERM=dumb.";

/// List the RPCs
#[derive(Debug, clap::Args)]
#[command(before_help = DESCRIPTION, args_override_self = true)]
pub(crate) struct Args {
    /// Text that the full or the documented name must contain; case is ignored
    #[arg(
        value_name = "FILTER",
        default_value = "",
        hide_default_value = true,
        add = ArgValueCompleter::new(candidates::methods)
    )]
    filter: String,
    /// Print one JSON object per line
    #[arg(long)]
    json: bool,
    /// Describe an RPC or error detail, named by FILTER: fields, types, rules, examples
    #[arg(long, conflicts_with = "json", requires = "filter")]
    describe: bool,
}

/// Lists the RPCs that match the filter.
pub(crate) fn run(args: &Args) -> Result<(), Error> {
    if args.describe {
        return describe_one(&args.filter);
    }
    let filter = args.filter.to_lowercase();
    let methods: Vec<_> = all().filter(|of| matches(of, &filter)).collect();
    if methods.is_empty() {
        return Err(Error::NoMethods { filter: args.filter.clone() });
    }
    if args.json {
        let lines: Vec<_> = methods.into_iter().map(notes::in_json).collect();
        return output::write(&lines.join(&b'\n')).map_err(Error::Output);
    }
    let lines = match Look::of_stdout() {
        Look::Plain => methods.into_iter().map(plain_line).collect(),
        look => table(&methods, look),
    };
    output::print(&lines.join("\n")).map_err(Error::Output)
}

fn describe_one(name: &str) -> Result<(), Error> {
    let look = Look::of_stdout();
    let page = match (methods::find(name), reference::error_detail(name)) {
        (Some(of), _) => describe::describe(of, look),
        (None, Some(of)) => describe::describe_detail(of, look),
        (None, None) => {
            let similar = methods::similar(name);
            return Err(Error::UnknownMethod { name: name.to_owned(), similar });
        }
    };
    output::print(&page).map_err(Error::Output)
}

/// Whether one of the names contains a lower-case text.
fn matches(of: &MethodDescriptor, filter: &str) -> bool {
    [Some(full_name(of)), of.documented_name()]
        .into_iter()
        .flatten()
        .any(|name| name.to_lowercase().contains(filter))
}

/// A line for programs: full name, documented name and notes, separated by tabs.
fn plain_line(of: &MethodDescriptor) -> String {
    let documented = of.documented_name().unwrap_or_default();
    format!("{}\t{documented}\t{}", full_name(of), notes::in_words(of))
}
