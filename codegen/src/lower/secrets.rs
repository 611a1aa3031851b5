//! Which fields are secrets: a name that looks like one must say.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{FieldType, Scalar, Type};
use crate::raw;

/// Words in the name of a field that make it look like a secret.
const SECRET_WORDS: &[&str] = &[
    "token",
    "secret",
    "password",
    "passphrase",
    "credential",
    "credentials",
    "private_key",
    "api_key",
    "access_key",
];

/// Whether the field is a secret; a name that looks like one must say.
pub(super) fn lower(raw: &raw::Field, ty: FieldType, problems: &mut Diagnostics) -> bool {
    let hideable = matches!(ty.inner(), Type::Scalar(Scalar::String | Scalar::Bytes));
    match &raw.sensitive {
        Some(sensitive) if sensitive.value && !hideable => {
            problems.push(
                Diagnostic::new(Code::SensitiveMisplaced, "only strings and bytes can be hidden")
                    .at(sensitive.span, "this field is neither")
                    .at(raw.kind.span, "its type"),
            );
            false
        }
        Some(sensitive) => sensitive.value,
        None => {
            if hideable && looks_secret(&raw.name.value) {
                problems.push(
                    Diagnostic::new(
                        Code::SensitiveUnstated,
                        format!("`{}` looks like a secret", raw.name.value),
                    )
                    .at(raw.name.span, "does not say whether it is one")
                    .help("add `sensitive: true` to hide its value, or `sensitive: false`"),
                );
            }
            false
        }
    }
}

/// Whether a field's name speaks of a secret: as whole words, so `tokenizer` does not.
fn looks_secret(name: &str) -> bool {
    let name = format!("_{name}_");
    SECRET_WORDS
        .iter()
        .any(|word| name.contains(&format!("_{word}_")) || name.contains(&format!("_{word}s_")))
}
