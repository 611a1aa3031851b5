//! Helpers for the tests: schemas from text, fixtures, generated trees and workspaces.

mod fixture;
#[cfg(doctest)]
mod guides;
mod nested;
mod project;
mod schema;
mod verdict;

pub use fixture::{Fixture, read_fixture, read_fixtures};
pub use nested::write_workspace;
pub use project::{api_from, api_of, crate_of, project_api, read_tree, workspace};
pub use schema::{api_yaml, check, file_with_fields, lower, sources};
pub use verdict::{Comparison, NOT_CANONICAL, compare};
