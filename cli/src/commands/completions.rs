//! `gitpod-api completions`: prints the script that installs completions in a shell.

use crate::completion::Shell;
use crate::error::Error;
use crate::output;

const DESCRIPTION: &str = "\
Prints a script that completes commands, options, RPCs, message types and files:
  source <(gitpod-api completions bash)
  source <(gitpod-api completions zsh)
  gitpod-api completions fish | source

Load it at shell startup, not from a saved copy: the script and the program must have the
same version.";

/// Print a script that installs completions in a shell
#[derive(Debug, clap::Args)]
#[command(before_help = DESCRIPTION)]
pub(crate) struct Args {
    /// Shell to complete in
    shell: Shell,
}

/// Prints the script.
pub(crate) fn run(args: &Args) -> Result<(), Error> {
    let script = args.shell.registration().map_err(Error::Output)?;
    output::print(&script).map_err(Error::Output)
}
