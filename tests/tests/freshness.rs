//! The committed crate and JSON Schemas equal the output of the generator, byte for byte.

use std::fs;

use gitpod_codegen::raw::json_schemas;
use gitpod_codegen::{Change, Tree};
use gitpod_tests::{api_of, crate_of, project_api, read_tree, workspace};

fn committed() -> Tree {
    read_tree(&workspace().join("generated"))
}

/// The paths of committed files that differ from those of the crate.
fn stale(wanted: &Tree, committed: &Tree) -> Vec<String> {
    wanted.diff(committed).iter().map(|change| change.path().to_owned()).collect()
}

#[test]
fn the_committed_crate_is_fresh() {
    let stale = stale(&crate_of(&project_api()), &committed());
    assert!(stale.is_empty(), "run `cargo xtask gen`: {stale:#?}");
}

#[test]
fn the_committed_crates_of_suites_are_fresh() {
    let suites = fs::read_dir(workspace().join("tests/suites")).expect("there are suites");
    let folders: Vec<_> = suites.map(|entry| entry.expect("it is readable").path()).collect();
    assert!(!folders.is_empty());
    for folder in folders {
        let wanted = crate_of(&api_of(&folder.join("schema")));
        let stale = stale(&wanted, &read_tree(&folder.join("generated")));
        assert!(stale.is_empty(), "{}: run `cargo xtask gen`: {stale:#?}", folder.display());
    }
}

#[test]
fn the_committed_json_schemas_are_fresh() {
    let folder = workspace().join("schema/format");
    let mut wanted = Tree::default();
    for (path, text) in json_schemas() {
        wanted.insert(path.trim_start_matches("format/"), text);
    }
    assert_eq!(wanted.diff(&read_tree(&folder)), [], "run `cargo xtask gen`");
}

#[test]
fn diff_reports_every_kind_of_change() {
    let wanted = crate_of(&project_api());
    let mut disk = Tree::default();
    for (path, text) in wanted.iter().skip(1) {
        disk.insert(path, text);
    }
    let (missing, _) = wanted.iter().next().expect("the crate has files");
    let (edited, text) = wanted.iter().nth(1).expect("the crate has several files");
    disk.insert(edited, format!("{text}\n"));
    disk.insert("src/orphan.rs", "// @generated");
    disk.insert("src/own.rs", "// by hand");
    let changes = wanted.diff(&disk);
    let kinds: Vec<(&str, &str, bool)> = changes
        .iter()
        .map(|change| {
            let kind = match change {
                Change::Create { .. } => "create",
                Change::Update { .. } => "update",
                Change::Delete { .. } => "delete",
            };
            (kind, change.path(), change.is_refused())
        })
        .collect();
    let mut expected = vec![
        ("create", missing, false),
        ("update", edited, false),
        ("delete", "src/orphan.rs", false),
        ("delete", "src/own.rs", true),
    ];
    expected.sort_by_key(|(_, path, _)| *path);
    assert_eq!(kinds, expected);
}

#[test]
fn output_does_not_depend_on_file_order_or_run() {
    let folder = workspace().join("schema");
    let sources = gitpod_codegen::load(&folder).expect("the schema is there");
    let texts: Vec<(&str, &str)> =
        sources.iter().map(|(_, file)| (file.name.as_str(), file.text.as_str())).collect();
    let forwards = gitpod_codegen::Sources::from_texts(texts.iter().copied());
    let backwards = gitpod_codegen::Sources::from_texts(texts.iter().rev().copied());
    let first = crate_of(&gitpod_tests::api_from(&forwards));
    assert_eq!(first, crate_of(&gitpod_tests::api_from(&backwards)));
    assert_eq!(first, crate_of(&gitpod_tests::api_from(&forwards)));
}
