//! Checks documents as examples of a message, outside of a schema.

use crate::diagnostics::Diagnostics;
use crate::ir::{Api, MessageId};
use crate::source::Sources;
use crate::{lower, parse};

/// Checks documents as examples of a message, as [`lower`](crate::lower()) checks the examples of a
/// schema: whether the runtime accepts them, and whether they are in canonical form.
///
/// Each file of `documents` is an example, in YAML or JSON.
///
/// # Errors
///
/// What is wrong with the documents, with places in `documents`.
pub fn check_example(
    api: &Api,
    message: MessageId,
    documents: &Sources,
) -> Result<(), Diagnostics> {
    let mut problems = Diagnostics::default();
    for document in parse::documents(documents, &mut problems) {
        lower::check_example(api, message, &document, &mut problems);
    }
    problems.into_result(())
}
