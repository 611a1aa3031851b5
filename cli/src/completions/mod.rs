//! `gitpod-api completions`: what shells complete after the program's name.
//!
//! A shell's script asks the program itself, with the hidden command `__complete SHELL WORDS…`,
//! so what it offers is what the tables of this very version have.

mod candidates;
mod usage;
mod words;

use std::ffi::OsString;

use lexopt::{Arg, Parser, ValueExt};

use crate::args::Command;
use crate::error::Error;
use crate::help::Topic;
use crate::output;
use candidates::candidates;
use words::Line;

/// What `help completions` says.
pub(crate) const HELP: &str = "\
Usage: gitpod-api completions bash|zsh|fish

Prints a script that completes commands, options, RPCs and message types in a shell:
  source <(gitpod-api completions bash)
  source <(gitpod-api completions zsh)
  gitpod-api completions fish | source

Options:
  -h, --help  Show this help";

/// A shell that can ask what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl Shell {
    const ALL: [Self; 3] = [Self::Bash, Self::Zsh, Self::Fish];

    const fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
        }
    }

    fn parse(name: &str) -> Result<Self, String> {
        let mut all = Self::ALL.into_iter();
        all.find(|shell| shell.name() == name).ok_or_else(|| {
            format!("there are completions for bash, zsh and fish, not for `{name}`")
        })
    }

    const fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("bash.sh"),
            Self::Zsh => include_str!("zsh.sh"),
            Self::Fish => include_str!("fish.fish"),
        }
    }
}

/// What is to be printed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// The script that a shell reads once.
    Script(Shell),
    /// What may stand at the end of a command line.
    Complete {
        /// Who asks.
        shell: Shell,
        /// The words after the program's name; the last one is being typed and may be empty.
        words: Vec<String>,
    },
}

/// Reads the arguments after `completions`.
pub(crate) fn parse(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let mut shell = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Completions)),
            Arg::Value(value) if shell.is_none() => shell = Some(Shell::parse(&value.string()?)?),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Completions(Task::Script(shell.ok_or("a SHELL is missing")?)))
}

/// Reads the arguments after `__complete`; those after the shell are nothing to understand yet.
pub(crate) fn parse_words(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let mut raw = parser.raw_args()?;
    let shell = raw.next().unwrap_or_default();
    let shell = Shell::parse(&shell.to_string_lossy())?;
    let text = |word: OsString| word.to_string_lossy().into_owned();
    Ok(Command::Completions(Task::Complete { shell, words: raw.map(text).collect() }))
}

/// Prints it.
pub(crate) fn run(task: &Task) -> Result<(), Error> {
    match task {
        Task::Script(shell) => output::say(shell.script().trim_end()),
        Task::Complete { shell, words } => {
            let line = Line::new(words, *shell);
            let lines: Vec<String> =
                candidates(&line).iter().map(|found| found.shown(&line, *shell)).collect();
            if lines.is_empty() { Ok(()) } else { output::say(&lines.join("\n")) }
        }
    }
}
