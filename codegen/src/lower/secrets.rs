//! Sensitive fields: `sensitive` is required where a field's name suggests a secret.

use std::iter;

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
    let starts = iter::once(0).chain(name.match_indices('_').map(|(at, _)| at + 1));
    let mut rests = starts.filter_map(|start| name.get(start..));
    rests.any(|rest| SECRET_WORDS.iter().any(|word| starts_with_word(rest, word)))
}

/// Whether a text starts with a whole word, or with its plural.
fn starts_with_word(text: &str, word: &str) -> bool {
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with('_');
    text.strip_prefix(word)
        .is_some_and(|rest| is_end(rest) || rest.strip_prefix('s').is_some_and(is_end))
}

#[cfg(test)]
mod tests {
    use super::looks_secret;

    #[test]
    fn whole_words_and_plurals_look_secret() {
        for name in ["token", "tokens", "old_tokens_hash", "my_private_key", "api_keys_", "_secret"]
        {
            assert!(looks_secret(name), "{name}");
        }
        for name in ["", "tokenizer", "tokenss", "atoken", "key", "private_keyring", "privatekey"] {
            assert!(!looks_secret(name), "{name}");
        }
    }
}
