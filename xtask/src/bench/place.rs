//! Where programs are built: a checkout, and folders in the target folder.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::sample::Sample;
use super::{builds, inputs, work};
use crate::error::Error;
use crate::workspace::Workspace;

/// The variable that tells build scripts and crates where the inputs are.
pub(super) const INPUTS: &str = "GITPOD_BENCH_INPUTS";

/// The program that measures a command.
pub(super) const RUN: &str = "bench-run";

/// The programs that measure themselves or others.
pub(super) const PROGRAMS: [&str; 5] =
    ["bench-calls", "bench-generators", "bench-memory", RUN, "bench-wire"];

/// A checkout whose programs are built and measured.
#[derive(Debug)]
pub(super) struct Place {
    root: PathBuf,
    /// The folder of everything that is written.
    folder: PathBuf,
    /// The folder of the programs of this checkout.
    programs: PathBuf,
}

impl Place {
    /// Creates the folders and writes the inputs of the programs.
    pub(super) fn new(workspace: &Workspace, folder: &Path, name: &str) -> Result<Self, Error> {
        let root = workspace.root().to_owned();
        let programs = folder.join("programs").join(name);
        fs::create_dir_all(&programs).map_err(Error::disk("create", &programs))?;
        let place = Self { root, folder: folder.to_owned(), programs };
        inputs::write(workspace, &place.inputs())?;
        Ok(place)
    }

    /// Another checkout, with the inputs of this one.
    pub(super) fn elsewhere(&self, root: PathBuf, name: &str) -> Result<Self, Error> {
        let programs = self.folder.join("programs").join(name);
        fs::create_dir_all(&programs).map_err(Error::disk("create", &programs))?;
        Ok(Self { root, folder: self.folder.clone(), programs })
    }

    /// The root of the checkout.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of everything that is written.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder that holds what the schema is exported to.
    pub(super) fn inputs(&self) -> PathBuf {
        self.folder.join("inputs")
    }

    /// The path of a program that was built.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.programs.join(name)
    }

    /// A folder for the inputs and outputs of its generators.
    pub(super) fn schemas(&self) -> PathBuf {
        self.programs.join("schemas")
    }

    /// The target folder of the workspace `bench`.
    pub(super) fn build_folder(&self) -> PathBuf {
        self.folder.join("build")
    }

    /// Builds programs of the workspace `bench` with optimizations. The programs of all checkouts share their
    /// dependencies, so each is copied to a folder of its own.
    pub(super) fn build_programs(&self, programs: &[&str]) -> Result<(), Error> {
        let manifest = self.root.join("bench/Cargo.toml");
        self.build(&manifest, programs, &self.build_folder())
    }

    /// Builds programs of a workspace.
    pub(super) fn build(
        &self,
        manifest: &Path,
        programs: &[&str],
        target: &Path,
    ) -> Result<(), Error> {
        let mut build = self.cargo_in(manifest, target, "build");
        build.arg("--release");
        for program in programs {
            build.args(["--package", program]);
        }
        work::output(&mut build)?;
        for program in programs {
            let built = target.join("release").join(program);
            fs::copy(&built, self.program(program)).map_err(Error::disk("copy", &built))?;
        }
        Ok(())
    }

    /// A command of cargo.
    pub(super) fn cargo_in(&self, manifest: &Path, target: &Path, subcommand: &str) -> Command {
        builds::cargo(manifest, target, subcommand, &self.inputs())
    }

    /// Runs a command and measures it. Other exit codes than 0 must be in the list.
    pub(super) fn run(&self, command: &Command, codes: &[i32]) -> Result<Sample, Error> {
        self.measured(command, codes, Stdio::null())
    }

    /// The same with a file for the standard output.
    pub(super) fn run_to(&self, command: &Command, output: &Path) -> Result<Sample, Error> {
        let file = fs::File::create(output).map_err(Error::disk("create", output))?;
        self.measured(command, &[], file.into())
    }

    fn measured(&self, command: &Command, codes: &[i32], output: Stdio) -> Result<Sample, Error> {
        let report = self.folder.join("run.json");
        let mut run = Command::new(self.program(RUN));
        run.arg(&report).arg(command.get_program()).args(command.get_args()).stdout(output);
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => run.env(name, value),
                None => run.env_remove(name),
            };
        }
        // What is expected to fail prints a lot.
        run.stderr(if codes.is_empty() { Stdio::inherit() } else { Stdio::null() });
        let status = run.status().map_err(Error::disk("run", Path::new(RUN)))?;
        if !status.success() && !status.code().is_some_and(|code| codes.contains(&code)) {
            let words = command.get_args().map(OsStr::to_string_lossy).collect::<Vec<_>>();
            return Err(Error::Tool {
                message: format!("`{}` failed: {status}", words.join(" ")),
                help: "run it by hand to see why",
            });
        }
        let line = fs::read_to_string(&report).map_err(Error::disk("read", &report))?;
        work::sample(&line)
    }
}
