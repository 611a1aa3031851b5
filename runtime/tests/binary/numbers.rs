//! Scalars: the encodings of numbers, and values that are wider than their field.

use gitpod_runtime::message::Value;
use gitpod_runtime::{Enumeration, Message, MessageExt};

use crate::records::{bytes, fixed32, fixed64, varint};
use crate::support::{Color, Everything, Numbers};

/// Decodes a record, checks the field, and checks that the message is written like this.
#[track_caller]
fn round_trips<M: Message + Default + PartialEq>(record: &[u8], expected: M) {
    let read = M::from_binary(record).unwrap();
    assert_eq!(read, expected);
    assert_eq!(expected.to_binary().unwrap(), record);
}

#[test]
fn negative_int32_take_ten_bytes() {
    let record = varint(2, -12_i64 as u64);
    assert_eq!(record.len(), 11);
    round_trips(&record, Everything { small: -12, ..Everything::default() });
    round_trips(&varint(4, i64::MIN as u64), Everything { large: i64::MIN, ..Default::default() });
}

#[test]
fn negative_int32_in_five_bytes_are_read() {
    let read = Everything::from_binary(varint(2, u64::from(-12_i32 as u32))).unwrap();
    assert_eq!(read.small, -12);
}

#[test]
fn wide_varints_keep_their_lowest_32_bits() {
    let wide = 0xffff_ffff_0000_0000;
    let read = |field| Everything::from_binary(varint(field, wide | 7)).unwrap();
    assert_eq!(read(2).small, 7);
    assert_eq!(read(3).small_unsigned, 7);
    assert_eq!(read(32).secret_number, 7);
    assert_eq!(Everything::from_binary(varint(10, wide | 1)).unwrap().color, Color::Red);
    assert_eq!(Numbers::from_binary(varint(1, wide | 7)).unwrap().sint32, -4);
}

#[test]
fn any_bit_makes_a_boolean_true() {
    for value in [1, 2, 1 << 32, 1 << 63, u64::MAX] {
        assert!(Everything::from_binary(varint(1, value)).unwrap().yes, "{value}");
    }
    assert!(!Everything::from_binary(varint(1, 0)).unwrap().yes);
}

#[test]
fn unsigned_numbers_reach_their_maximum() {
    round_trips(
        &varint(3, u32::MAX.into()),
        Everything { small_unsigned: u32::MAX, ..Default::default() },
    );
    round_trips(
        &varint(5, u64::MAX),
        Everything { large_unsigned: u64::MAX, ..Default::default() },
    );
}

#[test]
fn signed_numbers_have_the_sign_in_the_lowest_bit() {
    for (value, zigzag) in
        [(1, 2), (-1, 1), (-2, 3), (i32::MAX, u64::from(u32::MAX) - 1), (i32::MIN, u32::MAX.into())]
    {
        round_trips(&varint(1, zigzag), Numbers { sint32: value, ..Default::default() });
        round_trips(
            &varint(7, zigzag),
            Numbers { maybe_sint32: Some(value), ..Default::default() },
        );
    }
    for (value, zigzag) in [(1, 2), (-1, 1), (i64::MAX, u64::MAX - 1), (i64::MIN, u64::MAX)] {
        round_trips(&varint(2, zigzag), Numbers { sint64: value, ..Default::default() });
    }
}

#[test]
fn fixed_numbers_are_little_endian() {
    round_trips(&[0x1d, 1, 2, 3, 4], Numbers { fixed32: 0x0403_0201, ..Default::default() });
    round_trips(&fixed64(4, u64::MAX - 1), Numbers { fixed64: u64::MAX - 1, ..Default::default() });
    round_trips(&fixed32(5, -2_i32 as u32), Numbers { sfixed32: -2, ..Default::default() });
    round_trips(&fixed64(6, -2_i64 as u64), Numbers { sfixed64: -2, ..Default::default() });
    round_trips(&fixed64(8, 0), Numbers { maybe_sfixed64: Some(0), ..Default::default() });
}

#[test]
fn floats_keep_every_bit() {
    for value in [0.1, -1.5, f32::MIN_POSITIVE, -0.0, f32::INFINITY, f32::NEG_INFINITY] {
        round_trips(
            &fixed32(6, value.to_bits()),
            Everything { single: value, ..Default::default() },
        );
    }
    let nan = 0x7ff8_0000_0000_0001;
    let read = Everything::from_binary(fixed64(7, nan)).unwrap();
    assert_eq!(read.double.to_bits(), nan);
    assert_eq!(read.to_binary().unwrap(), fixed64(7, nan));
}

#[test]
fn defaults_without_presence_are_not_written() {
    let zeros =
        [varint(1, 0), varint(2, 0), fixed32(6, 0), bytes(8, ""), bytes(9, ""), varint(10, 0)];
    assert!(Everything::from_binary(zeros.concat()).unwrap().to_binary().unwrap().is_empty());
}

#[test]
fn enums_are_numbers() {
    round_trips(&varint(10, 1), Everything { color: Color::Red, ..Default::default() });
    // -7, sign-extended.
    round_trips(
        &varint(10, -7_i64 as u64),
        Everything { color: Color::Blue, ..Default::default() },
    );
    round_trips(
        &varint(14, 0),
        Everything { maybe_color: Some(Color::Unspecified), ..Default::default() },
    );
}

#[test]
fn unknown_enum_numbers_are_kept() {
    for number in [2, 99, -1, i32::MIN, i32::MAX] {
        let color = Color::from_number_or_unknown(number);
        let record = varint(10, i64::from(number) as u64);
        round_trips(&record, Everything { color, ..Default::default() });
    }
}

#[test]
fn overlong_varints_of_up_to_ten_bytes_are_read() {
    for len in 2..10 {
        let mut record = vec![0x10, 0x85];
        record.resize(len, 0x80);
        record.push(0);
        assert_eq!(Everything::from_binary(&record).unwrap().small, 5, "{record:?}");
    }
}

#[test]
fn timestamps_and_durations_are_messages() {
    for (json, record) in [
        (r#"{"at":"1970-01-01T00:00:00Z"}"#, bytes(16, "")),
        (r#"{"at":"1970-01-01T00:00:01.000000002Z"}"#, bytes(16, [8, 1, 16, 2])),
        (r#"{"took":"0s"}"#, bytes(17, "")),
        (r#"{"took":"3s"}"#, bytes(17, [8, 3])),
        (
            r#"{"took":"-1.500s"}"#,
            bytes(17, [varint(1, -1_i64 as u64), varint(2, -500_000_000_i64 as u64)].concat()),
        ),
    ] {
        round_trips(&record, Everything::from_json(json).unwrap());
    }
}

#[test]
fn timestamps_skip_what_they_do_not_have() {
    let inside = [bytes(1, "x"), varint(9, 1), varint(2, 5), varint(1, 7), fixed32(2, 0)].concat();
    let read = Everything::from_binary(bytes(16, inside)).unwrap();
    assert_eq!(read.to_json(), r#"{"at":"1970-01-01T00:00:07.000000005Z"}"#);
    let read: &dyn Message = &read;
    assert!(matches!(read.get(15), Value::Timestamp(_)));
}
