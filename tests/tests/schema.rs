//! The project's schema: its public surface with its counts, and proof that its checks can fail.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use gitpod_codegen::{Code, Sources, export, load, lower, parse};
use gitpod_tests::{project_api, workspace};

/// The nouns of the counts at the top of `surface.snap`.
const COUNTED: [&str; 5] = ["RPC", "message", "enum", "field", "oneof"];

/// The Markdown files at the root and in `docs/`.
fn guides() -> Vec<PathBuf> {
    let folders = [workspace(), workspace().join("docs")];
    let entries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

/// Counts are in `surface.snap` and nowhere else: a number in prose would go stale.
#[test]
fn guides_state_no_counts() {
    for guide in guides() {
        let text = fs::read_to_string(&guide).expect("the guide is text");
        let words: Vec<&str> = prose(&text).flat_map(str::split_whitespace).collect();
        for pair in words.windows(2) {
            let noun = pair[1].trim_end_matches(|end: char| end.is_ascii_punctuation());
            let is_counted = COUNTED.contains(&noun.trim_end_matches('s'));
            let count = pair[0].parse::<usize>().ok().filter(|_| is_counted);
            assert_eq!(count, None, "{} says `{}`", guide.display(), pair.join(" "));
        }
    }
}

/// The lines outside of fenced blocks, in which programs count what is in an example.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_fenced = false;
    text.lines().filter(move |line| {
        let is_fence = line.starts_with("```");
        is_fenced ^= is_fence;
        !is_fenced && !is_fence
    })
}

#[test]
fn every_rpc_has_examples() {
    for (_, rpc) in project_api().rpcs() {
        assert!(!rpc.examples.is_empty(), "{}", rpc.name);
    }
}

/// The examples are doctests of the generated crate, so they compile.
#[test]
fn the_docs_of_every_rpc_call_it_in_rust() {
    let api = project_api();
    for (service, rpc) in api.rpcs() {
        let path = format!("generated/src/client/{}.rs", service.rust.module.unraw());
        let text = fs::read_to_string(workspace().join(path)).expect("the file is there");
        let (docs, _) = text.split_once(&format!("fn {}(", rpc.method)).expect("the method");
        let docs = docs.rsplit_once("\n    }\n").map_or(docs, |(_, docs)| docs);
        // A long call is on several lines.
        let docs: String = docs.replace("///", "").split_whitespace().collect();
        let call =
            format!("{}.{}(request).await?;", api.accessor_chain(rpc), rpc.documented.method);
        assert!(docs.contains(&call) && docs.contains("```json"), "{}", rpc.name);
    }
}

/// Two things differ from the documentation on purpose. It shows two fields called `empty`, which the
/// messages do not have; and `SearchRepositories` pages although the official clients do not mark it.
#[test]
fn surface() {
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots", omit_expression => true }, {
        insta::assert_snapshot!("surface", export::surface(&project_api()));
    });
}

/// The project's schema with one text replaced by another in one file.
fn mutated(file: &str, from: &str, to: &str) -> BTreeSet<Code> {
    let sources = load(&workspace().join("schema")).expect("the schema is there");
    let texts: Vec<(String, String)> = sources
        .iter()
        .map(|(_, source)| {
            let text = if source.name == file {
                assert!(source.text.contains(from), "{file} has no `{from}`");
                source.text.replacen(from, to, 1)
            } else {
                source.text.clone()
            };
            (source.name.clone(), text)
        })
        .collect();
    let sources = Sources::from_texts(texts.iter().map(|(n, t)| (n.as_str(), t.as_str())));
    match lower(&parse(&sources)) {
        Ok(_) => BTreeSet::new(),
        Err(problems) => problems.iter().map(|problem| problem.code).collect(),
    }
}

#[test]
fn the_checks_can_fail() {
    let cases = [
        // An example that no longer fits: a renamed field, a changed type, a broken rule.
        ("project.yaml", "projectIds: [", "projectIDs: [", Code::ExampleUnknownField),
        ("project.yaml", "index: 1, name", "index: one, name", Code::ExampleMisfit),
        ("project.yaml", "timeout: 1800s", "timeout: 1s", Code::ExampleBreaksRule),
        // A definition that no longer holds.
        ("common.yaml", "type: SortOrder", "type: SortOrdr", Code::UnknownType),
        (
            "common.yaml",
            "number: 2\n    type: string",
            "number: 1\n    type: string",
            Code::DuplicateNumber,
        ),
        (
            "user.yaml",
            "paging: {items: personal_access_tokens}",
            "paging: {items: tokens}",
            Code::PagingItems,
        ),
        ("runner.yaml", "        sensitive: true\n", "", Code::SensitiveUnstated),
    ];
    assert!(mutated("api.yaml", "Ona", "Ona").is_empty());
    for (file, from, to, code) in cases {
        let found = mutated(file, from, to);
        assert!(found.contains(&code), "{file}: `{from}` to `{to}` gave {found:?}, not {code}");
    }
}
