//! Entries of maps, in any shape.

use gitpod_runtime::MessageExt;

use crate::records::{bytes, fixed32, fixed64, group, varint};
use crate::support::{Everything, Numbers};

/// The JSON of the map `labels` with these entries.
fn labels(entries: &[Vec<u8>]) -> String {
    let records: Vec<_> = entries.iter().map(|entry| bytes(24, entry)).collect();
    Everything::from_binary(records.concat()).unwrap().to_json()
}

fn entry(key: &str, value: &str) -> Vec<u8> {
    [bytes(1, key), bytes(2, value)].concat()
}

#[test]
fn a_missing_key_or_value_is_the_default() {
    assert_eq!(labels(&[bytes(1, "k")]), r#"{"labels":{"k":""}}"#);
    assert_eq!(labels(&[bytes(2, "v")]), r#"{"labels":{"":"v"}}"#);
    assert_eq!(labels(&[vec![]]), r#"{"labels":{"":""}}"#);
    let read = Everything::from_binary([bytes(25, ""), bytes(26, "")].concat()).unwrap();
    assert_eq!(read.to_json(), r#"{"byNumber":{"0":{}},"byFlag":{"false":0}}"#);
}

#[test]
fn the_last_key_and_value_of_an_entry_win() {
    let twice = [entry("a", "1"), entry("b", "2")].concat();
    assert_eq!(labels(&[twice]), r#"{"labels":{"b":"2"}}"#);
}

#[test]
fn messages_in_an_entry_are_merged() {
    let value = |records: Vec<u8>| bytes(2, records);
    let inside = [value(bytes(1, "n")), varint(1, 7), value(bytes(2, varint(1, 5)))].concat();
    let read = Everything::from_binary(bytes(25, inside)).unwrap();
    assert_eq!(
        read.to_json(),
        r#"{"byNumber":{"7":{"name":"n","createdAt":"1970-01-01T00:00:05Z"}}}"#
    );
}

#[test]
fn the_value_may_come_before_the_key() {
    let reversed = [bytes(2, "v"), bytes(1, "k")].concat();
    assert_eq!(labels(&[reversed]), r#"{"labels":{"k":"v"}}"#);
}

#[test]
fn the_last_entry_of_a_key_replaces() {
    let entries = [entry("k", "1"), entry("l", ""), entry("k", "2"), bytes(1, "l")];
    assert_eq!(labels(&entries), r#"{"labels":{"k":"2","l":""}}"#);
    let records = [bytes(25, bytes(2, bytes(1, "n"))), bytes(25, "")].concat();
    assert_eq!(Everything::from_binary(records).unwrap().to_json(), r#"{"byNumber":{"0":{}}}"#);
}

#[test]
fn unknown_fields_of_an_entry_are_skipped() {
    let unknown =
        [bytes(3, "x"), group(4, varint(1, 1)), varint(1, 9), fixed32(2, 0), fixed64(8, 0)]
            .concat();
    let inside = [unknown.clone(), entry("k", "v"), unknown].concat();
    assert_eq!(labels(&[inside]), r#"{"labels":{"k":"v"}}"#);
}

#[test]
fn entries_are_written_in_the_order_of_keys_with_both_fields() {
    let read = Everything::from_binary([bytes(24, bytes(1, "b")), bytes(24, "")].concat()).unwrap();
    let written = [bytes(24, entry("", "")), bytes(24, entry("b", ""))].concat();
    assert_eq!(read.to_binary().unwrap(), written);
    let by_flag = [(true, 1.0), (false, 0.0)].into();
    let message = Everything { by_flag, ..Everything::default() };
    let written = [
        bytes(26, [varint(1, 0), fixed64(2, 0)].concat()),
        bytes(26, [varint(1, 1), fixed64(2, 1.0_f64.to_bits())].concat()),
    ];
    assert_eq!(message.to_binary().unwrap(), written.concat());
}

#[test]
fn keys_and_values_have_their_own_encodings() {
    let message = Numbers {
        by_sint32: [(-1, 5)].into(),
        by_fixed64: [(u64::MAX, -2)].into(),
        ..Numbers::default()
    };
    let written = [
        bytes(13, [varint(1, 1), fixed64(2, 5)].concat()),
        bytes(536_870_911, [fixed64(1, u64::MAX), varint(2, 3)].concat()),
    ];
    assert_eq!(message.to_binary().unwrap(), written.concat());
    assert_eq!(Numbers::from_binary(written.concat()).unwrap(), message);
}

#[test]
fn negative_keys_are_sign_extended() {
    let record = bytes(25, [varint(1, -4_i64 as u64), bytes(2, "")].concat());
    let read = Everything::from_binary(&record).unwrap();
    assert_eq!(read.to_json(), r#"{"byNumber":{"-4":{}}}"#);
    assert_eq!(read.to_binary().unwrap(), record);
}
