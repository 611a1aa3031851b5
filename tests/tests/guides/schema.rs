//! The RPC that CONTRIBUTING.md adds.

use gitpod_codegen::{Sources, load, lower, parse, render_text};
use gitpod_tests::workspace;

use crate::guide::blocks;

#[test]
fn the_added_rpc_is_valid() {
    let edit = blocks("CONTRIBUTING.md").into_iter().find(|block| block.info == "yaml");
    let edit = edit.expect("the guide shows the edit");
    let sources = load(&workspace().join("schema")).expect("the schema can be read");
    let texts: Vec<(String, String)> =
        sources
            .iter()
            .map(|(_, source)| (source.name.clone(), source.text.clone()))
            .map(|(name, text)| {
                if name == "project.yaml" {
                    (name, insert(&text, &edit.text))
                } else {
                    (name, text)
                }
            })
            .collect();
    let sources =
        Sources::from_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let api = lower(&parse(&sources));
    let api = api.unwrap_or_else(|problems| panic!("{}", render_text(&problems, &sources, false)));
    let added = api.rpcs().find(|(_, rpc)| rpc.name == "ArchiveProject");
    assert!(added.is_some(), "the guide adds ArchiveProject");
}

/// Puts an RPC before the first one of a resource.
pub(crate) fn insert(text: &str, rpc: &str) -> String {
    let (before, after) = text.split_once("  rpcs:\n").expect("the file has RPCs");
    format!("{before}  rpcs:\n{rpc}{after}")
}
