//! `new`: writes a small API with its server and tests, to start one from.
//!
//! Used by `main`. Depends on `console`, `disk`, `error` and `workspace`.

mod project;

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use gitpod_codegen::{Sources, Tree, lower, parse};

use crate::console::Report;
use crate::disk::replace;
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;
use project::Project;

/// Writes the project. On errors, nothing is written.
pub(crate) fn new(folder: &Path, package: Option<&str>, report: &Report) -> Result<Outcome, Error> {
    let checkout = Workspace::checkout()?;
    check_empty(folder)?;
    let project = Project::new(folder, package, &checkout)?;
    let files = project.files();
    check_schema(&files)?;
    write(folder, &files)?;
    for (path, _text) in files.iter() {
        report.created(path);
    }
    report.next(&Project::next_commands(folder));
    Ok(Outcome::Success)
}

/// The folder may be missing or empty, and nothing else.
fn check_empty(folder: &Path) -> Result<(), Error> {
    let message = match fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => return Ok(()),
            Some(_) => format!("`{}` is not empty", folder.display()),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            format!("`{}` is not a folder", folder.display())
        }
        Err(error) => return Err(Error::disk("read", folder)(error)),
    };
    Err(Error::Argument { message, help: "name a folder that is empty or does not exist" })
}

/// Checks the schema as `gen` does: the package and the title come from the arguments.
fn check_schema(files: &Tree) -> Result<(), Error> {
    let schema =
        files.iter().filter_map(|(path, text)| Some((path.strip_prefix("schema/")?, text)));
    let sources = Sources::from_texts(schema);
    match lower(&parse(&sources)) {
        Ok(_) => Ok(()),
        Err(problems) => Err(Error::Schema { problems, sources }),
    }
}

/// Writes all files, or none.
fn write(folder: &Path, files: &Tree) -> Result<(), Error> {
    let is_new = !folder.exists();
    let written = files.iter().try_for_each(|(path, text)| replace(&folder.join(path), text));
    if written.is_err() {
        // The folder was empty. The first error is the one to report.
        for (path, _text) in files.iter() {
            let _ = fs::remove_file(folder.join(path));
            let _ = Path::new(path).parent().map(|parent| fs::remove_dir(folder.join(parent)));
        }
        let _ = is_new.then(|| fs::remove_dir(folder));
    }
    written
}
