//! Snapshot tests of every diagnostic of the generator.
//!
//! Each fixture in `refusals/` has one mistake and is named after the expected code. The rendered
//! diagnostics are in `snapshots/refusals/`.

#[path = "refusals/on_disk.rs"]
mod on_disk;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gitpod_codegen::{Code, Diagnostic, Diagnostics, Sources, render_json, render_text};
use gitpod_tests::{Fixture, check, read_fixture, read_fixtures};
use serde_json::Value;

/// Codes that need files on disk, so no fixture can cause them. They have tests in `on_disk`.
const ON_DISK: &[Code] = &[Code::Unreadable, Code::FileTooLarge];

/// The fixtures with several mistakes, and how many of them.
const MANY: [(&str, usize); 2] =
    [("ten-mistakes-in-three-files", 10), ("every-stage-in-six-files", 11)];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The fixtures with one mistake each.
fn fixtures() -> Vec<Fixture> {
    let mut fixtures = read_fixtures(&folder("refusals")).expect("the fixtures are readable");
    fixtures.retain(|fixture| MANY.iter().all(|(many, _)| fixture.name != *many));
    fixtures
}

fn rejected(name: &str, sources: &Sources) -> Diagnostics {
    match check(sources) {
        Ok(_) => panic!("{name} is accepted"),
        Err(diagnostics) => diagnostics,
    }
}

/// Compares a text with a snapshot. Prints the difference and returns `false` if they differ.
fn matches_snapshot(name: &str, text: &str) -> bool {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/refusals");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| std::panic::catch_unwind(|| insta::assert_snapshot!(name, text)).is_ok())
}

#[test]
fn diagnostics_match_their_snapshots() {
    let different: Vec<_> = fixtures()
        .into_iter()
        .filter(|fixture| {
            let sources = fixture.sources();
            let text = render_text(&rejected(&fixture.name, &sources), &sources, false);
            !matches_snapshot(&fixture.name, &text)
        })
        .map(|fixture| fixture.name)
        .collect();
    assert_eq!(different, [""; 0], "these snapshots differ");
}

#[test]
fn each_fixture_reports_only_its_own_code() {
    for fixture in fixtures() {
        let expected = fixture.code().unwrap_or_else(|| panic!("{} has no code", fixture.name));
        let diagnostics = rejected(&fixture.name, &fixture.sources());
        for diagnostic in &diagnostics {
            assert_eq!(diagnostic.code, expected, "{}: {}", fixture.name, diagnostic.message);
        }
    }
}

#[test]
fn every_snapshot_has_its_fixture() {
    let mut expected: BTreeSet<_> =
        fixtures().into_iter().map(|fixture| format!("{}.snap", fixture.name)).collect();
    expected.extend(MANY.iter().map(|(many, _)| format!("{many}.snap")));
    let found: BTreeSet<_> = fs::read_dir(folder("snapshots/refusals"))
        .expect("the snapshots are readable")
        .map(|entry| entry.expect("the entry is readable").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".snap")) // not insta's pending `.snap.new` files
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_code_has_a_fixture_and_an_explanation() {
    let codes: BTreeSet<_> = Code::ALL.iter().copied().collect();
    let shown: BTreeSet<_> =
        fixtures().iter().filter_map(Fixture::code).chain(ON_DISK.iter().copied()).collect();
    let explained: BTreeSet<_> =
        Code::ALL.iter().copied().filter(|code| code.explanation().len() >= 80).collect();
    assert_eq!(shown, codes, "codes with a fixture, all codes");
    assert_eq!(explained, codes, "codes with an explanation, all codes");
}

#[test]
fn codes_are_sorted_unique_and_parsed_back() {
    let spelled: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert!(spelled.is_sorted_by(|a, b| a < b), "{spelled:?}");
    for code in Code::ALL {
        assert_eq!(Code::parse(code.as_str()), Some(*code));
        assert_eq!(Code::parse(&code.as_str().to_lowercase()), Some(*code));
        assert!(code.title().ends_with('.'), "{code}: {}", code.title());
    }
    assert_eq!(Code::parse("E0000"), None);
}

#[test]
fn mistakes_in_all_files_are_reported_in_one_run() {
    for (many, count) in MANY {
        let fixture = read_fixture(&folder("refusals"), many).expect("the fixture is readable");
        let sources = fixture.sources();
        let diagnostics = rejected(many, &sources);
        let locations: Vec<_> = diagnostics.iter().map(|found| location(found, &sources)).collect();
        assert!(locations.is_sorted(), "{locations:?}");
        assert!(matches_snapshot(many, &render_text(&diagnostics, &sources, false)));
        assert_eq!(diagnostics.iter().count(), count, "{diagnostics}");
    }
}

/// The file, line and column of the primary span of a diagnostic.
fn location(diagnostic: &Diagnostic, sources: &Sources) -> (String, usize, usize) {
    let span = diagnostic.labels.first().expect("the diagnostic has a label").span;
    let (line, column) = sources.line_column(span);
    (sources.get(span.file).expect("the file is known").path.clone(), line, column)
}

#[test]
fn every_diagnostic_has_a_span_in_its_file() {
    for fixture in fixtures() {
        let sources = fixture.sources();
        for diagnostic in &rejected(&fixture.name, &sources) {
            let located = diagnostic.code == Code::MissingApiFile || !diagnostic.labels.is_empty();
            assert!(located, "{}: no label", fixture.name);
            for label in &diagnostic.labels {
                let file = sources.get(label.span.file).expect("the file is known");
                let range = label.span.start as usize..label.span.end as usize;
                assert!(file.text.get(range).is_some(), "{}: {:?}", fixture.name, label.span);
            }
        }
    }
}

#[test]
fn json_has_one_object_per_diagnostic_with_the_same_spans() {
    for fixture in fixtures() {
        let sources = fixture.sources();
        let diagnostics = rejected(&fixture.name, &sources);
        let text = render_json(&diagnostics, &sources);
        assert_eq!(text.lines().count(), diagnostics.iter().count(), "{}", fixture.name);
        for (line, diagnostic) in text.lines().zip(&diagnostics) {
            let object: Value = serde_json::from_str(line).expect("a line is JSON");
            assert_eq!(object["code"], diagnostic.code.as_str());
            assert_eq!(object["severity"], "error");
            assert_eq!(object["message"], diagnostic.message);
            assert_eq!(object["help"].as_str(), diagnostic.help.as_deref());
            assert_same_labels(&object["labels"], diagnostic, &sources);
        }
    }
}

fn assert_same_labels(json: &Value, diagnostic: &Diagnostic, sources: &Sources) {
    let json = json.as_array().expect("labels are a list");
    assert_eq!(json.len(), diagnostic.labels.len());
    for (index, (json, label)) in json.iter().zip(&diagnostic.labels).enumerate() {
        let file = sources.get(label.span.file).expect("the file is known");
        let (line, column) = sources.line_column(label.span);
        assert_eq!(json["primary"], index == 0);
        assert_eq!(json["file"], file.path);
        assert_eq!((&json["line"], &json["column"]), (&line.into(), &column.into()));
        assert_eq!(json["start"], label.span.start);
        assert_eq!(json["text"], label.text);
        let before = &file.text[..label.span.start as usize];
        assert_eq!(line, before.matches('\n').count() + 1);
        let column_from_line = before.rsplit('\n').next().map(|line| line.chars().count() + 1);
        assert_eq!(Some(column), column_from_line);
    }
}
