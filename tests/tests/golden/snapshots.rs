//! Snapshots of the output of each fixture, as far as a reviewer reads it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gitpod_codegen::Tree;
use gitpod_codegen::export::{self, ProtoRules, surface_of_file};
use gitpod_codegen::ir::{Api, File};
use gitpod_tests::{api_of, crate_of};

use crate::{excerpt, golden};

/// Fixtures of names. Their snapshots list the public surface, because a name shows there and the
/// code around it is that of any other message. That the code compiles is what the fixture is for.
const NAMES: [&str; 4] = ["keywords", "own_names", "prelude_types", "crate_types"];

/// Fixtures of rules. Their snapshots hold documentation and tables, and no setters or accessors.
const RULES: [&str; 2] = ["rules", "conditions"];

/// The items that show rules.
const RULE_ITEMS: [&str; 2] = ["pub struct ", "fn descriptor("];

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        prepend_module_to_snapshot => false,
        snapshot_path => "../../snapshots/golden",
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

/// The files of the models of a schema file, as the name of their snapshot and their text.
fn models(file: &File, tree: &Tree) -> Vec<(String, String)> {
    let mut parts: Vec<(String, String)> = Vec::new();
    for module in &file.modules {
        let module = module.name.unraw();
        let (one, folder) = (format!("src/model/{module}.rs"), format!("src/model/{module}/"));
        for (path, text) in tree.iter() {
            let name = match path.strip_prefix(folder.as_str()) {
                Some("mod.rs") => file.stem.clone(),
                Some(part) => format!("{}-{}", file.stem, part.trim_end_matches(".rs")),
                None if path == one => file.stem.clone(),
                None => continue,
            };
            match parts.iter_mut().find(|(other, _)| *other == name) {
                Some((_, parts)) => *parts += &format!("\n{text}"),
                None => parts.push((name, text.to_owned())),
            }
        }
    }
    parts
}

/// The snapshots of a fixture.
fn shown(api: &Api, file: &File, tree: &Tree) -> Vec<(String, String)> {
    let stem = file.stem.as_str();
    if NAMES.contains(&stem) {
        vec![(stem.to_owned(), surface_of_file(api, file))]
    } else if RULES.contains(&stem) {
        let texts: String = models(file, tree).into_iter().map(|(_, text)| text).collect();
        vec![(stem.to_owned(), excerpt::items(&texts, &RULE_ITEMS))]
    } else {
        models(file, tree)
    }
}

#[test]
fn models_of_each_fixture() {
    let api = api_of(&golden());
    let tree = crate_of(&api);
    for file in &api.files {
        for (name, text) in shown(&api, file, &tree) {
            snapshot(&name, &text);
        }
    }
}

/// Snapshots of files that are not models.
const OTHERS: [(&str, &str); 9] = [
    ("client", "src/client/paging_service.rs"),
    ("server", "src/server/paging_service.rs"),
    ("methods", "src/methods/paging_service.rs"),
    ("root", "src/lib.rs"),
    ("manifest", "Cargo.toml"),
    ("readme", "README.md"),
    ("client-root", "src/client/mod.rs"),
    ("server-root", "src/server/mod.rs"),
    ("types", "src/types.rs"),
];

#[test]
fn files_around_the_models() {
    let tree = crate_of(&api_of(&golden()));
    for (name, path) in OTHERS {
        snapshot(name, tree.get(path).unwrap_or_else(|| panic!("there is no {path}")));
    }
}

/// The rest of what the fixture with inferred statements becomes: the docs of its service, of its
/// resource and of its RPC, and its proto file.
#[test]
fn inferred_statements_outside_of_models() {
    let api = api_of(&golden());
    let tree = crate_of(&api);
    let text = |path: &str| tree.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    let clients = excerpt::items(text("src/client/inferred_service.rs"), &["pub trait "]);
    let servers = excerpt::items(text("src/server/inferred_service.rs"), &["pub trait "]);
    let accessors = ["pub struct Inferences", "impl<'a> Inferences"];
    let accessors = excerpt::items(text("src/accessors.rs"), &accessors);
    snapshot("inferred-services", &[clients, servers, accessors].concat());
    let protos = export::proto(&api, ProtoRules::Written);
    let proto = protos.get("golden/v1/inferred.proto");
    snapshot("inferred-proto", proto.expect("the fixture has a proto file"));
}

/// The IR of the fixture with annotations, without values that are at their default.
#[test]
fn ir_of_annotations() {
    let api: Api = api_of(&golden());
    let messages: Vec<_> =
        api.messages.iter().filter(|message| message.name.starts_with("EchoAnnotations")).collect();
    assert_eq!(messages.len(), 2);
    snapshot("ir", &excerpt::stated(&format!("{messages:#?}")));
}

#[test]
fn every_snapshot_has_its_fixture() {
    let api = api_of(&golden());
    let tree = crate_of(&api);
    let models = api.files.iter().flat_map(|file| shown(&api, file, &tree));
    let others = OTHERS
        .iter()
        .map(|(name, _)| *name)
        .chain(["ir", "inferred-services", "inferred-proto"])
        .map(str::to_owned);
    let expected: BTreeSet<String> = models.map(|(name, _)| name).chain(others).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/golden");
    let found: BTreeSet<String> = fs::read_dir(&folder)
        .expect("the folder exists")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "snap"))
        .map(|path| path.file_stem().expect("it has a name").to_string_lossy().into_owned())
        .collect();
    assert_eq!(found, expected);
}
