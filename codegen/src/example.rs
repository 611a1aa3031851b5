//! Checks of example documents that are not a part of the schema.
//!
//! Used by tests that compare these checks with the runtime. Depends on `parse`, `lower`, `ir`,
//! `source` and `diagnostics`.

use crate::diagnostics::Diagnostics;
use crate::ir::{Api, MessageId};
use crate::node::Node;
use crate::source::Sources;
use crate::{lower, parse};

/// Checks documents as examples of a message, in the same way as [`lower`](crate::lower()) checks the
/// examples in a schema: the runtime must accept them, and they must be in canonical form.
///
/// Each file in `documents` is one example, in YAML or JSON.
///
/// # Errors
///
/// Returns the diagnostics, with spans in `documents`.
pub fn check_example(
    api: &Api,
    message: MessageId,
    documents: &Sources,
) -> Result<(), Diagnostics> {
    let mut problems = Diagnostics::default();
    let documents = parse::documents(documents, &mut problems);
    for document in documents.into_iter().filter(Node::is_whole) {
        lower::check_example(api, message, &document, &mut problems);
    }
    problems.into_result(())
}
