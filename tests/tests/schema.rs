//! The project's schema: its size, its public surface, and proof that its checks can fail.

use std::collections::BTreeSet;

use gitpod_codegen::{Code, Sources, export, load, lower, parse};
use gitpod_tests::{project_api, workspace};

#[test]
fn all_of_the_documentation_is_there_and_nothing_more() {
    let api = project_api();
    let rpcs: Vec<(&str, usize)> =
        api.services.iter().map(|service| (service.name.as_str(), service.rpcs.len())).collect();
    assert_eq!(
        rpcs,
        [
            ("OrganizationService", 35),
            ("UserService", 9),
            ("RunnerService", 16),
            ("RunnerConfigurationService", 16),
            ("ProjectService", 15),
        ],
    );
    let oneofs: usize = api.messages.iter().map(|message| message.oneofs.len()).sum();
    let fields: usize = api.messages.iter().map(|message| message.fields.len()).sum();
    // The documentation shows 745 fields; two are `empty`, which the messages do not have.
    assert_eq!(
        [
            ("messages", api.messages.len()),
            ("enums", api.enums.len()),
            ("oneofs", oneofs),
            ("fields", fields)
        ],
        [("messages", 277), ("enums", 27), ("oneofs", 8), ("fields", 743)],
    );
    let readme = std::fs::read_to_string(workspace().join("README.md")).expect("there is one");
    let words: Vec<&str> = readme.split_whitespace().collect();
    for (count, unit) in [
        (api.rpcs().count(), "RPCs"),
        (api.messages.len(), "messages,"),
        (api.enums.len(), "enums,"),
    ] {
        let said = words.windows(2).find(|pair| pair[1] == unit).map(|pair| pair[0]);
        assert_eq!(said, Some(count.to_string().as_str()), "{unit} of README.md");
    }
    let side_effect_free = api
        .rpcs()
        .filter(|(_, rpc)| rpc.idempotency == gitpod_codegen::ir::Idempotency::NoSideEffects);
    assert_eq!(side_effect_free.count(), 30);
    // Thirteen are marked in the official clients; SearchRepositories pages all the same.
    assert_eq!(api.rpcs().filter(|(_, rpc)| rpc.paging.is_some()).count(), 14);
}

#[test]
fn every_rpc_has_examples() {
    for (_, rpc) in project_api().rpcs() {
        assert!(!rpc.examples.is_empty(), "{}", rpc.name);
    }
}

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
    match parse(&sources).and_then(|schema| lower(&schema)) {
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
        ("runner.yaml", "sensitive: true", "note: none", Code::SensitiveUnstated),
    ];
    assert!(mutated("api.yaml", "Ona", "Ona").is_empty());
    for (file, from, to, code) in cases {
        let found = mutated(file, from, to);
        assert!(found.contains(&code), "{file}: `{from}` to `{to}` gave {found:?}, not {code}");
    }
}
