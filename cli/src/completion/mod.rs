//! Shell completions.
//!
//! A registration script makes the shell run this program with [`VARIABLE`] set; `clap_complete`
//! then completes the words against the definition of the command line. `candidates` offers RPCs
//! and message types, and `bash` is an adapter of our own.
//!
//! Used by `main` and by the commands. Depends on `catalog` only.

mod bash;
pub(crate) mod candidates;

use std::env;
use std::io;
use std::path::PathBuf;

use clap::ValueEnum;
use clap_complete::CompleteEnv;
use clap_complete::env::{EnvCompleter, Fish, Shells, Zsh};

/// The environment variable that turns a run into a completion; its value is the shell.
const VARIABLE: &str = "GITPOD_API_COMPLETE";

/// A supported shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl Shell {
    fn adapter(self) -> &'static dyn EnvCompleter {
        match self {
            Self::Bash => &bash::Bash,
            Self::Zsh => &Zsh,
            Self::Fish => &Fish,
        }
    }

    /// The script that registers the completions of this program with the shell.
    ///
    /// The script runs the program as this run was started: by name, or by its absolute path.
    pub(crate) fn registration(self) -> io::Result<String> {
        let program = env::args_os().next().map_or_else(|| "gitpod-api".into(), PathBuf::from);
        let program =
            if program.components().count() > 1 { std::path::absolute(program)? } else { program };
        let mut script = Vec::new();
        self.adapter().write_registration(
            VARIABLE,
            "gitpod-api",
            "gitpod-api",
            &program.to_string_lossy(),
            &mut script,
        )?;
        Ok(String::from_utf8_lossy(&script).trim().to_owned())
    }
}

/// Completes a command line if a shell asks for it; otherwise returns `false`.
pub(crate) fn answer(command: fn() -> clap::Command) -> Result<bool, clap::Error> {
    CompleteEnv::with_factory(command)
        .var(VARIABLE)
        .shells(Shells(&[&bash::Bash, &Zsh, &Fish]))
        .try_complete(env::args_os(), env::current_dir().ok().as_deref())
}
