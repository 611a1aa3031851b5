//! Decoding and encoding of a message whose type is known at run time, and the properties that hold for
//! any bytes. The fuzz target checks the same properties.

use gitpod_api::runtime::__private as support;
use gitpod_api::runtime::codec::{Codec, ReadOptions, Unknown};
use gitpod_api::runtime::json::{self, WriteOptions};
use gitpod_api::runtime::rpc::MessageType;
use gitpod_api::runtime::validate::validate;
use gitpod_api::{DecodeError, Message};

pub(crate) fn read(of: &MessageType, json: &[u8]) -> Result<Box<dyn Message>, DecodeError> {
    let mut message = of.new_message();
    json::decode_into(json, &mut *message).map(|()| message)
}

pub(crate) fn read_with_serde<'de, D: serde::Deserializer<'de>>(
    of: &MessageType,
    deserializer: D,
) -> Result<Box<dyn Message>, D::Error> {
    let mut message = of.new_message();
    support::serde::deserialize_into(&mut *message, deserializer).map(|()| message)
}

pub(crate) fn canonical(message: &dyn Message) -> String {
    json::encode_to_string(message)
}

/// A message as serde sees it.
pub(crate) struct Serde<'a>(pub(crate) &'a dyn Message);

impl serde::Serialize for Serde<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        support::serde::serialize(self.0, serializer)
    }
}

/// Decodes any bytes, and checks that the error is helpful or that the message round-trips. Returns
/// whether the bytes are a message.
pub(crate) fn check(of: &MessageType, bytes: &[u8]) -> bool {
    let shown = String::from_utf8_lossy(bytes);
    // The reader with an observer must give the same result.
    let mut observer = |unknown: &Unknown<'_>| assert!(!unknown.to_string().is_empty());
    let mut watched = of.new_message();
    let mut options = ReadOptions::new().observe(&mut observer);
    let outcome = options.decode_into(Codec::Json, bytes, &mut *watched);
    let with_serde = read_with_serde(of, &mut serde_json::Deserializer::from_slice(bytes));
    match read(of, bytes) {
        Ok(message) => {
            assert!(outcome.is_ok(), "only without an observer: {shown}");
            assert_eq!(canonical(&*watched), canonical(&*message), "{shown}");
            if let Ok(other) = with_serde {
                assert_eq!(canonical(&*other), canonical(&*message), "through serde: {shown}");
            }
            check_message(of, &*message);
            true
        }
        Err(error) => {
            assert_eq!(outcome.expect_err("it is broken"), error, "{shown}");
            check_error(of, &error, bytes);
            false
        }
    }
}

/// Canonical JSON is a fixed point, written defaults add nothing, and neither validation nor `Debug`
/// panics.
fn check_message(of: &MessageType, message: &dyn Message) {
    let json = canonical(message);
    let defaults = WriteOptions::new().emit_defaults(true).encode_to_string(message);
    for text in [&json, &defaults] {
        let again = read(of, text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(canonical(&*again), json, "from {text}");
    }
    let _ = (validate(message), format!("{message:?}"));
}

/// An error is one line that names the type, states what was expected and found, and points into the
/// document.
fn check_error(of: &MessageType, error: &DecodeError, bytes: &[u8]) {
    let words = error.to_string();
    assert!(words.starts_with(of.name()), "{words}");
    assert!(!error.expected().is_empty() && !error.found().is_empty(), "{words}");
    assert!(
        error.offset() <= bytes.len() && error.line() > Some(0) && error.column() > Some(0),
        "{words}"
    );
    assert!(!words.contains(char::is_control), "{words:?}");
}
