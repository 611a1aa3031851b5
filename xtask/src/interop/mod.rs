//! `interop`: runs clients that are not ours against the mock, and ours against a server that is
//! not.
//!
//! What is checked is written in the languages of the other sides, beside this crate in
//! `interop/`, and for our own client in `tests/examples/interop.rs`. Here all of them are
//! installed, started, listened to and stopped. Each prints a line a check, and how many checks of
//! each service there have to be is known, so that none can be lost in silence.

mod process;
mod tally;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;

use gitpod_codegen::export::ProtoRules;

use crate::Outcome;
use crate::environment::{Node, Python, run};
use crate::error::Error;
use crate::program::{GITPOD_API, RUST_CLIENT, scratch};
use crate::workspace::Workspace;
use crate::{export, report};
use process::{Mock, Script};
use tally::Tally;

/// The scripts and the lists of what they need.
const SCRIPTS: &str = "xtask/interop";

/// One of the other sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The official Python package, with its models and with its stubs.
    Python,
    /// connect-es.
    Es,
    /// A server in Python, for our clients.
    Server,
}

impl FromStr for Part {
    type Err = &'static str;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "python" => Ok(Self::Python),
            "es" => Ok(Self::Es),
            "server" => Ok(Self::Server),
            _ => Err("`--only` takes `python`, `es` or `server`"),
        }
    }
}

/// Runs all parts, or one of them.
pub(crate) fn interop(only: Option<Part>, root: Option<&Path>) -> Result<Outcome, Error> {
    let workspace = Workspace::find(root)?;
    let program = GITPOD_API.build(workspace.root())?;
    let folder = scratch(&program, "interop")?;
    let scripts = workspace.root().join(SCRIPTS);
    let mut setup = Setup { workspace, program, folder, scripts, tally: Tally::default() };
    let is_asked = |part| only.is_none_or(|only| only == part);
    if is_asked(Part::Python) {
        setup.rest()?;
        setup.connect()?;
    }
    if is_asked(Part::Es) {
        setup.es()?;
    }
    if is_asked(Part::Server) {
        setup.server()?;
    }
    report::say(&format!("\n{}", setup.tally));
    let gaps = setup.tally.gaps();
    for gap in &gaps {
        report::complain(&format!("error: {gap}"));
    }
    Ok(if gaps.is_empty() { Outcome::Fine } else { Outcome::Problem })
}

/// What all parts have in common.
struct Setup {
    workspace: Workspace,
    program: PathBuf,
    /// Where everything is installed.
    folder: PathBuf,
    scripts: PathBuf,
    tally: Tally,
}

impl Setup {
    /// The Python client with resources, models and iterators of pages.
    fn rest(&mut self) -> Result<(), Error> {
        let mut script = self.python("rest")?.script(&self.scripts.join("python/rest.py"));
        let mocks = Mocks::start(&self.program)?;
        script.args(["--mock", mocks.plain.url(), "--strict-mock", mocks.strict.url()]);
        self.listen("rest", script)
    }

    /// The Python client of stubs for Connect.
    fn connect(&mut self) -> Result<(), Error> {
        let mut script = self.python("connect")?.script(&self.scripts.join("python/connect.py"));
        let mocks = Mocks::start(&self.program)?;
        script.args(["--mock", mocks.plain.url(), "--strict-mock", mocks.strict.url()]);
        script.args(["--slow-mock", mocks.slow.url()]);
        self.listen("connect", script)
    }

    /// The client of connect-es, with the descriptors of the exported files.
    fn es(&mut self) -> Result<(), Error> {
        let descriptors = self.descriptors()?;
        let node = Node::at(&self.folder.join("es"), &self.scripts.join("es"))?;
        let mocks = Mocks::start(&self.program)?;
        let mut script = node.script("main.mjs");
        script.arg(descriptors).args([mocks.plain.url(), mocks.strict.url(), mocks.slow.url()]);
        self.listen("es", script)
    }

    /// Our clients, run by the server.
    fn server(&mut self) -> Result<(), Error> {
        let client = RUST_CLIENT.build(self.workspace.root())?;
        let mut script = self.python("connect")?.script(&self.scripts.join("python/server.py"));
        script.arg("--program").arg(&self.program).arg("--rust-client").arg(client);
        self.tally.expect("rust");
        self.listen("call", script)
    }

    /// The environment of a Python client.
    fn python(&self, client: &str) -> Result<Python, Error> {
        let requirements = self.scripts.join("python").join(format!("{client}.txt"));
        Python::at(&self.folder.join(client), &requirements)
    }

    /// Runs a script to its end and counts the checks that it tells of.
    fn listen(&mut self, client: &str, command: Command) -> Result<(), Error> {
        self.tally.expect(client);
        let mut script = Script::start(command)?;
        while let Some(line) = script.line()? {
            report::say(&line);
            self.tally.line(&line);
        }
        if !script.has_succeeded()? {
            self.tally.fail(client);
        }
        Ok(())
    }

    /// The exported proto files as descriptors.
    fn descriptors(&self) -> Result<PathBuf, Error> {
        let protos = self.folder.join("proto");
        let files = export::keep(&protos, ProtoRules::LeftOut, &self.workspace)?;
        let descriptors = self.folder.join("api.binpb");
        let mut protoc = self.python("rest")?.module("grpc_tools.protoc");
        protoc.args(["--proto_path=.", "--include_imports"]);
        protoc.arg("--descriptor_set_out").arg(&descriptors).args(files).current_dir(protos);
        run(&mut protoc, "protoc has to take the exported files")?;
        Ok(descriptors)
    }
}

/// The mocks that a client is run against; each client has its own, which nobody else has changed.
struct Mocks {
    plain: Mock,
    strict: Mock,
    /// One that answers nobody in time.
    slow: Mock,
}

impl Mocks {
    fn start(program: &Path) -> Result<Self, Error> {
        Ok(Self {
            plain: Mock::start(program, &["--seed", "1"])?,
            strict: Mock::start(program, &["--seed", "1", "--strict"])?,
            slow: Mock::start(program, &["--seed", "1", "--latency", "3600000"])?,
        })
    }
}
