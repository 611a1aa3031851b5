//! Invalid input.

use gitpod_runtime::{DecodeError, MessageExt};

use crate::records::{bytes, fixed32, group, number, tag, varint};
use crate::support::{Color, Everything, everything};

#[track_caller]
fn rejected(records: &[u8]) -> DecodeError {
    match Everything::from_binary(records) {
        Ok(message) => panic!("{records:?} is accepted as {message:?}"),
        Err(error) => error,
    }
}

#[track_caller]
fn expects(records: &[u8], expected: &str, found: &str, offset: usize) {
    let error = rejected(records);
    assert_eq!((error.expected(), error.found(), error.offset()), (expected, found, offset));
}

#[test]
fn strings_are_utf_8() {
    for text in [&b"\xff"[..], b"a\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82"] {
        for field in [8, 11, 20, 27, 31] {
            let start = tag(field, 2).len() + 1;
            expects(&bytes(field, text), "a string in UTF-8", "other bytes", start);
        }
        rejected(&bytes(24, bytes(1, text)));
        rejected(&bytes(24, bytes(2, text)));
        assert_eq!(&*Everything::from_binary(bytes(9, text)).unwrap().data, text);
    }
    assert_eq!(Everything::from_binary(bytes(8, "ü\0🦀")).unwrap().text, "ü\0🦀");
}

#[test]
fn varints_have_at_most_64_bits() {
    let eleven = [[0x80; 10].to_vec(), vec![0]].concat();
    let too_large = [[0xff; 9].to_vec(), vec![2]].concat();
    for long in [eleven, too_large] {
        let expected = "a varint of at most 64 bits";
        for field in [1, 2, 3, 4, 5, 10, 12, 28, 100] {
            let start = tag(field, 0);
            expects(&[&start[..], &long].concat(), expected, "a longer one", start.len());
        }
        // In a packed list, a length and a tag.
        rejected(&bytes(21, &long));
        rejected(&[&tag(8, 2)[..], &long].concat());
        rejected(&long);
    }
}

#[test]
fn field_numbers_start_at_1() {
    let expected = "a field number from 1 to 536870911";
    for wire_type in 0..6 {
        expects(&tag(0, wire_type), expected, "0", 0);
    }
    expects(&bytes(18, varint(0, 1)), expected, "0", 3);
    for large in [1 << 29, 1 << 40, u64::MAX >> 3] {
        expects(&tag(large, 0), expected, "a larger one", 0);
    }
}

#[test]
fn tags_have_at_most_five_bytes() {
    // Five bytes are enough for all field numbers.
    let padded = |len: usize| [&[0x90][..], &vec![0x80; len - 2], &[0, 7]].concat();
    for len in 2..=5 {
        assert_eq!(Everything::from_binary(padded(len)).unwrap().small, 7);
    }
    rejected(&padded(6));
    rejected(&padded(10));
}

#[test]
fn lengths_have_at_most_five_bytes() {
    let padded = |len: usize| [&[0x42, 0x81][..], &vec![0x80; len - 2], &[0, b'a']].concat();
    for len in 2..=5 {
        assert_eq!(Everything::from_binary(padded(len)).unwrap().text, "a");
    }
    expects(&padded(6), "a length of at most 5 bytes", "a longer one", 1);
}

#[test]
fn wire_types_6_and_7_do_not_exist() {
    for (wire_type, found) in [(6, "6 for the field 2"), (7, "7 for the field 2")] {
        expects(&tag(2, wire_type), "a wire type from 0 to 5", found, 0);
        rejected(&tag(100, wire_type));
        rejected(&group(100, tag(1, wire_type)));
    }
}

#[test]
fn groups_end_where_they_began() {
    let end = tag(100, 4);
    expects(&end, "a field", "the end of the group 100, which is not open", end.len());
    rejected(&tag(100, 3));
    rejected(&[tag(100, 3), tag(101, 4)].concat());
    rejected(&[tag(100, 3), tag(101, 3), tag(100, 4), tag(101, 4)].concat());
    // A group does not end beyond the message around it.
    rejected(&[bytes(18, tag(100, 3)), tag(100, 4)].concat());
    rejected(&[tag(100, 3), bytes(1, tag(100, 4))].concat());
    // Nor in a known field.
    rejected(&tag(2, 4));
}

#[test]
fn lengths_end_within_the_message() {
    expects(&[0x42, 2, b'a'], "a length of at most 1, the rest of the message", "a length of 2", 1);
    // Within the outer message, but not within the inner one.
    let inside = [0x0a, 3, b'a', b'b'];
    let records = [bytes(18, inside), bytes(8, "text")].concat();
    expects(&records, "a length of at most 2, the rest of the message", "a length of 3", 4);
    for len in [i64::MAX as u64, u64::MAX, 1 << 32] {
        for field in [8, 9, 18, 19, 20, 21, 24, 100] {
            rejected(&[tag(field, 2), number(len)].concat());
        }
    }
}

#[test]
fn every_truncation_is_rejected_or_ends_between_fields() {
    let message = Everything { colors: vec![Color::Red], ..everything() };
    let written = message.to_binary().unwrap();
    let mut complete = 0;
    for end in 0..written.len() {
        match Everything::from_binary(&written[..end]) {
            Ok(_) => complete += 1,
            Err(error) => assert!(error.offset() <= end),
        }
    }
    // One end for each record.
    assert!((30..50).contains(&complete), "{complete}");
}

#[test]
fn truncated_records_are_rejected() {
    for record in
        [varint(2, 300), fixed32(6, 1), bytes(18, bytes(1, "n")), bytes(24, bytes(1, "k"))]
    {
        for record in [record.clone(), group(100, &record), bytes(19, &record)] {
            Everything::from_binary(&record).unwrap();
            for end in 1..record.len() {
                rejected(&record[..end]);
            }
        }
    }
    // Elements of a packed list end within it.
    rejected(&bytes(21, [0x80]));
    rejected(&[bytes(21, [0x80]), number(1)].concat());
}

#[test]
fn timestamps_and_durations_are_in_range() {
    for (field, parts) in [
        (16, varint(1, 253_402_300_800)),
        (16, varint(1, -62_135_596_801_i64 as u64)),
        (16, varint(2, 1_000_000_000)),
        (16, varint(2, -1_i64 as u64)),
        (17, varint(1, 315_576_000_001)),
        (17, varint(1, -315_576_000_001_i64 as u64)),
        (17, varint(2, 1_000_000_000)),
        (17, [varint(1, 1), varint(2, -1_i64 as u64)].concat()),
    ] {
        let error = rejected(&bytes(field, parts));
        assert_eq!(error.found(), "one out of this range");
    }
    Everything::from_binary(bytes(16, varint(1, 253_402_300_799))).unwrap();
    Everything::from_binary(bytes(17, varint(1, 315_576_000_000))).unwrap();
}
