//! Hostile input: deep, mutated and long.

use gitpod_runtime::MessageExt;

use crate::records::{bytes, group, tag, varint};
use crate::support::{Color, Everything, everything};

/// Nests records in `depth` more, of which the innermost is the first.
fn nested(depth: usize, contents: &[u8], wrap: fn(u64, Vec<u8>) -> Vec<u8>, field: u64) -> Vec<u8> {
    (0..depth).fold(contents.to_vec(), |inside, _| wrap(field, inside))
}

#[track_caller]
fn too_deep(records: Vec<u8>) {
    let error = Everything::from_binary(records).unwrap_err();
    assert_eq!(error.expected(), "at most 100 levels of nesting");
    assert_eq!(error.found(), "deeper nesting");
}

#[test]
fn messages_nest_up_to_100_levels() {
    Everything::from_binary(nested(99, &varint(2, 1), bytes, 19)).unwrap();
    too_deep(nested(100, &[], bytes, 19));
    // Entries of maps are messages.
    let entry = |value: &[u8]| bytes(25, bytes(2, value));
    Everything::from_binary(nested(97, &entry(&[]), bytes, 19)).unwrap();
    too_deep(nested(98, &entry(&[]), bytes, 19));
}

#[test]
fn groups_nest_up_to_100_levels() {
    Everything::from_binary(nested(99, &[], group, 100)).unwrap();
    too_deep(nested(100, &[], group, 100));
    Everything::from_binary(nested(90, &nested(9, &[], group, 7), bytes, 19)).unwrap();
    too_deep(nested(90, &nested(10, &[], group, 7), bytes, 19));
    too_deep(nested(97, &bytes(24, nested(3, &[], group, 7)), bytes, 19));
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    too_deep(tag(100, 3).repeat(100_000));
    Everything::from_binary(tag(19, 2).repeat(100_000)).unwrap_err();
    too_deep(nested(2000, &[], bytes, 19));
}

#[test]
fn what_is_nested_in_an_unknown_field_is_not_read() {
    Everything::from_binary(nested(300, &[0xff], bytes, 100)).unwrap();
}

#[test]
fn elements_side_by_side_do_not_count_as_nesting() {
    let read = Everything::from_binary(bytes(19, bytes(22, "").repeat(1000))).unwrap();
    assert_eq!(read.child.unwrap().metas.len(), 1000);
    Everything::from_binary(group(100, group(101, []).repeat(1000))).unwrap();
}

fn sample() -> Vec<u8> {
    let message = Everything { colors: vec![Color::Red], ..everything() };
    [message.to_binary().unwrap(), group(100, varint(1, 1)), bytes(101, "x")].concat()
}

/// Checks that decoding does not panic, and that what is read is read again after it is written.
fn check(records: &[u8]) {
    match Everything::from_binary(records) {
        Ok(message) => {
            let written = message.to_binary().unwrap();
            let again = Everything::from_binary(&written).unwrap();
            assert_eq!(again.to_binary().unwrap(), written);
            assert_eq!(again.to_json(), message.to_json());
        }
        Err(error) => assert!(error.offset() <= records.len(), "{error}"),
    }
}

#[test]
fn a_replaced_missing_or_repeated_byte_does_not_panic() {
    let records = sample();
    for index in 0..records.len() {
        for byte in [0, 1, 2, 3, 4, 5, 8, 0x0a, 0x0b, 0x0c, 0x7f, 0x80, 0xc2, 0xff] {
            let mut records = records.clone();
            records[index] = byte;
            check(&records);
        }
        check(&[&records[..index], &records[index + 1..]].concat());
        check(&[&records[..=index], &records[index..]].concat());
        check(&records[index..]);
    }
}

#[test]
fn long_input_is_read() {
    let text = "ü".repeat(100_000);
    let records = [bytes(8, &text), bytes(100, &text)].concat();
    let read = Everything::from_binary(&records).unwrap();
    assert_eq!(read.text, text);
    assert_eq!(read.to_binary().unwrap(), records);
}
