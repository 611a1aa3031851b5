//! The work of a candidate: a program that is run and measured.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

use serde_json::Value;

use super::builds::{self, Build};
use super::generate::{self, Generator, Schema};
use super::place::Place;
use super::sample::{Metric, Sample};
use crate::error::Error;

/// What is measured.
#[derive(Debug, Clone, Copy)]
pub(super) enum Work {
    /// A program of the workspace `bench`, which measures itself.
    Program {
        /// The package.
        package: &'static str,
        /// The work.
        case: &'static str,
        /// The implementation.
        candidate: &'static str,
        /// How often a sample does the work.
        iterations: u32,
    },
    /// The same for a program that does the work once and measures no time.
    Once {
        /// The package.
        package: &'static str,
        /// The implementation.
        candidate: &'static str,
        /// The size of the work.
        size: u32,
    },
    /// A build of a crate or program.
    Build(Build),
    /// The first build of a program of the workspace `bench`, in an empty folder.
    FirstBuild(&'static str),
    /// A run of a generator.
    Generate(Schema, Generator),
}

impl Work {
    /// Whether cargo is what is measured.
    pub(super) const fn is_build(&self) -> bool {
        matches!(self, Self::Build(_) | Self::FirstBuild(_))
    }

    /// Builds and writes what the work needs besides the programs of the workspace `bench`.
    pub(super) fn prepare(&self, place: &Place) -> Result<(), Error> {
        match *self {
            Self::Build(build) => build.prepare(place),
            Self::Generate(schema, generator) => {
                generate::prepare(schema, place)?;
                match generator {
                    Generator::Ours => generate::build(place),
                    Generator::Peer(_) => Ok(()),
                }
            }
            // Nothing is there in a first build.
            Self::Program { .. } | Self::Once { .. } | Self::FirstBuild(_) => Ok(()),
        }
    }

    /// Measures the work once.
    pub(super) fn sample(&self, place: &Place) -> Result<Sample, Error> {
        match *self {
            Self::Program { package, case, candidate, iterations: size } => {
                run(&place.program(package), [case, candidate, &size.to_string()])
            }
            Self::Once { package, candidate, size } => {
                run(&place.program(package), ["once", candidate, &size.to_string()])
            }
            Self::Build(build) => build.sample(place),
            Self::FirstBuild(package) => builds::first(package, place),
            Self::Generate(schema, generator) => generate::sample(schema, generator, place),
        }
    }

    /// Counts the instructions of the work, if they can be compared. For programs, it is the difference between many
    /// and few iterations, without the start.
    pub(super) fn instructions(&self, place: &Place) -> Result<Option<f64>, Error> {
        match *self {
            // The server is another process.
            Self::Program { case, .. } if case.starts_with("server") => Ok(None),
            Self::Program { package, case, candidate, iterations } => {
                let few = (iterations / 40).max(1);
                let count = |iterations: u32| {
                    let iterations = iterations.to_string().into();
                    let arguments = [case.into(), candidate.into(), iterations];
                    instructions(&place.program(package), &arguments)
                };
                // A tenth of the iterations comes first, as a warm-up.
                let done = |iterations: u32| f64::from(iterations + iterations / 10);
                let [less, more] = [count(few)?, count(3 * few)?];
                Ok(Some((more - less) / (done(3 * few) - done(few))))
            }
            Self::Generate(schema, generator) => generate::instructions(schema, generator, place),
            Self::Once { .. } | Self::Build(_) | Self::FirstBuild(_) => Ok(None),
        }
    }
}

fn run(program: &Path, arguments: [&str; 3]) -> Result<Sample, Error> {
    sample(&output(Command::new(program).args(arguments))?)
}

/// Whether instructions can be counted on this machine.
pub(super) fn has_valgrind() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// The number of instructions that a program executes.
pub(super) fn instructions(program: &Path, arguments: &[OsString]) -> Result<f64, Error> {
    let counts = env::temp_dir().join(format!("xtask-bench-{}.callgrind", std::process::id()));
    let mut out = OsString::from("--callgrind-out-file=");
    out.push(&counts);
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--quiet"]).arg(out).arg(program).args(arguments);
    output(&mut command)?;
    let text = fs::read_to_string(&counts).map_err(Error::disk("read", &counts))?;
    let _ = fs::remove_file(&counts);
    let total = text.lines().find_map(|line| line.strip_prefix("summary: ")?.trim().parse().ok());
    total.ok_or_else(|| Error::Tool {
        message: "valgrind has counted nothing".to_owned(),
        help: "run it by hand: `valgrind --tool=callgrind PROGRAM`",
    })
}

/// Runs a command and returns its standard output.
pub(super) fn output(command: &mut Command) -> Result<String, Error> {
    let problem = match command.stderr(Stdio::inherit()).output() {
        Ok(output) if output.status.success() => {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        Ok(output) => output.status.to_string(),
        Err(error) => error.to_string(),
    };
    Err(Error::Tool {
        message: format!("{command:?} failed: {problem}"),
        help: "run it by hand to see why",
    })
}

/// Reads the line that a program prints.
pub(super) fn sample(line: &str) -> Result<Sample, Error> {
    let line: Value = serde_json::from_str(line.trim()).map_err(|error| Error::Tool {
        message: format!("not a sample: {error}: {line}"),
        help: "programs in `bench/` print one line of JSON",
    })?;
    let values = Metric::ALL.into_iter();
    let values = values.filter_map(|metric| Some((metric, line.get(metric.key())?.as_f64()?)));
    let content = line.get("content").and_then(Value::as_str).map(str::to_owned);
    Ok(Sample { values: values.collect(), content })
}
