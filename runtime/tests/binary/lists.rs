//! Lists: packed and unpacked records.

use gitpod_runtime::MessageExt;

use crate::records::{bytes, fixed32, fixed64, number, varint};
use crate::support::{Color, Everything, Numbers};

#[test]
fn numbers_are_read_packed_and_unpacked() {
    let packed = bytes(21, [number(1), number(u64::MAX)].concat());
    let unpacked = [varint(21, 2), varint(21, 3)].concat();
    for (records, numbers) in [
        (packed.clone(), vec![1, -1]),
        (unpacked.clone(), vec![2, 3]),
        ([packed.clone(), unpacked.clone()].concat(), vec![1, -1, 2, 3]),
        ([unpacked, packed.clone(), packed].concat(), vec![2, 3, 1, -1, 1, -1]),
    ] {
        assert_eq!(Everything::from_binary(records).unwrap().numbers, numbers);
    }
}

#[test]
fn an_empty_packed_record_adds_nothing() {
    let read = Everything::from_binary([varint(21, 1), bytes(21, "")].concat()).unwrap();
    assert_eq!(read.numbers, [1]);
}

#[test]
fn numbers_are_written_packed() {
    let message = Everything { numbers: vec![0, -1], ..Everything::default() };
    let record = bytes(21, [number(0), number(u64::MAX)].concat());
    assert_eq!(message.to_binary().unwrap(), record);
    let message = Everything { colors: vec![Color::Red, Color::Blue], ..Everything::default() };
    let record = bytes(23, [number(1), number(-7_i64 as u64)].concat());
    assert_eq!(message.to_binary().unwrap(), record);
}

#[test]
fn signed_and_fixed_numbers_are_packed() {
    let message = Numbers { signed: vec![-1, 1], fixed: vec![1, u64::MAX], ..Numbers::default() };
    let fixed = [1_u64.to_le_bytes(), u64::MAX.to_le_bytes()].concat();
    let written = [bytes(9, [1, 2]), bytes(10, fixed)].concat();
    assert_eq!(message.to_binary().unwrap(), written);
    let unpacked = [varint(9, 1), fixed64(10, 1), varint(9, 2), fixed64(10, u64::MAX)].concat();
    for records in [written, unpacked] {
        assert_eq!(Numbers::from_binary(records).unwrap(), message);
    }
}

#[test]
fn unpacked_lists_are_written_in_records_of_their_own() {
    let message =
        Numbers { unpacked: vec![0, 5], unpacked_fixed: vec![7, 8], ..Numbers::default() };
    let written = [varint(11, 0), varint(11, 5), fixed32(12, 7), fixed32(12, 8)].concat();
    assert_eq!(message.to_binary().unwrap(), written);
    let packed = [bytes(12, [7, 0, 0, 0, 8, 0, 0, 0]), bytes(11, [0, 5])].concat();
    for records in [written, packed] {
        assert_eq!(Numbers::from_binary(records).unwrap(), message);
    }
}

#[test]
fn strings_and_messages_have_a_record_each() {
    let records = [bytes(20, "a"), bytes(20, ""), bytes(22, ""), bytes(22, bytes(1, "n"))].concat();
    let read = Everything::from_binary(&records).unwrap();
    assert_eq!(read.texts, ["a", ""]);
    assert_eq!(read.metas.iter().map(|meta| &*meta.name).collect::<Vec<_>>(), ["", "n"]);
    assert_eq!(read.to_binary().unwrap(), records);
}

#[test]
fn elements_of_a_list_may_have_other_fields_between_them() {
    let records = [bytes(20, "a"), varint(2, 1), bytes(20, "b"), varint(2, 2), bytes(20, "c")];
    let read = Everything::from_binary(records.concat()).unwrap();
    assert_eq!((read.texts, read.small), (vec!["a".into(), "b".into(), "c".into()], 2));
}
