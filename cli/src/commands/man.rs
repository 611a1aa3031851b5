//! `gitpod-api man`: manual pages, from the definition of the command line.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueHint;

use crate::error::Error;
use crate::output;

/// Print the manual page, or write a page for each command
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write gitpod-api.1 and a page for each command to this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: Option<PathBuf>,
}

/// Prints the page of the program, or writes all pages.
pub(crate) fn run(args: &Args, command: clap::Command) -> Result<(), Error> {
    let command = command.mut_subcommands(with_description);
    match &args.out {
        Some(folder) => write_pages(command, folder)
            .map_err(|cause| Error::ManualPages { folder: folder.display().to_string(), cause }),
        None => {
            let mut page = Vec::new();
            let rendered = clap_mangen::Man::new(command).render(&mut page);
            rendered.and_then(|()| output::write(page.trim_ascii_end())).map_err(Error::Output)
        }
    }
}

fn write_pages(command: clap::Command, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(command.disable_help_subcommand(true), folder)
}

/// Moves the description of a command from its help to its manual page.
fn with_description(command: clap::Command) -> clap::Command {
    match command.get_before_help().cloned() {
        Some(description) => command.long_about(description),
        None => command,
    }
}
