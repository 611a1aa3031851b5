//! Sensitive fields: `sensitive` is required where a field's name suggests a secret.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{FieldType, Scalar, Type};
use crate::raw;

/// Words that suggest a secret in the name of a field.
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

/// Returns whether a field is sensitive. Reports a field whose name suggests a secret and that does not
/// set `sensitive`.
pub(super) fn lower(raw: &raw::Field, ty: FieldType, problems: &mut Diagnostics) -> bool {
    let redactable = matches!(ty.inner().unwrapped(), Type::Scalar(Scalar::String | Scalar::Bytes));
    match &raw.sensitive {
        Some(sensitive) if sensitive.value && !redactable => {
            let message = "only strings and bytes can be sensitive";
            let mut problem = Diagnostic::new(Code::SensitiveMisplaced, message)
                .at(sensitive.span, "not allowed for this type");
            if let Some(kind) = &raw.kind {
                problem = problem.at(kind.span, "field type");
            }
            problems.push(problem);
            false
        }
        Some(sensitive) => sensitive.value,
        None => {
            if redactable && !raw.broken.has("sensitive") && looks_secret(&raw.name.value) {
                problems.push(
                    Diagnostic::new(
                        Code::SensitiveUnstated,
                        format!("field `{}` looks like a secret", raw.name.value),
                    )
                    .at(raw.name.span, "expected `sensitive`")
                    .help("add `sensitive: true` to redact its value, or `sensitive: false`"),
                );
            }
            false
        }
    }
}

/// Whether a field's name contains a word for a secret: a whole word, so `tokenizer` is not one.
fn looks_secret(name: &str) -> bool {
    let name = format!("_{name}_");
    SECRET_WORDS
        .iter()
        .any(|word| name.contains(&format!("_{word}_")) || name.contains(&format!("_{word}s_")))
}
