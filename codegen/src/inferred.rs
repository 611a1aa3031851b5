//! Lists the inferred statements of a schema with their items and spans.
//!
//! Used by `xtask`. Depends on `raw` and `source`.

use crate::raw::{Schema, items};
use crate::source::Spanned;

/// An inferred statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    /// The item that it describes: its full name, such as `gitpod.v1.Project.id`.
    pub item: String,
    /// The statement, with the span of its key's value.
    pub text: Spanned<String>,
}

/// Returns the inferred statements in the order of the schema.
#[must_use]
pub fn inferred(schema: &Schema) -> Vec<Inferred> {
    let statements = items(schema).into_iter().filter_map(|(item, of)| {
        let text = of.described().inferred()?.clone();
        Some(Inferred { item, text })
    });
    statements.collect()
}
