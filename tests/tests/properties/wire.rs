//! Decoding and encoding in binary of a message whose type is known at run time, and the properties that
//! hold for any bytes. The fuzz target checks the same properties.

use gitpod_api::runtime::codec::{Codec, ReadOptions, Unknown};
use gitpod_api::runtime::rpc::MessageType;
use gitpod_api::runtime::validate::validate;
use gitpod_api::{DecodeError, Message};

pub(crate) fn read(of: &MessageType, bytes: &[u8]) -> Result<Box<dyn Message>, DecodeError> {
    let mut message = of.new_message();
    read_into(&mut *message, bytes).map(|()| message)
}

pub(crate) fn read_into(message: &mut dyn Message, bytes: &[u8]) -> Result<(), DecodeError> {
    ReadOptions::new().decode_into(Codec::Binary, bytes, message)
}

/// Encodes a message without enum values that are known by name alone, as after [`read`].
pub(crate) fn write(message: &dyn Message) -> Vec<u8> {
    Codec::Binary.encode(message).unwrap_or_else(|error| panic!("{error}"))
}

/// Decodes any bytes, and checks that the error is helpful or that the message round-trips. Returns
/// whether the bytes are a message.
pub(crate) fn check(of: &MessageType, bytes: &[u8]) -> bool {
    // Decoding with an observer must give the same result.
    let mut observer = |unknown: &Unknown<'_>| assert!(!unknown.to_string().is_empty());
    let mut watched = of.new_message();
    let mut options = ReadOptions::new().observe(&mut observer);
    let outcome = options.decode_into(Codec::Binary, bytes, &mut *watched);
    match read(of, bytes) {
        Ok(message) => {
            assert!(outcome.is_ok(), "only without an observer: {}", bytes.escape_ascii());
            assert_eq!(write(&*watched), write(&*message), "{}", bytes.escape_ascii());
            check_message(of, &*message);
            true
        }
        Err(error) => {
            assert_eq!(outcome.expect_err("it is broken"), error);
            check_error(of, &error, bytes);
            false
        }
    }
}

/// What is written is a fixed point, in binary and through JSON, and neither validation nor `Debug`
/// panics.
fn check_message(of: &MessageType, message: &dyn Message) {
    let written = write(message);
    let again = read(of, &written).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(write(&*again), written, "{}", written.escape_ascii());
    // JSON counts lists as levels of nesting, too, and some values have no form in it.
    if let Ok(json) = Codec::Json.encode(message) {
        let mut from_json = of.new_message();
        if ReadOptions::new().decode_into(Codec::Json, &json, &mut *from_json).is_ok() {
            let from_json = Codec::Json.encode(&*from_json).expect("it was decoded");
            assert_eq!(from_json, json, "{}", written.escape_ascii());
        }
    }
    let _ = (validate(message), format!("{message:?}"));
}

/// An error is one line that names the type, states what was expected and found, and points into the
/// input.
fn check_error(of: &MessageType, error: &DecodeError, bytes: &[u8]) {
    let words = error.to_string();
    assert!(words.starts_with(of.name()), "{words}");
    assert!(!error.expected().is_empty() && !error.found().is_empty(), "{words}");
    assert!(error.offset() <= bytes.len() && error.line().is_none(), "{words}");
    assert!(!words.contains(char::is_control), "{words:?}");
}
