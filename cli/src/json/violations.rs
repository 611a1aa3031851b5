//! Rules of the schema that a message breaks.

use gitpod_api::Message;
use gitpod_api::runtime::validate::validate;

/// A broken rule: the path of the field, the id of the rule, and what is wrong in words.
pub(super) type Violation = (String, String, String);

/// The rules that a message breaks, in the order of its fields.
pub(super) fn violations(message: &dyn Message) -> Vec<Violation> {
    let Err(broken) = validate(message) else { return Vec::new() };
    let words = broken.iter().map(|violation| {
        (violation.field().into(), violation.rule().into(), violation.message().into())
    });
    words.collect()
}
