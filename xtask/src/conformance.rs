//! `conformance`: compares our code with other implementations, and runs the suites of others.
//!
//! | part | compares |
//! | --- | --- |
//! | `binary` | `tests/examples/binary_testee` with the binary encoding of the package protobuf |
//! | `connect` | `tests/examples/connect_*_testee` with the Connect conformance suite |
//! | `drafts` | the types of the schema with those that are drafted from its exported proto files |
//! | `evolution` | unchanged code with the crates of edited schemas |
//! | `history` | what `diff` says of published versions of the API with their descriptors |
//! | `messages` | `gitpod-api json` with the Python packages protobuf and protovalidate |
//! | `mutations` | what `diff` says of edited schemas with `buf breaking` and the package protobuf |
//! | `patterns` | the generator's patterns with RE2 |
//! | `protobuf` | `tests/examples/protobuf_testee` with protobuf's conformance suite |
//! | `semver` | what `diff` says of Rust code with cargo-semver-checks, if it is installed |
//! | `well-known` | `tests/examples/well_known_testee` with the well-known types of protobuf's package |
//!
//! The comparisons of messages, well-known types and patterns are written in Python, in the folder
//! `conformance/` of this crate, because the other implementations are. This module installs them and
//! starts them.
//!
//! Used by `main` and `args`. Depends on `console`, `environment`, `draft`, `error`, `export` and
//! `workspace`.

mod connect;
mod drafts;
mod history;
mod mutations;
mod patterns;
mod protobuf;

use std::env;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValue;
use gitpod_codegen::export::ProtoRules;

use crate::environment::{Node, Python};
use crate::error::{Error, Outcome};
use crate::export;
use crate::workspace::{BINARY_TESTEE, GITPOD_API, Program, WELL_KNOWN_TESTEE, Workspace, scratch};

/// The folder of the scripts and of their requirements.
const SCRIPTS: &str = "xtask/conformance";

/// A part of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Binary messages, compared with protobuf.
    Binary,
    /// The Connect conformance suite.
    Connect,
    /// Types that are drafted from exported proto files, compared with the schema.
    Drafts,
    /// Code against the crates of edited schemas.
    Evolution,
    /// Published versions, compared with their descriptors.
    History,
    /// Messages, compared with protobuf and protovalidate.
    Messages,
    /// Edited schemas, compared with `buf breaking` and protobuf.
    Mutations,
    /// Patterns, compared with RE2.
    Patterns,
    /// Protobuf's conformance suite.
    Protobuf,
    /// The crates of edited schemas, judged by cargo-semver-checks.
    Semver,
    /// Well-known types, compared with protobuf and protovalidate.
    WellKnown,
}

impl Part {
    const ALL: [Self; 11] = [
        Self::Drafts,
        Self::Patterns,
        Self::Mutations,
        Self::Evolution,
        Self::Semver,
        Self::History,
        Self::Messages,
        Self::Binary,
        Self::WellKnown,
        Self::Protobuf,
        Self::Connect,
    ];
}

impl ValueEnum for Part {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Binary => "binary",
            Self::Connect => "connect",
            Self::Drafts => "drafts",
            Self::Evolution => "evolution",
            Self::History => "history",
            Self::Messages => "messages",
            Self::Mutations => "mutations",
            Self::Patterns => "patterns",
            Self::Protobuf => "protobuf",
            Self::Semver => "semver",
            Self::WellKnown => "well-known",
        }))
    }
}

/// What to run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    /// The part to run; `None` for all.
    pub(crate) only: Option<Part>,
    /// The messages to compare.
    pub(crate) extent: Extent,
    /// The programs of others.
    pub(crate) runners: Runners,
}

/// The programs of others; `None` for one that is installed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Runners {
    /// The runner of the Connect conformance suite.
    pub(crate) connect: Option<PathBuf>,
    /// The runner of protobuf's conformance suite.
    pub(crate) protobuf: Option<PathBuf>,
    /// cargo-semver-checks.
    pub(crate) semver: Option<PathBuf>,
}

/// The messages to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    /// The number of messages.
    pub(crate) count: u32,
    /// The seed of the generator.
    pub(crate) seed: u64,
}

impl Default for Extent {
    fn default() -> Self {
        Self { count: 20_000, seed: 1 }
    }
}

