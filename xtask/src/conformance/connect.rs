//! Runs the Connect conformance suite: its runner with `tests/examples/connect_server_testee` and
//! `connect_client_testee`.
//!
//! The runner is a Go program. It starts the programs under test, and calls the server or serves the
//! calls of the client. The features to test and the expected numbers of cases are in `connect/`
//! beside the scripts.
//!
//! Used by `conformance`. Depends on `console`, `environment`, `error` and `workspace`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::console;
use crate::environment::{go_program, has_go};
use crate::error::{Error, Outcome};
use crate::workspace::{CONNECT_CLIENT, CONNECT_SERVER, Program, Workspace, scratch};

/// The variable that holds the path of the runner.
const VARIABLE: &str = "CONNECT_CONFORMANCE_RUNNER";

/// The name of the runner.
const RUNNER: &str = "connectconformance";

/// The modes of the runner, which are also the names of the files with features, and the programs
/// under test.
const MODES: [(&str, Program); 2] = [("server", CONNECT_SERVER), ("client", CONNECT_CLIENT)];

/// Runs the suite. `runner` is the path of the runner; by default, that of the variable, or the one of
/// the Go module.
pub(super) fn run(
    runner: Option<&Path>,
    scripts: &Path,
    workspace: &Workspace,
) -> Result<Outcome, Error> {
    let scripts = scripts.join("connect");
    let counts = scripts.join("counts.txt");
    let expected = fs::read_to_string(&counts).map_err(Error::disk("read", &counts))?;
    let mut found = Vec::new();
    for (mode, program) in MODES {
        let program = program.build(workspace.root())?;
        let Some(runner) = find(runner, &program, &scripts)? else {
            console::print_error(&format!(
                "SKIPPED: the Connect conformance suite is not run, because Go is not installed; \
                 install Go, or set {VARIABLE} to the path of its runner"
            ));
            return Ok(Outcome::Success);
        };
        let report = report(mode, &runner, &program, &scripts)?;
        let line = format!("{mode}: {}", result(&report));
        console::print(&format!("connect: {line}"));
        if !expected.lines().any(|expected| expected == line) {
            console::print(&report);
        }
        found.push(line);
    }
    if expected.lines().eq(found) {
        return Ok(Outcome::Success);
    }
    console::print_error(&format!(
        "error: the Connect conformance suite has other results than {}",
        counts.display()
    ));
    Ok(Outcome::Failure)
}

/// The runner that is named, or that of the Go module, in the target folder of a program. `None`
/// without Go.
fn find(named: Option<&Path>, program: &Path, scripts: &Path) -> Result<Option<PathBuf>, Error> {
    let variable = env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from);
    if let Some(path) = named.map(Path::to_owned).or(variable) {
        return Ok(Some(path));
    }
    if !has_go() {
        return Ok(None);
    }
    let folder = scratch(program, "conformance/connect")?;
    go_program(&folder, &scripts.join("runner.txt"), RUNNER).map(Some)
}

/// Runs the suite on a program and returns the report.
fn report(mode: &str, runner: &Path, program: &Path, scripts: &Path) -> Result<String, Error> {
    let mut command = Command::new(runner);
    command.args(["--mode", mode, "--conf"]).arg(scripts.join(format!("{mode}.yaml")));
    command.arg("--").arg(program).stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().map_err(Error::disk("run", runner))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The line of a report with the numbers of cases: `1407 passed, 0 failed`.
fn result(report: &str) -> &str {
    let is_result = |line: &&str| line.contains(" passed, ") && line.ends_with(" failed");
    report.lines().rev().find(is_result).unwrap_or("no result")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_is_found_in_a_report() {
        let report = "FAILED: Basic/unary:\n\texpected\n\nTotal cases: 12\n11 passed, 1 failed\n\
                      Another 2 could not be run due to client timing out.\n";
        assert_eq!(result(report), "11 passed, 1 failed");
        assert_eq!(result("12 passed"), "no result");
        assert_eq!(result(""), "no result");
    }

    #[test]
    fn expected_results_are_those_of_all_modes() {
        let expected = include_str!("../../conformance/connect/counts.txt");
        let modes = expected.lines().map(|line| line.split(':').next().unwrap());
        assert!(modes.eq(MODES.iter().map(|(mode, _)| *mode)));
        assert!(expected.lines().all(|line| line.ends_with(" passed, 0 failed")));
    }
}
