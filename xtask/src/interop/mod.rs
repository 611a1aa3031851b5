//! `interop`: runs third-party clients against the mock, and our clients against a third-party
//! server.
//!
//! The checks are written in the languages of the other sides, in the folder `interop/` of this
//! crate, and for our typed client in `tests/examples/interop.rs`. This module installs, starts and
//! stops them. Each prints one line per check; `tally` has the expected number for each service, so
//! that a check that is not run is an error.
//!
//! Used by `main` and `args`. Depends on `environment`, `error` and `workspace`.

mod mock;
mod tally;

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use gitpod_codegen::export::ProtoRules;

use crate::environment::{Node, Python, Script, go_program, has_go, run};
use crate::error::{Error, Outcome};
use crate::workspace::{ERROR_DETAILS, GITPOD_API, RUST_CLIENT, Workspace, scratch};
use crate::{console, export};
use mock::Mock;
use tally::Tally;

/// The folder of the scripts and of their requirements.
const SCRIPTS: &str = "xtask/interop";

/// A part of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The official Python package: its REST client and its Connect stubs.
    Python,
    /// connect-es.
    Es,
    /// `buf curl` and `grpcurl`.
    Tools,
    /// Our clients against a server in Python.
    Server,
}

impl ValueEnum for Part {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Python, Self::Es, Self::Tools, Self::Server]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Python => "python",
            Self::Es => "es",
            Self::Tools => "tools",
            Self::Server => "server",
        }))
    }
}

/// Runs all parts, or one of them.
pub(crate) fn interop(only: Option<Part>, root: Option<&Path>) -> Result<Outcome, Error> {
    let workspace = Workspace::find(root)?;
    let program = GITPOD_API.build(workspace.root())?;
    let folder = scratch(&program, "interop")?;
    let scripts = workspace.root().join(SCRIPTS);
    let mut setup = Setup { workspace, program, folder, scripts, tally: Tally::default() };
    let is_selected = |part| only.is_none_or(|only| only == part);
    if is_selected(Part::Python) {
        setup.rest()?;
        setup.connect()?;
    }
    if is_selected(Part::Es) {
        setup.es()?;
    }
    if is_selected(Part::Tools) {
        setup.tools()?;
    }
    if is_selected(Part::Server) {
        setup.server()?;
    }
    console::print(&format!("\n{}", setup.tally));
    let gaps = setup.tally.gaps();
    for gap in &gaps {
        console::print_error(&format!("error: {gap}"));
    }
    Ok(if gaps.is_empty() { Outcome::Success } else { Outcome::Failure })
}

/// The setup that all parts share.
struct Setup {
    workspace: Workspace,
    program: PathBuf,
    /// The folder of installed packages.
    folder: PathBuf,
    scripts: PathBuf,
    tally: Tally,
}

impl Setup {
    /// Runs the Python REST client, with its models and page iterators.
    fn rest(&mut self) -> Result<(), Error> {
        let mut script = self.python("rest")?.script(&self.scripts.join("python/rest.py"));
        let mocks = Mocks::start(&self.program)?;
        script.args(["--mock", mocks.plain.url(), "--strict-mock", mocks.strict.url()]);
        self.listen("rest", script)
    }

    /// Runs the Python Connect client.
    fn connect(&mut self) -> Result<(), Error> {
        let mut script = self.python("connect")?.script(&self.scripts.join("python/connect.py"));
        let mocks = Mocks::start(&self.program)?;
        script.args(["--mock", mocks.plain.url(), "--strict-mock", mocks.strict.url()]);
        script.args(["--slow-mock", mocks.slow.url()]);
        self.listen("connect", script)?;
        self.every_rpc("binary", "connect")?;
        self.every_rpc("grpc", "grpc")?;
        self.details()
    }

