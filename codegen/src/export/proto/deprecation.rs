//! The comment of a deprecation, which accompanies the option `deprecated`.

use crate::ir::Deprecation;

/// Returns the sentence that describes a deprecation.
pub(super) fn sentence(deprecated: Option<&Deprecation>) -> Option<String> {
    Some(match deprecated? {
        Deprecation::Use { name, .. } => format!("Deprecated: use `{name}`."),
        Deprecation::Reason(reason) => format!("Deprecated: {reason}"),
    })
}
