//! The state to compare with: a revision of git, or a folder.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use gitpod_codegen::{Sources, load};

use crate::error::Error;
use crate::workspace::Workspace;

/// The branches that changes are merged into, in order of preference.
const MAIN: [&str; 5] = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/// The state to compare with.
pub(super) struct Base {
    /// The name: the folder as given, or the revision with its commit.
    pub(super) name: String,
    /// The files of its schema.
    pub(super) sources: Sources,
}

/// Reads a base: a folder that holds `schema/`, a revision, or by default the commit in which the
/// current branch has left the main branch.
pub(super) fn read(base: Option<&str>, workspace: &Workspace) -> Result<Base, Error> {
    let git = Git { root: workspace.root() };
    match base {
        Some(folder) if Path::new(folder).is_dir() => of_folder(folder),
        Some(revision) => git.base(revision, revision),
        None => {
            let (branch, commit) = git.merge_base()?;
            git.base(&branch, &commit)
        }
    }
}

fn of_folder(folder: &str) -> Result<Base, Error> {
    let schema = Path::new(folder).join("schema");
    let sources = load(&schema)
        .map_err(|problems| Error::Schema { problems, sources: Sources::default() })?;
    Ok(Base { name: folder.to_owned(), sources })
}

/// The repository around a workspace.
struct Git<'a> {
    root: &'a Path,
}

impl Git<'_> {
    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root).stdin(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// Runs git. Returns its output, or `None` if it fails.
    fn output(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>, Error> {
        let output = self.command().args(arguments).output();
        let output = output.map_err(Error::disk("run", Path::new("git")))?;
        Ok(output.status.success().then_some(output.stdout))
    }

    /// Runs git. Returns the first line of its output, or `None` if it fails.
    fn line(&self, arguments: &[&str]) -> Result<Option<String>, Error> {
        let output = self.output(arguments)?;
        Ok(output.map(|output| String::from_utf8_lossy(&output).trim().to_owned()))
    }

    /// The main branch, and the commit in which the current branch has left it.
    fn merge_base(&self) -> Result<(String, String), Error> {
        for branch in MAIN {
            if let Some(commit) = self.line(&["merge-base", "HEAD", branch])? {
                return Ok((branch.to_owned(), commit));
            }
        }
        Err(Error::Argument {
            message: "there is no main branch to compare with".to_owned(),
            help: "name a revision or a folder: `cargo xtask diff --base REV`; a shallow clone has no \
                   merge base",
        })
    }

    fn base(&self, name: &str, revision: &str) -> Result<Base, Error> {
        let unknown = || Error::Argument {
            message: format!("`{name}` is neither a folder nor a revision of this repository"),
            help: "a base is a commit, a tag, a branch, or a folder that holds `schema/`",
        };
        let commit = format!("{revision}^{{commit}}");
        let verify = ["rev-parse", "--short", "--verify", "--quiet", "--end-of-options", &commit];
        let commit = self.line(&verify)?.ok_or_else(unknown)?;
        let listed = self.output(&["ls-tree", "--name-only", "-z", &commit, "schema/"])?;
        let listed = String::from_utf8_lossy(&listed.unwrap_or_default()).into_owned();
        let is_schema = |path: &&str| path.ends_with(".yaml");
        let paths: Vec<&str> = listed.split('\0').filter(is_schema).collect();
        if paths.is_empty() {
            return Err(Error::Argument {
                message: format!("`{name}` ({commit}) has no schema"),
                help: "a base has its schema in the same folder as the workspace",
            });
        }
        let texts = self.blobs(&commit, &paths)?;
        let files = paths.iter().zip(texts).map(|(path, text)| {
            let name = path.rsplit('/').next().unwrap_or(path);
            (name.to_owned(), format!("{commit}:{path}"), text)
        });
        let sources = Sources::from_files(files);
        let name = if commit == name { commit } else { format!("{name} ({commit})") };
        Ok(Base { name, sources })
    }

    /// The contents of files in a commit, by one process.
    fn blobs(&self, commit: &str, paths: &[&str]) -> Result<Vec<Vec<u8>>, Error> {
        let failed = |error| Error::disk("run", Path::new("git"))(error);
        let mut command = self.command();
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut git = command.spawn().map_err(failed)?;
        let mut requests = git.stdin.take();
        let mut answers = git.stdout.take().map(BufReader::new);
        let mut texts = Vec::new();
        for path in paths {
            let (Some(requests), Some(answers)) = (&mut requests, &mut answers) else { break };
            writeln!(requests, "{commit}:./{path}").map_err(failed)?;
            let mut header = String::new();
            answers.read_line(&mut header).map_err(failed)?;
            let size = header.trim().rsplit(' ').next().and_then(|size| size.parse().ok());
            let mut text = vec![0; size.unwrap_or(0)];
            answers.read_exact(&mut text).map_err(failed)?;
            answers.read_exact(&mut [0]).map_err(failed)?; // The line break after the contents.
            texts.push(text);
        }
        drop(requests);
        git.wait().map_err(failed)?;
        Ok(texts)
    }
}
