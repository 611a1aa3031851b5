//! Which proto files there are and what they import.

use std::collections::BTreeSet;

use super::names::well_known;
use super::rules;
use crate::ir::{Api, Type};

/// A proto file to be written.
#[derive(Debug)]
pub(super) struct ProtoFile {
    /// Its import path, such as `gitpod/v1/project.proto`.
    pub(super) path: String,
    /// The schema files that it holds: indices in [`Api::files`], in order.
    pub(super) parts: Vec<usize>,
    /// The import paths of what it uses; no more, since `protoc` warns of unused ones.
    pub(super) imports: BTreeSet<String>,
}

/// What a schema file uses of others.
#[derive(Debug, Default)]
struct Uses {
    /// Schema files, possibly itself.
    files: BTreeSet<usize>,
    /// Files that are not ours.
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
            Type::Scalar(scalar) => {
                self.foreign.extend(well_known(scalar).map(|known| known.import));
            }
        }
    }
}

/// The proto files of the API: one for each schema file that defines something.
///
/// Schema files may use one another at will while proto files must not, so those that do become
/// one file, named after the first of them.
pub(super) fn plan(api: &Api, with_rules: bool) -> Vec<ProtoFile> {
    let uses = uses(api, with_rules);
    let leaders = leaders(&uses);
    let path_of = |part: usize| {
        let file = api.files.get(*leaders.get(part)?)?;
        Some(format!("{}/{}.proto", api.package.replace('.', "/"), file.stem))
    };
    let mut planned: Vec<ProtoFile> = Vec::new();
    for (part, (file, uses)) in api.files.iter().zip(&uses).enumerate() {
        let defines_something = file.service.is_some() || !file.types.is_empty();
        let Some(path) = path_of(part).filter(|_| defines_something) else { continue };
        let imports = uses.files.iter().filter_map(|used| path_of(*used));
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

/// What each schema file uses, in the order of [`Api::files`].
fn uses(api: &Api, with_rules: bool) -> Vec<Uses> {
    let mut all: Vec<Uses> = api.files.iter().map(|_| Uses::default()).collect();
    for message in &api.messages {
        let Some(uses) = all.get_mut(message.file) else { continue };
        for field in &message.fields {
            uses.add(api, field.ty.inner());
        }
        if with_rules && rules::are_in(message) {
            uses.foreign.insert(rules::IMPORT);
        }
    }
    for (file, uses) in api.files.iter().zip(&mut all) {
        let service = file.service.and_then(|service| api.services.get(service));
        for rpc in service.iter().flat_map(|service| &service.rpcs) {
            uses.add(api, Type::Message(rpc.request));
            uses.add(api, Type::Message(rpc.response));
        }
    }
    all
}

/// For each schema file the first of those that it is in a cycle with, or itself.
fn leaders(uses: &[Uses]) -> Vec<usize> {
    let reached: Vec<BTreeSet<usize>> = (0..uses.len()).map(|file| reach(uses, file)).collect();
    let reaches = |from: usize, to: usize| reached.get(from).is_some_and(|set| set.contains(&to));
    (0..uses.len())
        .map(|file| {
            let leader = (0..file).find(|&other| reaches(file, other) && reaches(other, file));
            leader.unwrap_or(file)
        })
        .collect()
}

/// All files that a file uses, directly or through others.
fn reach(uses: &[Uses], from: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut todo = vec![from];
    while let Some(file) = todo.pop() {
        let used = uses.get(file).map(|uses| &uses.files);
        todo.extend(used.into_iter().flatten().filter(|used| reached.insert(**used)));
    }
    reached
}
