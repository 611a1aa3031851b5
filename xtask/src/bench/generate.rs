//! Measured runs of generators: ours on schemas, and those of the peers on the exported proto files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gitpod_codegen::export::ProtoRules;

use super::copies;
use super::place::Place;
use super::sample::Sample;
use super::work;
use crate::error::Error;
use crate::export;
use crate::workspace::Workspace;

/// The number of copies in the large schema.
const COPIES: usize = 50;

/// The program of the peers' generators.
pub(super) const GENERATORS: &str = "bench-generators";

/// The schema that is generated from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Schema {
    /// That of the project.
    Project,
    /// 50 copies of it, under different names.
    Large,
    /// The copies, with 2,000 unknown types.
    Wrong,
}

/// A generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Generator {
    /// `cargo xtask gen`.
    Ours,
    /// A generator of a peer, by its name.
    Peer(&'static str),
}

/// Writes the schemas, and their proto files.
pub(super) fn prepare(schema: Schema, place: &Place) -> Result<(), Error> {
    let folder = folder(schema, place);
    let project = Workspace::find(Some(place.root()))?;
    match schema {
        Schema::Project => copies::write(&project, 1, 0, &folder)?,
        Schema::Large => copies::write(&project, COPIES, 0, &folder)?,
        Schema::Wrong => return copies::write(&project, COPIES, 2000, &folder),
    }
    let workspace = Workspace::find(Some(&folder))?;
    export::proto_quietly(&folder.join("proto"), ProtoRules::LeftOut, &workspace).map(|_| ())
}

/// Builds our generator with optimizations, as a program of a checkout.
pub(super) fn build(place: &Place) -> Result<(), Error> {
    let manifest = place.root().join("xtask/Cargo.toml");
    place.build(&manifest, &["xtask"], &place.folder().join("xtask"))
}

/// Measures a run.
pub(super) fn sample(schema: Schema, generator: Generator, place: &Place) -> Result<Sample, Error> {
    let folder = folder(schema, place);
    let codes: &[i32] = if schema == Schema::Wrong { &[1] } else { &[] };
    place.run(&command(generator, place, &folder)?, codes)
}

/// Counts the instructions of a run of ours, in all of its threads.
pub(super) fn instructions(
    schema: Schema,
    generator: Generator,
    place: &Place,
) -> Result<Option<f64>, Error> {
    if schema != Schema::Project || generator != Generator::Ours {
        return Ok(None);
    }
    let command = command(generator, place, &folder(schema, place))?;
    let arguments: Vec<_> = command.get_args().map(Into::into).collect();
    work::instructions(Path::new(command.get_program()), &arguments).map(Some)
}

fn command(generator: Generator, place: &Place, folder: &Path) -> Result<Command, Error> {
    let command = match generator {
        Generator::Ours => {
            // Without this file, the output is not that of the last run, so it is made again.
            let output = folder.join("generated/src/lib.rs");
            if output.exists() {
                fs::remove_file(&output).map_err(Error::disk("remove", &output))?;
            }
            let mut command = Command::new(place.program("xtask"));
            command.args(["gen", "--root"]).arg(folder);
            command
        }
        Generator::Peer(name) => {
            let mut command = Command::new(place.program(GENERATORS));
            command.arg(name).arg(folder.join("proto")).arg(folder.join(name));
            command
        }
    };
    Ok(command)
}

fn folder(schema: Schema, place: &Place) -> PathBuf {
    let name = match schema {
        Schema::Project => "project",
        Schema::Large => "large",
        Schema::Wrong => "wrong",
    };
    place.schemas().join(name)
}