/// Runs the selected parts. A part that fails does not keep others from running.
pub(crate) fn conformance(selection: &Selection, root: Option<&Path>) -> Result<Outcome, Error> {
    let workspace = Workspace::find(root)?;
    let scripts = workspace.root().join(SCRIPTS);
    let Selection { only, extent, runners } = selection;
    let mut outcome = Outcome::Success;
    for part in Part::ALL.into_iter().filter(|part| only.is_none_or(|only| only == *part)) {
        let of_part = match part {
            Part::Binary => binary(*extent, &scripts, &workspace)?,
            Part::Connect => connect::run(runners.connect.as_deref(), &scripts, &workspace)?,
            Part::Drafts => drafts(&workspace)?,
            Part::History => history::run(&scripts, &own_folder()?, &workspace)?,
            Part::Messages => messages(*extent, &scripts, &workspace)?,
            Part::Evolution => evolution(extent.seed, &scripts, &workspace)?,
            Part::Mutations => mutations(extent.seed, &scripts, &workspace)?,
            Part::Patterns => patterns(extent.seed, &scripts, &workspace)?,
            Part::Protobuf => protobuf::run(runners.protobuf.as_deref(), &scripts, &workspace)?,
            Part::Semver => semver(selection, &scripts, &workspace)?,
            Part::WellKnown => well_known(*extent, &scripts, &workspace)?,
        };
        if of_part != Outcome::Success {
            outcome = of_part;
        }
    }
    Ok(outcome)
}

/// Compares generated documents of every type.
fn messages(extent: Extent, scripts: &Path, workspace: &Workspace) -> Result<Outcome, Error> {
    let setup = setup(GITPOD_API, scripts, workspace)?;
    compare(setup, &scripts.join("main.py"), "proto", extent, workspace)
}

/// Compares binary messages of every type.
fn binary(extent: Extent, scripts: &Path, workspace: &Workspace) -> Result<Outcome, Error> {
    let setup = setup(BINARY_TESTEE, scripts, workspace)?;
    compare(setup, &scripts.join("binary.py"), "proto", extent, workspace)
}

/// Compares messages of the suite of well-known types.
fn well_known(extent: Extent, scripts: &Path, workspace: &Workspace) -> Result<Outcome, Error> {
    let setup = setup(WELL_KNOWN_TESTEE, scripts, workspace)?;
    let suite = workspace.suite("well_known");
    compare(setup, &scripts.join("well_known.py"), "proto-well-known", extent, &suite)
}

/// Runs a script that compares a program with the package protobuf, on the schema of a workspace. Its
/// proto files are exported into a folder of this name.
fn compare(
    (program, folder, python): (PathBuf, PathBuf, Python),
    script: &Path,
    protos: &str,
    extent: Extent,
    workspace: &Workspace,
) -> Result<Outcome, Error> {
    let protos = folder.join(protos);
    export::proto_quietly(&protos, ProtoRules::Written, workspace)?;
    let mut script = python.script(script);
    script.arg("--protos").arg(protos).arg("--program").arg(program);
    script.args(["--count", &extent.count.to_string(), "--seed", &extent.seed.to_string()]);
    let status = script.status().map_err(Error::disk("run", script.get_program().as_ref()))?;
    Ok(if status.success() { Outcome::Success } else { Outcome::Failure })
}

fn drafts(workspace: &Workspace) -> Result<Outcome, Error> {
    let program = GITPOD_API.build(workspace.root())?;
    drafts::compare(&scratch(&program, "conformance")?, workspace)
}

fn patterns(seed: u64, scripts: &Path, workspace: &Workspace) -> Result<Outcome, Error> {
    let (_, _, python) = setup(GITPOD_API, scripts, workspace)?;
    patterns::compare(scripts, &python, seed)
}

/// The folder for programs and results of this command, in the target folder.
fn own_folder() -> Result<PathBuf, Error> {
    let program = env::current_exe().map_err(Error::disk("find", Path::new("xtask")))?;
    scratch(&program, "conformance")
}

fn evolution(seed: u64, scripts: &Path, workspace: &Workspace) -> Result<Outcome, Error> {
    mutations::evolution::run(seed, scripts, &own_folder()?, workspace)
}

fn semver(selection: &Selection, scripts: &Path, workspace: &Workspace) -> Result<Outcome, Error> {
    let finding = mutations::semver::Finding {
        named: selection.runners.semver.as_deref(),
        may_install: selection.only == Some(Part::Semver),
    };
    let seed = selection.extent.seed;
    mutations::semver::run(seed, finding, scripts, &own_folder()?, workspace)
}

fn mutations(seed: u64, scripts: &Path, workspace: &Workspace) -> Result<Outcome, Error> {
    let folder = own_folder()?;
    let python = Python::at(&folder.join("venv"), &scripts.join("requirements.txt"))?;
    let node = Node::at(&folder.join("buf"), &scripts.join("evolution/buf"))?;
    mutations::run(seed, scripts, &folder, &python, &node, workspace)
}

/// The built program, the folder of installed packages, and the environment of the scripts.
fn setup(
    program: Program,
    scripts: &Path,
    workspace: &Workspace,
) -> Result<(PathBuf, PathBuf, Python), Error> {
    let program = program.build(workspace.root())?;
    let folder = scratch(&program, "conformance")?;
    let python = Python::at(&folder.join("venv"), &scripts.join("requirements.txt"))?;
    Ok((program, folder, python))
}
