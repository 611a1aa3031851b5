//! The exported proto files, compiled by protoc.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gitpod_codegen::Tree;
use gitpod_codegen::export::{self, ProtoRules};
use gitpod_codegen::ir::Api;
use gitpod_tests::{api_of, project_api, workspace};

/// Writes the files into a folder of their own.
fn write(name: &str, tree: &Tree) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    for (path, text) in tree.iter() {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().expect("a file is in a folder")).expect("writable");
        fs::write(file, text).expect("writable");
    }
    folder
}

/// Compiles every file. Returns whether protoc succeeded, and its output.
fn protoc(name: &str, tree: &Tree) -> (bool, String) {
    let folder = write(name, tree);
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(protoc_bin_vendored::protoc_bin_path().expect("protoc is vendored"))
        .arg("--proto_path")
        .arg(&folder)
        // The options of rules, as far as they are written.
        .arg("--proto_path")
        .arg(here.join("proto"))
        .arg("--proto_path")
        .arg(protoc_bin_vendored::include_path().expect("its includes are vendored"))
        .arg("--fatal_warnings")
        .arg("--descriptor_set_out")
        .arg(folder.join("set.binpb"))
        .args(tree.iter().map(|(path, _)| path))
        .output()
        .expect("protoc runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// The API of all golden fixtures.
fn golden_api() -> Api {
    api_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("golden"))
}

#[test]
fn protoc_accepts_the_api_without_a_warning() {
    let tree = export::proto(&project_api(), ProtoRules::Written);
    assert_eq!(protoc("proto-api", &tree), (true, String::new()));
    let tree = export::proto(&project_api(), ProtoRules::LeftOut);
    assert_eq!(protoc("proto-api-without-rules", &tree), (true, String::new()));
}

#[test]
fn protoc_accepts_every_construct_without_a_warning() {
    let tree = export::proto(&golden_api(), ProtoRules::Written);
    assert_eq!(protoc("proto-golden", &tree), (true, String::new()));
    let tree = export::proto(&golden_api(), ProtoRules::LeftOut);
    assert_eq!(protoc("proto-golden-without-rules", &tree), (true, String::new()));
}

#[test]
fn protoc_accepts_the_suites_without_a_warning() {
    let suites = fs::read_dir(workspace().join("tests/suites")).expect("there are suites");
    for suite in suites {
        let folder = suite.expect("it is readable").path();
        let name = folder.file_name().expect("it has a name").to_string_lossy().into_owned();
        let tree = export::proto(&api_of(&folder.join("schema")), ProtoRules::Written);
        let compiled = protoc(&format!("proto-suite-{name}"), &tree);
        assert_eq!(compiled, (true, String::new()), "{name}");
    }
}

#[test]
fn protoc_reads_rules_with_their_types() {
    let mut tree = export::proto(&golden_api(), ProtoRules::Written);
    let with_rule = |text: &str| text.contains(".string.uuid = true");
    let found = tree.iter().find(|(_, text)| with_rule(text));
    let (path, text) = found.expect("a rule is written");
    let (path, text) = (path.to_owned(), text.replace("uuid = true", "uuid = \"yes\""));
    tree.insert(path, text);
    let (accepted, said) = protoc("proto-mistyped", &tree);
    assert!(!accepted && said.contains("uuid"), "{said}");
}

#[test]
fn protoc_rejects_a_broken_file() {
    let mut tree = export::proto(&project_api(), ProtoRules::Written);
    tree.insert("gitpod/v1/project.proto", "syntax = \"proto3\";\nmessage Broken {");
    let folder = write("proto-broken", &tree);
    let output = Command::new(protoc_bin_vendored::protoc_bin_path().expect("protoc is vendored"))
        .arg("--proto_path")
        .arg(&folder)
        .arg("--descriptor_set_out")
        .arg(folder.join("set.binpb"))
        .arg("gitpod/v1/project.proto")
        .output()
        .expect("protoc runs");
    assert!(!output.status.success());
}
