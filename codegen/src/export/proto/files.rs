//! Plans the proto files: their contents and imports.

use std::collections::BTreeSet;

use super::names::time_message;
use super::rules;
use crate::ir::{Api, FileId, Table, Type};

/// A planned proto file.
#[derive(Debug)]
pub(super) struct ProtoFile {
    /// Its import path, such as `gitpod/v1/project.proto`.
    pub(super) path: String,
    /// The schema files that it contains, in order.
    pub(super) parts: Vec<FileId>,
    /// Its imports. Only those that it uses, because `protoc` warns about others.
    pub(super) imports: BTreeSet<String>,
}

/// The files that a schema file uses.
#[derive(Debug, Clone, Default)]
struct Uses {
    /// Schema files, possibly itself.
    files: BTreeSet<FileId>,
    /// Files that are not part of the export.
    foreign: BTreeSet<&'static str>,
}

impl Uses {
    fn add(&mut self, api: &Api, ty: Type) {
        match ty {
            Type::Message(id) => {
                self.files.insert(api[id].file);
            }
            Type::Enum(id) => {
                self.files.insert(api[id].file);
            }
            Type::WellKnown(known) => {
                self.foreign.insert(known.file());
            }
            Type::Scalar(scalar) => {
                self.foreign.extend(time_message(scalar).map(|known| known.import));
            }
        }
    }
}

/// Plans the proto files of the API: one for each schema file that is not empty.
///
/// Schema files may use each other in a cycle, but proto files may not. The files of a cycle become one
/// proto file, named after the first of them.
pub(super) fn plan(api: &Api, with_rules: bool) -> Vec<ProtoFile> {
    let uses = uses(api, with_rules);
    let leaders = leaders(&uses);
    let path_of = |part: FileId| {
        format!("{}/{}.proto", api.package.replace('.', "/"), api[leaders[part]].stem)
    };
    let mut planned: Vec<ProtoFile> = Vec::new();
    let is_empty = |file: FileId| api[file].service.is_none() && api[file].types.is_empty();
    for (part, uses) in uses.enumerate().filter(|(part, _)| !is_empty(*part)) {
        let path = path_of(part);
        let imports = uses.files.iter().map(|used| path_of(*used));
        let imports = imports.chain(uses.foreign.iter().map(|&import| import.to_owned()));
        let imports = imports.filter(|import| *import != path).collect();
        match planned.iter_mut().find(|planned| planned.path == path) {
            Some(leader) => {
                leader.parts.push(part);
                leader.imports.extend(imports);
            }
            None => planned.push(ProtoFile { path, parts: vec![part], imports }),
        }
    }
    planned
}

/// Returns the files that each schema file uses.
fn uses(api: &Api, with_rules: bool) -> Table<FileId, Uses> {
    let mut all = api.files.filled(&Uses::default());
    for message in &api.messages {
        let uses = &mut all[message.file];
        for field in &message.fields {
            uses.add(api, field.ty.inner());
        }
        if with_rules && rules::are_in(message) {
            uses.foreign.insert(rules::IMPORT);
        }
    }
    for (service, rpc) in api.rpcs() {
        let uses = &mut all[service.file];
        uses.add(api, Type::Message(rpc.request));
        uses.add(api, Type::Message(rpc.response));
    }
    all
}

/// Returns, for each schema file, the first file of its cycle, or the file itself.
fn leaders(uses: &Table<FileId, Uses>) -> Table<FileId, FileId> {
    let reached = uses.map(|file, _| reach(uses, file));
    uses.map(|file, _| {
        let is_leader = |other: &FileId| {
            *other == file || (reached[file].contains(other) && reached[*other].contains(&file))
        };
        uses.ids().find(is_leader).unwrap_or(file)
    })
}

/// Returns the files that a file uses, directly or indirectly.
fn reach(uses: &Table<FileId, Uses>, from: FileId) -> BTreeSet<FileId> {
    let mut reached = BTreeSet::new();
    let mut todo = vec![from];
    while let Some(file) = todo.pop() {
        todo.extend(uses[file].files.iter().filter(|used| reached.insert(**used)));
    }
    reached
}
