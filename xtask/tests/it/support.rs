//! A small workspace in a folder of its own, and runs of the program on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use serde_json::Value;

/// A workspace that is deleted after its test, unless the test fails.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Copies the fixture; `test` is the name of the test, which makes the folder unique.
    pub(crate) fn new(test: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("xtask").join(test);
        let _ = fs::remove_dir_all(&root);
        let workspace = Self { root };
        workspace.write("schema/api.yaml", include_str!("fixture/api.yaml"));
        workspace.write("schema/note.yaml", include_str!("fixture/note.yaml"));
        workspace
    }

    /// Copies the fixture and runs `gen`.
    pub(crate) fn generated(test: &str) -> Self {
        let workspace = Self::new(test);
        workspace.run(&["gen"]).exits_with(0);
        workspace
    }

    /// The root folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The full path of a file.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file and creates its folders.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Replaces text in a file; fails if the file does not contain it.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "`{path}` does not contain `{from}`");
        self.write(path, text.replace(from, to));
    }

    /// Every file with its bytes and modification time.
    pub(crate) fn snapshot(&self) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let modified = fs::metadata(&path).unwrap().modified().unwrap();
                    files.insert(path.clone(), (fs::read(&path).unwrap(), modified));
                }
            }
        }
        files
    }

    /// Makes every file an hour old, so that a write changes its time at any clock precision.
    pub(crate) fn age(&self) {
        let hour_ago = SystemTime::now() - Duration::from_secs(3600);
        for path in self.snapshot().keys() {
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_modified(hour_ago).unwrap();
        }
    }

    /// Runs a command on this workspace.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let mut command = xtask(arguments);
        command.arg("--root").arg(&self.root);
        Run::of(command)
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.root);
        }
    }
}

/// The program, without environment variables that affect it.
pub(crate) fn xtask(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).env_remove("CARGO_MANIFEST_DIR").env_remove("NO_COLOR");
    command
}

/// Output and exit code of a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Runs a command to its end.
    pub(crate) fn of(mut command: Command) -> Self {
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
    }

    /// Checks the exit code.
    #[track_caller]
    pub(crate) fn exits_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.stdout, self.stderr);
        self
    }

    /// The last line of stdout.
    pub(crate) fn last_line(&self) -> &str {
        self.stdout.lines().last().unwrap_or_default()
    }

    /// Whether a line of stdout is exactly this.
    pub(crate) fn has_line(&self, line: &str) -> bool {
        self.stdout.lines().any(|other| other == line)
    }

    /// Every line of stdout as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        lines.map(|line| serde_json::from_str(line).expect(line)).collect()
    }
}
