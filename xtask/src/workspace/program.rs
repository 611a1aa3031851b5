//! Building programs of the workspace.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::error::Error;

/// A program that cargo builds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Program {
    package: &'static str,
    /// The arguments that select it among the targets of the package.
    target: &'static [&'static str],
    name: &'static str,
}

/// `gitpod-api`.
pub(crate) const GITPOD_API: Program =
    Program { package: "gitpod-api-cli", target: &["--bins"], name: "gitpod-api" };

/// The checks of our typed client against a third-party server.
pub(crate) const RUST_CLIENT: Program =
    Program { package: "gitpod-tests", target: &["--example", "interop"], name: "interop" };

/// A server whose errors have typed details.
pub(crate) const ERROR_DETAILS: Program = Program {
    package: "gitpod-tests",
    target: &["--example", "error_details"],
    name: "error_details",
};

/// The program under test of the comparison of binary messages.
pub(crate) const BINARY_TESTEE: Program = Program {
    package: "gitpod-tests",
    target: &["--example", "binary_testee"],
    name: "binary_testee",
};

/// The program under test of the comparison of well-known types.
pub(crate) const WELL_KNOWN_TESTEE: Program = Program {
    package: "gitpod-tests",
    target: &["--example", "well_known_testee"],
    name: "well_known_testee",
};

/// The program under test of protobuf's conformance suite.
pub(crate) const PROTOBUF_TESTEE: Program = Program {
    package: "gitpod-tests",
    target: &["--example", "protobuf_testee"],
    name: "protobuf_testee",
};

/// The server under test of the Connect conformance suite.
pub(crate) const CONNECT_SERVER: Program = Program {
    package: "gitpod-tests",
    target: &["--example", "connect_server_testee"],
    name: "connect_server_testee",
};

/// The client under test of the Connect conformance suite.
pub(crate) const CONNECT_CLIENT: Program = Program {
    package: "gitpod-tests",
    target: &["--example", "connect_client_testee"],
    name: "connect_client_testee",
};

/// The work whose instructions the budget limits.
pub(crate) const BUDGET: Program = Program {
    package: "gitpod-budget",
    // Built with `gitpod-api`, so that both share dependencies with the same features.
    target: &["--package", "gitpod-api-cli", "--bins"],
    name: "gitpod-budget",
};

impl Program {
    /// Builds the program and returns its path.
    pub(crate) fn build(self, root: &Path) -> Result<PathBuf, Error> {
        self.build_with(root, &[])
    }

    /// Builds the program as it is released and returns its path.
    pub(crate) fn build_release(self, root: &Path) -> Result<PathBuf, Error> {
        self.build_with(root, &["--release"])
    }

    fn build_with(self, root: &Path, profile: &[&str]) -> Result<PathBuf, Error> {
        let cargo = env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
        let output = Command::new(&cargo)
            .args(["build", "--quiet", "--locked", "--package", self.package])
            .args(self.target)
            .args(profile)
            .arg("--message-format=json-render-diagnostics")
            .current_dir(root)
            .stderr(Stdio::inherit())
            .output()
            .map_err(Error::disk("run", &cargo))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let program = text.lines().filter_map(|line| self.executable(line)).next_back();
        program.filter(|_| output.status.success()).ok_or_else(|| Error::Tool {
            message: format!("cannot build the program `{}`", self.name),
            help: "fix the errors of `cargo build --workspace --all-targets` first",
        })
    }

    /// The path of the program, if a message of cargo has it.
    fn executable(self, message: &str) -> Option<PathBuf> {
        let message: serde_json::Value = serde_json::from_str(message).ok()?;
        let name = message.pointer("/target/name")?;
        let path = message.get("executable")?.as_str()?;
        (name == self.name).then(|| path.into())
    }
}

/// Creates a folder in the target folder that a program was built in.
pub(crate) fn scratch(program: &Path, name: &str) -> Result<PathBuf, Error> {
    // Examples are one folder deeper than other programs.
    let profile = program.ancestors().skip(1).find(|folder| !folder.ends_with("examples"));
    let target = profile.and_then(Path::parent).unwrap_or(program);
    let folder = target.join(name);
    fs::create_dir_all(&folder).map_err(Error::disk("create", &folder))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_found_in_messages_of_cargo() {
        let artifact = |name: &str, path: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","target":{{"name":"{name}"}},"executable":{path}}}"#
            )
        };
        let found = GITPOD_API.executable(&artifact("gitpod-api", r#""/t/debug/gitpod-api""#));
        assert_eq!(found, Some("/t/debug/gitpod-api".into()));
        // The library of the same name has no executable.
        assert_eq!(GITPOD_API.executable(&artifact("gitpod-api", "null")), None);
        assert_eq!(GITPOD_API.executable(&artifact("other", r#""/t/debug/other""#)), None);
        let finished = r#"{"reason":"build-finished","success":true}"#;
        assert_eq!(GITPOD_API.executable(finished), None);
        assert_eq!(GITPOD_API.executable("warning: not JSON"), None);
    }
}
