//! Fields of messages by name.

use std::fmt;

use gitpod_api::DecodeError;
use gitpod_api::types::message_type;

use super::nearest::{Known, nearest};

/// A decoding error; of an unknown field, with the field that is most similar to it.
pub(crate) struct Explained<'a>(pub(crate) &'a DecodeError);

impl fmt::Display for Explained<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)?;
        match similar(self.0) {
            Some(similar) => write!(f, "; did you mean `{similar}`?"),
            None => Ok(()),
        }
    }
}

/// The field that an unknown field is most similar to. `None` for other errors.
fn similar(error: &DecodeError) -> Option<&'static str> {
    let last = error.path().rsplit('.').next().unwrap_or_default();
    let key = last.split('[').next().unwrap_or_default();
    let fields = message_type(error.owner())?.new_message().descriptor().fields();
    if fields.iter().any(|field| field.json_name() == key || field.name() == key) {
        return None;
    }
    let known = fields.iter().flat_map(|field| {
        [field.json_name(), field.name()].map(|name| Known {
            name,
            weight: 1.0,
            suggested: field.json_name(),
        })
    });
    nearest(key, known, 1).pop()
}

#[cfg(test)]
mod tests {
    use gitpod_api::runtime::codec::{Codec, ReadOptions};
    use gitpod_api::types::MESSAGES;

    use super::*;

    /// The error of a document with one key.
    fn error_of(name: &str, key: &str, value: &str) -> DecodeError {
        let mut message = message_type(name).unwrap().new_message();
        let mut options = ReadOptions::new().deny_unknown_fields(true);
        options
            .decode_into(Codec::Json, format!(r#"{{"{key}":{value}}}"#).as_bytes(), &mut *message)
            .unwrap_err()
    }

    #[test]
    fn a_misspelled_field_has_a_suggestion() {
        for of in MESSAGES {
            for field in of.new_message().descriptor().fields() {
                let error = error_of(of.name(), &field.json_name().to_uppercase(), "1");
                assert_eq!(similar(&error), Some(field.json_name()), "{error}");
            }
        }
    }

    #[test]
    fn other_errors_have_none() {
        for (key, value) in [("zzzzz", "1"), ("", "1"), ("projectId", "1"), ("project_id", "[]")] {
            let error = error_of("gitpod.v1.GetProjectRequest", key, value);
            assert_eq!(Explained(&error).to_string(), error.to_string());
        }
    }
}
