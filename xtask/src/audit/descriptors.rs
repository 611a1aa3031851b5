//! Reads descriptors: they are drafted as a schema, which is parsed like any other.
//!
//! Used by `audit`. Depends on `draft`, which knows descriptors, and on `facts`.

use std::fs;
use std::path::Path;

use gitpod_codegen::{load, parse};

use super::facts::{Facts, Item};
use crate::draft::{Draft, Drafting, Input};
use crate::error::{Error, Outcome};

/// Reads a `FileDescriptorSet`. The draft is written to a folder, which is cleared.
pub(super) fn read(
    file: &Path,
    package: &str,
    folder: &Path,
    drafting: &Drafting,
) -> Result<Facts, Error> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Error::disk("delete", folder))?;
    }
    let input = Input::Descriptors { file: file.to_owned(), package: package.to_owned() };
    let request = Draft { input, out: Some(folder.to_owned()), ..Draft::default() };
    let drafted = drafting.run(&request)?;
    if drafted.outcome != Outcome::Success {
        return Err(Error::Tool {
            message: drafted.errors.trim().trim_start_matches("error: ").to_owned(),
            help: "FILE is a `FileDescriptorSet` with all imports, as `protoc --include_imports \
                   --descriptor_set_out=FILE` and `buf build -o FILE` write it",
        });
    }
    let sources = load(folder).map_err(Error::unlisted)?;
    let mut facts = Facts::of(&parse(&sources));
    for line in drafted.errors.lines() {
        let Some((item, what)) = line.strip_prefix("left out: ").and_then(|it| it.split_once(": "))
        else {
            continue;
        };
        if let Some(item) = Item::parse(item) {
            facts.add_inexpressible(item, what);
        }
    }
    Ok(facts)
}
