//! Errors and debug output never contain the value of a sensitive field.

use std::cell::Cell;

use fastrand::Rng;
use gitpod_api::runtime::binary::WriteOptions;
use gitpod_api::runtime::codec::{Codec, ReadOptions};
use gitpod_api::runtime::message::{MapSlot, Slot, Value};
use gitpod_api::{Bytes, Message};

use crate::case::Case;
use crate::document::{canonical, read, read_with_serde};

/// A part of every secret. The sampler never generates it.
const MARK: &str = "QZXJ";
/// The number of broken documents for each message.
const COPIES: usize = 30;

#[test]
fn errors_and_debug_output_redact_secrets() {
    let secrets = Cell::new(0);
    Case::each(|case, mut message| {
        let marked = mark(&mut *message, false);
        secrets.set(secrets.get() + usize::from(marked));
        let json = canonical(&*message);
        assert_eq!(json.contains(MARK), marked, "{json}");
        assert!(!format!("{message:?}{message:#?}").contains(MARK), "{message:?}");
        let mut rng = Rng::with_seed(case.seed);
        let options = WriteOptions::new().omit_enum_names(true);
        let binary = options.encode_to_vec(&*message).expect("names are omitted");
        for _ in 0..if marked { COPIES } else { 0 } {
            let mut other = case.of.new_message();
            let broken_binary = broken_binary(&mut rng, &binary);
            let mut options = ReadOptions::new().deny_unknown_fields(rng.bool());
            let decoded = options.decode_into(Codec::Binary, &broken_binary, &mut *other);
            let error = decoded.err().map(|error| format!("{error} {error:?} {error:#?}"));
            let shown = format!("{error:?}");
            assert!(!shown.contains(MARK), "{shown}: {broken_binary:?}");
            let broken = broken(&mut rng, &json);
            let with_serde =
                read_with_serde(case.of, &mut serde_json::Deserializer::from_str(&broken));
            let errors = [
                read(case.of, broken.as_bytes()).err().map(|error| format!("{error} {error:?}")),
                with_serde.err().map(|error| format!("{error} {error:?}")),
            ];
            for error in errors.into_iter().flatten() {
                assert!(!error.contains(MARK), "{error}: {broken}");
            }
        }
    });
    assert!(secrets.get() > 0, "some messages have secrets");
}

/// Puts the mark into every secret of a message. Returns whether there was one.
fn mark(message: &mut dyn Message, secret: bool) -> bool {
    let mut marked = false;
    for (index, field) in message.descriptor().fields().iter().enumerate() {
        // Unset fields are skipped, because setting an arm would clear another one.
        if !matches!(message.get(index), Value::Absent) {
            marked |= mark_in(message.slot(index), secret || field.is_sensitive());
        }
    }
    marked
}

fn mark_in(slot: Slot<'_>, secret: bool) -> bool {
    match slot {
        Slot::Message(message) => mark(message, secret),
        Slot::String(text) if secret => {
            *text = format!("{MARK}-{text}");
            true
        }
        // Base64 is text too, and a text that is not base64 is an error of its own.
        Slot::Bytes(bytes) if secret => {
            *bytes = Bytes::from_base64(MARK).expect("four letters are base64");
            true
        }
        Slot::List(list) if secret => mark_in(list.push(), secret),
        Slot::Map(map) if secret && map.key_type() == "string" => {
            matches!(map.insert(MARK), MapSlot::Vacant(_))
        }
        _ => false,
    }
}

/// Breaks the encoded message at or next to one of its secrets.
fn broken_binary(rng: &mut Rng, binary: &[u8]) -> Vec<u8> {
    let mut broken = binary.to_vec();
    let marks: Vec<usize> = binary
        .windows(MARK.len())
        .enumerate()
        .filter(|(_, at)| *at == MARK.as_bytes())
        .map(|(at, _)| at)
        .collect();
    // A secret of bytes is no text.
    let at = marks.get(rng.usize(..=marks.len())).copied().unwrap_or(rng.usize(..=binary.len()));
    match rng.u8(..5) {
        // Another length, another tag, or the byte before them.
        0 => {
            let near = at.saturating_sub(rng.usize(1..4));
            broken[near..].first_mut().into_iter().for_each(|byte| *byte = rng.u8(..));
        }
        // Not UTF-8.
        1 => broken.splice(at..at, [0xff]).for_each(drop),
        2 => broken.truncate(at + rng.usize(..=(binary.len() - at).min(9))),
        3 => broken.splice(at..at, b"QZXJQZXJ".iter().copied()).for_each(drop),
        _ => broken[at..].first_mut().into_iter().for_each(|byte| *byte ^= 1 << rng.u8(..8)),
    }
    broken
}

/// Breaks the document at or next to one of its secrets.
fn broken(rng: &mut Rng, json: &str) -> String {
    let marks: Vec<usize> = json.match_indices(MARK).map(|(at, _)| at).collect();
    let at = marks[rng.usize(..marks.len())];
    let (before, secret) = json.split_at(at);
    let end = secret.find('"').unwrap_or(secret.len());
    let (secret, after) = secret.split_at(end);
    let (outside, rest) = (before.trim_end_matches('"'), after.trim_start_matches('"'));
    let value = match rng.u8(..13) {
        0 => format!("[\"{secret}\"]"),
        1 => format!("{{\"{secret}\":\"{secret}\"}}"),
        2 => format!("\"{secret}\u{1}\""),
        3 => format!("\"{secret}\\x\""),
        4 => format!("\"{secret}\\ud800\""),
        5 => format!("\"{secret}"),
        6 => format!("\"{secret}\"\"{secret}\""),
        7 => secret.to_owned(),
        8 => format!("1{secret}"),
        9 => format!("\"{secret}\" {secret}"),
        10 => format!("\"{secret}~\""),
        11 => format!("\"{secret}\",\"{secret}"),
        _ => format!("[[{{\"{secret}\":{secret}"),
    };
    format!("{outside}{value}{rest}")
}
