//! Round trips of messages through the binary encoding, corrupted input, and fields that are not known.

use std::cell::Cell;

use fastrand::Rng;
use gitpod_api::MessageExt as _;
use gitpod_api::runtime::message::Value;

use crate::case::{Case, Style};
use crate::document::{canonical, read as read_json};
use crate::older::Older;
use crate::same;
use crate::wire::{check, read, read_into, write};

/// The number of corrupted messages for each message.
const COPIES: usize = 8;

#[test]
fn binary_round_trips() {
    Case::each(|case, _| {
        let message = case.numbered();
        let bytes = write(&*message);
        let again = read(case.of, &bytes).expect("what is written is read");
        assert_eq!(write(&*again), bytes);
        assert!(again.unknown_fields().is_empty());
        let (again, message) = (Value::Message(&*again), Value::Message(&*message));
        assert!(same::values(again, message), "the round trip changed the message");
    });
}

#[test]
fn json_to_binary_to_json_is_the_identity() {
    Case::each(|case, _| {
        let message = case.numbered();
        let json = canonical(&*message);
        let from_json = read_json(case.of, json.as_bytes()).expect("canonical JSON is read");
        let bytes = write(&*from_json);
        let from_binary = read(case.of, &bytes).expect("what is written is read");
        assert_eq!(canonical(&*from_binary), json);
    });
}

/// Two encodings in a row are one message, in which the second one wins. Only a duration can become
/// invalid: of seconds and nanoseconds with different signs.
#[test]
fn encodings_in_a_row_are_merged() {
    let merged = Cell::new(0);
    Case::each(|case, _| {
        let one = write(&*case.numbered());
        let other = write(&*Case { seed: case.seed + 1, ..case }.numbered());
        let both = read(case.of, &[one.clone(), other.clone()].concat());
        let mut message = read(case.of, &one).expect("it is read");
        match (both, read_into(&mut *message, &other)) {
            (Ok(both), Ok(())) => {
                assert!(same::values(Value::Message(&*both), Value::Message(&*message)));
                merged.set(merged.get() + 1);
            }
            (Err(error), Err(_)) => assert!(error.expected().starts_with("a duration"), "{error}"),
            (both, in_turn) => panic!("{both:?} {in_turn:?}"),
        }
    });
    assert!(merged.get() > 1000, "{merged:?}");
}

#[test]
fn corrupted_messages_never_panic() {
    let (accepted, refused) = (Cell::new(0), Cell::new(0));
    Case::each(|case, _| {
        let message = case.numbered();
        let bytes = write(&*message);
        let other = write(&*Case { seed: case.seed + 1, style: Style::Filled, ..case }.numbered());
        let mut rng = Rng::with_seed(case.seed);
        for _ in 0..COPIES {
            let mut broken = bytes.clone();
            for _ in 0..rng.usize(1..4) {
                corrupt(&mut rng, &mut broken, &other);
            }
            let count = if check(case.of, &broken) { &accepted } else { &refused };
            count.set(count.get() + 1);
        }
    });
    assert!(accepted.get() > 100 && refused.get() > 100, "{accepted:?} {refused:?}");
}

/// Records at the edges of the format.
const EDGES: &[&[u8]] = &[
    &[0x00],
    &[0x07],
    &[0x0e],
    &[0x80],
    &[0xff; 10],
    &[0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
    &[0x0a, 0x00],
    &[0x0a, 0x01, 0xff],
    &[0x0a, 0xff, 0xff, 0xff, 0xff, 0x07],
    &[0x0b, 0x0c],
    &[0x0b],
    &[0x0c],
    &[0x12, 0x02, 0x08, 0x01],
    &[0x12, 0x04, 0x0a, 0x00, 0x12, 0x00],
    &[0x15, 0, 0, 0, 0],
    &[0x19, 0, 0, 0, 0, 0, 0, 0, 0],
    &[0xfa, 0xff, 0xff, 0xff, 0x0f, 0x00],
];

fn corrupt(rng: &mut Rng, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = rng.usize(..=bytes.len());
    let end = (at + rng.usize(..20)).min(bytes.len());
    let edge = EDGES[rng.usize(..EDGES.len())];
    match rng.u8(..8) {
        0 if at < bytes.len() => bytes[at] ^= 1 << rng.u8(..8),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let part = bytes[at..end].to_vec();
            let _ = bytes.splice(at..at, part);
        }
        3 => {
            let from = rng.usize(..=other.len());
            let to = (from + rng.usize(..60)).min(other.len());
            let _ = bytes.splice(at..end, other[from..to].iter().copied());
        }
        4 => bytes.truncate(at),
        5 => bytes.extend_from_slice(other),
        6 => bytes.extend_from_slice(edge),
        _ => drop(bytes.splice(at..at, edge.iter().copied())),
    }
}

/// A message of an older version of the schema, which lacks every second field, keeps what a newer
/// one has written.
#[test]
fn unknown_fields_survive_a_program_of_an_older_version() {
    let kept = Cell::new(0);
    Case::each(|case, _| {
        let message = case.numbered();
        let bytes = write(&*message);
        for parity in [0, 1] {
            let mut older = Older::of(case.of, parity);
            read_into(&mut older, &bytes).expect("unknown fields are kept");
            kept.set(kept.get() + older.unknown_fields().as_bytes().len());
            let forwarded = write(&older);
            let again = read(case.of, &forwarded).expect("what is forwarded is read");
            let (again, message) = (Value::Message(&*again), Value::Message(&*message));
            assert!(same::values(again, message), "a forwarded message changed");
        }
    });
    assert!(kept.get() > 10_000, "{kept:?}");
}
