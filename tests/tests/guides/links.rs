//! Links between the guides, and the list of guides.

use std::fs;

use gitpod_tests::workspace;

use crate::guide::{GUIDES, read};

/// The targets of the links `[…](target)` in a text.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target))
}

#[test]
fn relative_links_lead_to_files_and_headings() {
    let mut checked = 0;
    for guide in GUIDES {
        let folder = workspace().join(guide);
        let folder = folder.parent().expect("a file is in a folder");
        for target in targets(&read(guide)).filter(|target| !target.contains("://")) {
            let (path, heading) = target.split_once('#').unwrap_or((target, ""));
            let path = if path.is_empty() { workspace().join(guide) } else { folder.join(path) };
            assert!(path.exists(), "{guide}: `{target}` does not exist");
            if !heading.is_empty() {
                let text = fs::read_to_string(&path).expect("a heading is in a file");
                let has = |line: &str| line.starts_with('#') && anchor(line) == heading;
                assert!(text.lines().any(has), "{guide}: `{target}` has no such heading");
            }
            checked += 1;
        }
    }
    assert!(checked > GUIDES.len(), "only {checked} links were found");
}

/// The anchor that Markdown renderers make of a heading.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    let text = text.replace(' ', "-");
    text.chars().filter(|c| c.is_alphanumeric() || *c == '-' || *c == '_').collect()
}

#[test]
fn every_guide_is_listed() {
    let mut found: Vec<String> = fs::read_dir(workspace().join("docs"))
        .expect("docs/ is there")
        .map(|entry| format!("docs/{}", entry.expect("it can be read").file_name().display()))
        .collect();
    found.sort();
    let listed: Vec<&str> = GUIDES.into_iter().filter(|guide| guide.starts_with("docs/")).collect();
    assert_eq!(found, listed);
    let readme = read("README.md");
    for guide in listed {
        assert!(readme.contains(&format!("({guide})")), "README.md does not link {guide}");
    }
}
