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
    Ok(Base { name: folder.to_owned(), sources: load(&schema).map_err(Error::unlisted)? })
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;

    /// A repository with a schema on `main` and an edit of it on a branch.
    struct Repository(PathBuf);

    impl Repository {
        fn new(name: &str) -> Self {
            let root =
                std::env::temp_dir().join(format!("xtask-diff-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&root);
            let repository = Self(root);
            repository.write("api.yaml", "package: shop.v1\n");
            repository.git(&["init", "--quiet", "--initial-branch", "main"]);
            repository.commit();
            repository.git(&["checkout", "--quiet", "-b", "topic"]);
            repository.write("api.yaml", "package: shop.v2\n");
            repository.write("größe.yaml", "# größe\n");
            repository.commit();
            repository
        }

        fn write(&self, name: &str, text: &str) {
            let folder = self.0.join("schema");
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(name), text).unwrap();
        }

        fn commit(&self) {
            self.git(&["add", "--all"]);
            let author = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
            self.git(&[&author[..], &["commit", "--quiet", "--message", "A state"]].concat());
        }

        fn git(&self, arguments: &[&str]) {
            let output =
                Command::new("git").arg("-C").arg(&self.0).args(arguments).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }

        /// The files of a base, as its name and pairs of path and text.
        fn read(&self, base: Option<&str>) -> Result<(String, Vec<(String, String)>), Error> {
            let base = read(base, &Workspace::find(Some(&self.0))?)?;
            let files = base.sources.iter().map(|(_, file)| {
                let path = file.path.split_once(':').map_or(&*file.path, |(_, path)| path);
                (path.to_owned(), file.text.clone())
            });
            Ok((base.name, files.collect()))
        }
    }

    impl Drop for Repository {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn message(error: &Error) -> &str {
        match error {
            Error::Argument { message, .. } => message,
            _ => "another error",
        }
    }

    #[test]
    fn the_default_is_where_the_branch_has_left_main() {
        let repository = Repository::new("default");
        let (name, files) = repository.read(None).unwrap();
        assert!(name.starts_with("main ("), "{name}");
        assert_eq!(files, [("schema/api.yaml".to_owned(), "package: shop.v1\n".to_owned())]);
    }

    #[test]
    fn revisions_and_folders_are_bases() {
        let repository = Repository::new("revisions");
        let (name, files) = repository.read(Some("topic")).unwrap();
        assert!(name.starts_with("topic ("), "{name}");
        let texts: Vec<_> = files.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["package: shop.v2\n", "# größe\n"]);
        assert_eq!(repository.read(Some("HEAD~1")).unwrap().1.len(), 1);
        let folder = repository.0.to_string_lossy().into_owned();
        assert_eq!(repository.read(Some(&folder)).unwrap().1.len(), 2);
    }

    #[test]
    fn other_bases_are_refused() {
        let repository = Repository::new("refused");
        for wrong in ["nothing", "--all", "topic:schema", ""] {
            let error = repository.read(Some(wrong)).unwrap_err();
            assert!(message(&error).contains("neither a folder nor a revision"), "{wrong}");
        }
        repository.git(&["rm", "-r", "--quiet", "schema"]);
        repository.commit();
        let error = repository.read(Some("HEAD")).unwrap_err();
        assert!(message(&error).contains("has no schema"));
        repository.git(&["branch", "--quiet", "-D", "main"]);
        let error = repository.read(None).unwrap_err();
        assert!(message(&error).contains("no main branch"));
    }
}
