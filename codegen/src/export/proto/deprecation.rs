//! Deprecations as protobuf writes them: an option, and a sentence for people.

use crate::ir::Deprecation;

/// The sentence of a deprecation.
pub(super) fn sentence(deprecated: Option<&Deprecation>) -> Option<String> {
    Some(match deprecated? {
        Deprecation::Use { name, .. } => format!("Deprecated: use `{name}`."),
        Deprecation::Reason(reason) => format!("Deprecated: {reason}"),
    })
}
