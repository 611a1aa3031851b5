//! The exported proto files against the real protoc.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gitpod_codegen::ir::Api;
use gitpod_codegen::{Tree, export};
use gitpod_tests::{api_of, project_api};

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

/// Compiles every file; what protoc says about them, warnings included.
fn protoc(name: &str, api: &Api) -> (bool, String) {
    let tree = export::proto(api);
    let folder = write(name, &tree);
    let output = Command::new(protoc_bin_vendored::protoc_bin_path().expect("protoc is vendored"))
        .arg("--proto_path")
        .arg(&folder)
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

#[test]
fn protoc_accepts_the_api_without_a_warning() {
    assert_eq!(protoc("proto-api", &project_api()), (true, String::new()));
}

#[test]
fn protoc_accepts_every_construct_without_a_warning() {
    let api = api_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("golden"));
    assert_eq!(protoc("proto-golden", &api), (true, String::new()));
}

#[test]
fn protoc_is_really_asked() {
    let mut tree = export::proto(&project_api());
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
