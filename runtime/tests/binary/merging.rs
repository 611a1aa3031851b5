//! Repeated occurrences of a field: the last one wins, or they are merged.

use gitpod_runtime::{Bytes, MessageExt};

use crate::records::{bytes, fixed64, varint};
use crate::support::{Choice, Color, EVERYTHING_JSON, Everything, Meta, everything};

fn read(records: &[Vec<u8>]) -> Everything {
    Everything::from_binary(records.concat()).unwrap()
}

/// The message of the records `one` and then `other`, which have the field `name` of a message each.
fn named(one: &str, other: &str) -> [Vec<u8>; 2] {
    [bytes(1, one), bytes(1, other)]
}

#[test]
fn the_last_scalar_wins() {
    assert_eq!(read(&[varint(2, 1), varint(2, 2), varint(2, 3)]).small, 3);
    assert_eq!(read(&[varint(2, 1), varint(2, 0)]).small, 0);
    assert_eq!(read(&[bytes(8, "a longer text"), bytes(8, "b")]).text, "b");
    assert_eq!(read(&[bytes(9, "a"), bytes(9, "")]).data, Bytes::new());
    assert_eq!(read(&[varint(10, 1), varint(10, 0)]).color, Color::Unspecified);
    assert_eq!(read(&[bytes(11, "a"), bytes(11, "")]).maybe_text.as_deref(), Some(""));
    assert_eq!(read(&[fixed64(7, 1), fixed64(7, 0)]).double.to_bits(), 0);
}

#[test]
fn messages_are_merged() {
    let [one, other] = named("one", "other");
    let time = bytes(2, varint(1, 5));
    let merged = read(&[bytes(18, [one.clone(), time].concat()), bytes(18, other)]).meta.unwrap();
    assert_eq!(merged.to_json(), r#"{"name":"other","createdAt":"1970-01-01T00:00:05Z"}"#);
    let merged = read(&[bytes(18, one), bytes(18, "")]).meta.unwrap();
    assert_eq!(merged.name, "one");
}

#[test]
fn boxed_messages_are_merged_at_every_depth() {
    let child = |records: Vec<u8>| bytes(19, bytes(19, records));
    let merged = read(&[child(varint(2, 1)), child(varint(21, 7)), child(varint(21, 8))]);
    assert_eq!(merged.to_json(), r#"{"child":{"child":{"small":1,"numbers":["7","8"]}}}"#);
}

#[test]
fn times_are_merged() {
    let merged = read(&[bytes(16, varint(1, 5)), bytes(16, varint(2, 6))]);
    assert_eq!(merged.to_json(), r#"{"at":"1970-01-01T00:00:05.000000006Z"}"#);
    let merged = read(&[bytes(17, varint(1, 5)), bytes(17, varint(1, 6)), bytes(17, "")]);
    assert_eq!(merged.to_json(), r#"{"took":"6s"}"#);
}

#[test]
fn the_same_arm_of_a_oneof_is_merged() {
    let [one, _] = named("one", "");
    let merged = read(&[bytes(29, one), bytes(29, bytes(2, varint(1, 5)))]);
    assert_eq!(
        merged.to_json(),
        r#"{"choiceNested":{"name":"one","createdAt":"1970-01-01T00:00:05Z"}}"#
    );
}

#[test]
fn another_arm_of_a_oneof_replaces() {
    let [one, other] = named("one", "other");
    assert_eq!(read(&[bytes(29, &one), varint(28, 4)]).choice, Some(Choice::Number(4)));
    assert_eq!(read(&[varint(28, 4), bytes(27, "t")]).choice, Some(Choice::Text("t".to_owned())));
    // Nothing of the first message is left.
    let time = bytes(29, bytes(2, varint(1, 5)));
    let nested = read(&[time, varint(30, 1), bytes(29, other)]).choice;
    let expected = Meta { name: "other".to_owned(), ..Meta::default() };
    assert_eq!(nested, Some(Choice::Nested(expected)));
}

#[test]
fn a_oneof_may_have_a_default_value() {
    assert_eq!(read(&[varint(28, 0)]).choice, Some(Choice::Number(0)));
    assert_eq!(read(&[bytes(27, "")]).to_binary().unwrap(), bytes(27, ""));
    assert_eq!(read(&[bytes(29, "")]).to_binary().unwrap(), bytes(29, ""));
}

#[test]
fn fields_come_in_any_order() {
    let message = Everything { colors: vec![Color::Red], ..everything() };
    let written = message.to_binary().unwrap();
    let mut records = split(&written);
    records.reverse();
    // Elements of a list keep their order, so only the order of fields is reversed.
    records.sort_by_key(|record| std::cmp::Reverse(record[0] & 0x80 == 0));
    let reordered = Everything::from_binary(records.concat()).unwrap();
    let sorted = |message: &Everything| {
        let mut message = message.clone();
        message.texts.sort();
        message.metas.sort_by(|one, other| one.name.cmp(&other.name));
        message
    };
    assert_eq!(sorted(&reordered), sorted(&message));
}

/// The records of a message.
fn split(mut written: &[u8]) -> Vec<Vec<u8>> {
    let mut records = Vec::new();
    while !written.is_empty() {
        // The shortest start that is a message.
        let end = (1..=written.len()).find(|end| Everything::from_binary(&written[..*end]).is_ok());
        let (record, rest) = written.split_at(end.unwrap());
        records.push(record.to_vec());
        written = rest;
    }
    records
}

#[test]
fn decoding_merges_into_what_is_there() {
    use gitpod_runtime::codec::{Codec, ReadOptions};
    let mut message = Everything::from_json(EVERYTHING_JSON).unwrap();
    let records = [bytes(18, bytes(1, "new")), bytes(20, "c"), varint(2, 9)].concat();
    ReadOptions::new().decode_into(Codec::Binary, &records, &mut message).unwrap();
    let mut expected = everything();
    expected.meta.as_mut().unwrap().name = "new".to_owned();
    expected.texts.push("c".to_owned());
    expected.small = 9;
    assert_eq!(message, expected);
    assert!(message.unknown_fields().is_empty());
}
