//! The generator rejects an example exactly if the runtime rejects it, or if it is not in canonical
//! form.
//!
//! `tests/golden.rs` compares the same for the types of the golden fixtures.

#[path = "example_check/documents.rs"]
mod documents;
#[path = "example_check/mutate.rs"]
mod mutate;

use gitpod_tests::{compare, project_api};

#[test]
fn the_generator_and_the_runtime_agree_on_the_examples_of_every_message() {
    let mut lines = Vec::new();
    documents::each(2, |line| lines.push(line.to_owned()));
    let comparison = compare(&project_api(), lines.iter().map(String::as_str));
    let some: Vec<_> = comparison.disagreements.iter().take(10).collect();
    assert!(some.is_empty(), "{} of {}: {some:#?}", comparison.disagreements.len(), lines.len());
    let counts = [comparison.accepted, comparison.undecodable, comparison.invalid];
    assert!(counts.iter().all(|count| *count > 500), "{counts:?}");
}
