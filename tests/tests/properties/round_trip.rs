//! Round trips of messages through JSON and through serde.

use gitpod_api::runtime::codec::{Codec, ReadOptions};
use gitpod_api::runtime::json::WriteOptions;
use gitpod_api::runtime::message::Value;
use gitpod_api::runtime::validate::validate;
use serde_json::Value as Json;

use crate::case::Case;
use crate::document::{self, Serde, canonical, read, read_with_serde};
use crate::same;

#[test]
fn json_bytes_round_trip() {
    Case::each(|case, message| {
        let json = canonical(&*message);
        let again = read(case.of, json.as_bytes()).expect("canonical JSON is read");
        assert_eq!(canonical(&*again), json);
        let (again, message) = (Value::Message(&*again), Value::Message(&*message));
        assert!(same::values(again, message), "the round trip changed {json}");
        assert!(serde_json::from_str::<Json>(&json).is_ok(), "what is written is JSON");
    });
}

#[test]
fn serde_json_text_round_trips() {
    Case::each(|case, message| {
        let json = canonical(&*message);
        let text = serde_json::to_string(&Serde(&*message)).expect("it is written");
        // The format decides how to write floats: `2.0` where the engine writes `2`.
        assert!(text == json || has_floats(Value::Message(&*message)), "{text} is not {json}");
        for json in [&json, &text] {
            let read = read_with_serde(case.of, &mut serde_json::Deserializer::from_str(json));
            assert_eq!(canonical(&*read.expect("it is read")), canonical(&*message));
            let read = document::read(case.of, json.as_bytes()).expect("it is read");
            assert_eq!(canonical(&*read), canonical(&*message));
        }
    });
}

fn has_floats(value: Value<'_>) -> bool {
    match value {
        Value::F32(_) | Value::F64(_) => true,
        Value::Message(message) => {
            (0..message.descriptor().fields().len()).any(|index| has_floats(message.get(index)))
        }
        Value::List(list) => (0..list.len()).any(|index| has_floats(list.get(index))),
        Value::Map(map) => {
            let mut found = false;
            map.visit(&mut |_, value| found |= has_floats(value));
            found
        }
        _ => false,
    }
}

/// A format that is not text: values in memory, with sorted keys.
#[test]
fn serde_json_values_round_trip() {
    Case::each(|case, message| {
        let value = serde_json::to_value(Serde(&*message)).expect("it is written");
        let read = read_with_serde(case.of, &value).expect("it is read");
        assert_eq!(canonical(&*read), canonical(&*message));
    });
}

#[test]
fn json_with_defaults_round_trips() {
    Case::each(|case, message| {
        let json = WriteOptions::new().emit_defaults(true).encode_to_string(&*message);
        let again = read(case.of, json.as_bytes()).expect("defaults are read");
        assert_eq!(canonical(&*again), canonical(&*message));
    });
}

/// Other spellings of the same document: white space, and characters as escapes.
#[test]
fn other_spellings_read_the_same() {
    Case::each(|case, message| {
        let json = canonical(&*message);
        let value: Json = serde_json::from_str(&json).expect("JSON");
        let pretty = serde_json::to_string_pretty(&value).expect("it is written");
        for json in [pretty, escaped(&json)] {
            let again = read(case.of, json.as_bytes()).expect("it is the same");
            assert_eq!(canonical(&*again), canonical(&*message));
        }
    });
}

/// Escapes every character beyond ASCII, as a surrogate pair if necessary.
fn escaped(json: &str) -> String {
    let mut escaped = String::new();
    for char in json.chars() {
        match char.is_ascii() {
            true => escaped.push(char),
            false => {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    escaped.push_str(&format!("\\u{unit:04X}"));
                }
            }
        }
    }
    escaped
}

#[test]
fn written_fields_are_known_to_the_reader() {
    Case::each(|case, message| {
        let json = canonical(&*message);
        let mut again = case.of.new_message();
        let read = ReadOptions::new().deny_unknown_fields(true).decode_into(
            Codec::Json,
            json.as_bytes(),
            &mut *again,
        );
        read.expect("every field is known");
    });
}

#[test]
fn samples_are_valid() {
    Case::each(|_, message| validate(&*message).unwrap_or_else(|broken| panic!("{broken}")));
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    Case::each(|case, message| {
        assert_eq!(canonical(&*case.message()), canonical(&*message));
    });
}
