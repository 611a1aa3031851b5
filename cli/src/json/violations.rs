//! Rules of the schema that a message breaks.

use gitpod_api::Message;

/// A broken rule: the path of the field, the id of the rule, and what is wrong in words.
pub(super) type Violation = (String, String, String);

/// The rules that a message breaks, in the order of its fields.
pub(super) fn violations(_: &dyn Message) -> Vec<Violation> {
    Vec::new()
}
