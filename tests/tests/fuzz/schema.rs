//! Any text as a schema of one or several files, which begin with `# file: NAME` lines as fixtures
//! do.
//!
//! The generator must end. It either rejects the schema with diagnostics that render, or accepts it
//! and then writes every output.

use gitpod_codegen::export::{ProtoRules, proto};
use gitpod_codegen::{Templates, emit, render, render_json, render_text};
use gitpod_tests::{Fixture, check as lower};

/// Runs the generator on the text.
pub(crate) fn check(data: &[u8]) {
    let sources = Fixture::parse("schema", &String::from_utf8_lossy(data)).sources();
    match lower(&sources) {
        Ok(api) => {
            let templates = Templates::embedded().expect("the templates are valid");
            let tree = render(&emit(&api), &templates).unwrap_or_else(|bug| panic!("{bug}"));
            assert!(tree.iter().count() > 0);
            let _ = proto(&api, ProtoRules::Written);
        }
        Err(problems) => {
            let count = problems.iter().count();
            assert!(count > 0);
            assert!(!render_text(&problems, &sources, true).is_empty());
            assert_eq!(render_json(&problems, &sources).lines().count(), count);
        }
    }
}
