//! Files that cannot be read, and files that are read although something is wrong with them.

use std::fs;
use std::path::{Path, PathBuf};

use gitpod_codegen::{
    Code, Diagnostic, Diagnostics, MAX_FILE_SIZE, Sources, render_json, render_text,
};
use gitpod_tests::{api_yaml, check};

use crate::rejected;

#[test]
fn a_missing_folder_is_reported() {
    let missing = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-such-schema");
    let diagnostics = gitpod_codegen::load(&missing).expect_err("the folder does not exist");
    let [found] = &unreadable(&diagnostics)[..] else { panic!("{diagnostics}") };
    assert!(found.message.contains("no-such-schema"), "{}", found.message);
    assert!(found.help.is_some());
}

/// Writes files into a new folder.
fn folder_of(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let schema = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&schema);
    fs::create_dir_all(&schema).expect("the folder can be created");
    for (name, bytes) in files {
        fs::write(schema.join(name), bytes).expect("the file can be written");
    }
    schema
}

fn load(folder: &Path) -> Sources {
    gitpod_codegen::load(folder).expect("the folder can be listed")
}

#[test]
fn files_that_are_not_utf8_are_reported_at_their_line_and_read_all_the_same() {
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain("messages:\n- {name: Wide, doc: Some item., colour: red}\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let api = api_yaml(["latin1.yaml", "utf16.yaml"]);
    let folder = folder_of(
        "not-utf8",
        &[
            ("api.yaml", api.as_bytes()),
            ("latin1.yaml", b"messages:\n- {name: Cup, doc: For caf\xE9 au lait., colour: red}\n"),
            ("utf16.yaml", &utf16),
            ("readme.txt", b"\xFF is not part of the schema\n"),
            ("old.yml", b"\xFF is not part of the schema\n"),
        ],
    );
    let sources = load(&folder);
    let diagnostics = rejected("not-utf8", &sources);
    let found: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
    let (encoding, key) = (Code::Unreadable, Code::UnknownKey);
    assert_eq!(found, [Code::FileList, encoding, key, encoding, key], "{diagnostics}");
    let text = render_text(&diagnostics, &sources, false);
    assert!(text.contains("latin1.yaml:2:27") && text.contains("byte 0xE9"), "{text}");
    assert!(text.contains("utf16.yaml:1:1") && text.contains("UTF-16"), "{text}");
    assert!(text.contains("old.yml` is ignored"), "{text}");
}

/// Returns the diagnostics. Panics unless every code is [`Code::Unreadable`].
fn unreadable(diagnostics: &Diagnostics) -> Vec<&Diagnostic> {
    assert!(diagnostics.iter().all(|found| found.code == Code::Unreadable), "{diagnostics}");
    diagnostics.iter().collect()
}

/// A file with a misspelled key and a field whose type is in a file of the given name, if that could
/// be read.
const THINGS: &str = "\
service: {name: ThingService, doc: Manages items for sale., colour: red}
resources:
- name: things
  doc: Items for sale.
  rpcs:
  - name: GetThing
    method: retrieve
    doc: Returns an item.
    request:
      doc: Selects an item.
      fields: [{name: part, number: 1, type: PartOfThing, doc: The part to return.}]
    response: {doc: Has no fields.}
    examples: [{title: Empty messages, request: {}, response: {}}]
";

/// A schema whose file `parts.yaml` is made by a function, next to a file with a mistake.
fn with_parts(name: &str, make: impl FnOnce(&Path)) -> (Sources, Diagnostics) {
    let api = api_yaml(["parts.yaml", "things.yaml"]);
    let files = [("api.yaml", api.as_bytes()), ("things.yaml", THINGS.as_bytes())];
    let folder = folder_of(name, &files);
    make(&folder.join("parts.yaml"));
    let sources = load(&folder);
    let diagnostics = rejected(name, &sources);
    (sources, diagnostics)
}

/// Asserts that `parts.yaml` is reported once, at the file, and the other mistake at its line.
fn assert_reported(name: &str, code: Code, reason: &str, make: impl FnOnce(&Path)) {
    let (sources, diagnostics) = with_parts(name, make);
    let found: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(found, [code, Code::UnknownKey], "{name}: {diagnostics}");
    let text = render_text(&diagnostics, &sources, false);
    let path = format!("{name}/parts.yaml");
    assert!(text.contains(&format!("{path}`: {reason}")), "{text}");
    assert!(
        text.lines().any(|line| line.trim_start().starts_with("--> ") && line.ends_with(&path)),
        "{text}"
    );
    assert!(text.contains("things.yaml:1:61"), "{text}");
    let json = render_json(&diagnostics, &sources);
    let first: serde_json::Value =
        serde_json::from_str(json.lines().next().unwrap_or_default()).expect("a line is JSON");
    assert!(
        first["labels"][0]["file"].as_str().is_some_and(|file| file.ends_with(&path)),
        "{json}"
    );
}

#[test]
fn a_folder_with_the_name_of_a_file_is_reported() {
    assert_reported("a-folder", Code::Unreadable, "it is a folder", |path| {
        fs::create_dir(path).expect("the folder can be created");
    });
}

#[test]
fn a_file_that_is_too_large_is_reported_without_reading_it() {
    let reason = "it has 16777217 bytes, more than the limit of 16777216";
    assert_reported("too-large", Code::FileTooLarge, reason, |path| {
        let file = fs::File::create(path).expect("the file can be created");
        file.set_len(MAX_FILE_SIZE + 1).expect("the file can be extended");
    });
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn a_named_pipe_is_reported_without_waiting_for_a_writer() {
        assert_reported("a-pipe", Code::Unreadable, "it is a pipe", |path| {
            let made = Command::new("mkfifo").arg(path).status().expect("`mkfifo` runs");
            assert!(made.success());
        });
    }

    #[test]
    fn a_link_to_a_device_is_reported_without_reading_it() {
        assert_reported("a-device", Code::Unreadable, "it is a pipe, socket or device", |path| {
            symlink("/dev/zero", path).expect("the link can be made");
        });
    }

    #[test]
    fn a_link_that_leads_nowhere_is_reported() {
        assert_reported("a-dangling-link", Code::Unreadable, "it does not exist", |path| {
            symlink("nowhere.yaml", path).expect("the link can be made");
        });
    }

    #[test]
    fn a_file_without_permission_is_reported() {
        let probe = folder_of("permission-probe", &[("file", b"")]).join("file");
        fs::set_permissions(&probe, fs::Permissions::from_mode(0o000))
            .expect("the mode can be set");
        if fs::File::open(&probe).is_ok() {
            eprintln!("SKIPPED: this user may read every file, as root does");
            return;
        }
        assert_reported("no-permission", Code::Unreadable, "Permission denied", |path| {
            fs::write(path, "messages: []").expect("the file can be written");
            fs::set_permissions(path, fs::Permissions::from_mode(0o000))
                .expect("the mode can be set");
        });
    }

    #[test]
    fn an_api_file_that_cannot_be_read_is_not_missing() {
        let folder = folder_of("api-is-a-pipe", &[("things.yaml", THINGS.as_bytes())]);
        symlink("/dev/zero", folder.join("api.yaml")).expect("the link can be made");
        let found = rejected("api-is-a-pipe", &load(&folder));
        let found: Vec<_> = found.iter().map(|found| found.code).collect();
        assert_eq!(found, [Code::Unreadable, Code::UnknownKey]);
    }

    #[test]
    fn links_to_regular_files_are_followed() {
        let things = THINGS.replace(", colour: red", "").replace("PartOfThing", "string");
        let api = api_yaml(["things.yaml"]);
        let files = [("api.yaml", api.as_bytes()), ("elsewhere", things.as_bytes())];
        let folder = folder_of("links", &files);
        symlink("elsewhere", folder.join("things.yaml")).expect("the link can be made");
        let api = check(&load(&folder)).expect("the schema is valid");
        assert_eq!(api.rpcs().count(), 1);
    }
}