    /// Reads typed details of errors with grpcio and over gRPC-Web.
    fn details(&mut self) -> Result<(), Error> {
        let server = Command::new(ERROR_DETAILS.build(self.workspace.root())?);
        let help = "try it: `cargo run --package gitpod-tests --example error_details`";
        let server = Mock::listening(server, "error_details", help)?;
        let mut script = self.python("connect")?.script(&self.scripts.join("python/details.py"));
        script.args(["--server", server.url()]);
        self.listen("grpc", script)
    }

    /// Calls every RPC with binary messages and compares the replies with those in JSON.
    fn every_rpc(&mut self, client: &str, protocol: &str) -> Result<(), Error> {
        let mut script = self.python("connect")?.script(&self.scripts.join("python/every_rpc.py"));
        let [mock, twin] = twins(&self.program)?;
        script.arg("--program").arg(&self.program).args(["--protocol", protocol]);
        script.args(["--mock", mock.url(), "--twin", twin.url()]);
        self.listen(client, script)
    }

    /// Runs the client of connect-es on descriptors of the exported files.
    fn es(&mut self) -> Result<(), Error> {
        let descriptors = self.descriptors()?;
        let node = Node::at(&self.folder.join("es"), &self.scripts.join("es"))?;
        let mocks = Mocks::start(&self.program)?;
        let mut script = node.script("main.mjs");
        let twins = twins(&self.program)?;
        script.arg(descriptors).args([mocks.plain.url(), mocks.strict.url(), mocks.slow.url()]);
        script.args(twins.each_ref().map(Mock::url));
        self.tally.expect("es-binary");
        self.listen("es", script)
    }

    /// Runs `buf curl` and `grpcurl` on the exported files.
    fn tools(&mut self) -> Result<(), Error> {
        let protos = self.folder.join("proto");
        export::proto_quietly(&protos, ProtoRules::LeftOut, &self.workspace)?;
        let node = Node::at(&self.folder.join("es"), &self.scripts.join("es"))?;
        let mut script = self.python("connect")?.script(&self.scripts.join("python/tools.py"));
        let mock = Mock::start(&self.program, &["--seed", "1"])?;
        script.arg("--protos").arg(&protos).args(["--mock", mock.url()]);
        script.arg("--buf").arg(node.program("buf"));
        if has_go() {
            let list = self.scripts.join("grpcurl.txt");
            let grpcurl = go_program(&self.folder.join("grpcurl"), &list, "grpcurl")?;
            script.arg("--grpcurl").arg(grpcurl);
            self.tally.expect("grpcurl");
        } else {
            console::print_error("warning: Go is missing, so `grpcurl` is not run");
        }
        self.listen("buf", script)
    }

    /// Runs the Python server, which starts our clients.
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

    /// Runs a script to its end and counts the checks that it reports.
    fn listen(&mut self, client: &str, command: Command) -> Result<(), Error> {
        self.tally.expect(client);
        let mut script = Script::start(command)?;
        while let Some(line) = script.line()? {
            console::print(&line);
            self.tally.line(&line);
        }
        if !script.has_succeeded()? {
            self.tally.fail(client);
        }
        Ok(())
    }

    /// Compiles the exported proto files to descriptors.
    fn descriptors(&self) -> Result<PathBuf, Error> {
        let protos = self.folder.join("proto");
        let files = export::proto_quietly(&protos, ProtoRules::LeftOut, &self.workspace)?;
        let descriptors = self.folder.join("api.binpb");
        let mut protoc = self.python("rest")?.module("grpc_tools.protoc");
        protoc.args(["--proto_path=.", "--include_imports"]);
        protoc.arg("--descriptor_set_out").arg(&descriptors).args(files).current_dir(protos);
        run(&mut protoc, "the exported proto files do not compile")?;
        Ok(descriptors)
    }
}

/// Two mocks that answer the same calls in the same order with the same replies.
fn twins(program: &Path) -> Result<[Mock; 2], Error> {
    Ok([Mock::start(program, &["--seed", "1"])?, Mock::start(program, &["--seed", "1"])?])
}

/// The mocks of one client. Each client has its own, so that their changes do not mix.
struct Mocks {
    plain: Mock,
    strict: Mock,
    /// Never answers within a timeout.
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
