//! Unknown fields: skipped with their nesting, kept, and written again.

use std::hash::{BuildHasher, RandomState};

use gitpod_runtime::message::{UnknownFields, copy_message};
use gitpod_runtime::{Message, MessageExt};

use crate::records::{bytes, fixed32, fixed64, group, varint};
use crate::support::{Choice, Credential, Everything, Meta, everything};

fn unknown_records() -> Vec<Vec<u8>> {
    let nested = [varint(1, 1), group(1, group(2, bytes(8, "x"))), fixed64(3, 4)].concat();
    vec![
        varint(100, u64::MAX),
        fixed64(101, 1),
        bytes(102, "text"),
        group(103, nested),
        fixed32(104, 2),
        bytes(536_870_911, ""),
    ]
}

#[test]
fn unknown_fields_are_kept_in_the_order_of_the_input() {
    let mut records = unknown_records();
    let kept = records.concat();
    records.insert(2, varint(2, 7));
    records.push(bytes(8, "t"));
    let read = Everything::from_binary(records.concat()).unwrap();
    assert_eq!((read.small, &*read.text), (7, "t"));
    assert_eq!(read.unknown_fields().as_bytes(), kept);
    // They follow the known ones.
    let written = [varint(2, 7), bytes(8, "t"), kept].concat();
    assert_eq!(read.to_binary().unwrap(), written);
    assert_eq!(Everything::from_binary(written).unwrap(), read);
}

#[test]
fn unknown_fields_of_nested_messages_are_kept() {
    let meta = [bytes(1, "n"), unknown_records().concat()].concat();
    let records = [
        bytes(18, &meta),
        bytes(19, bytes(19, &meta[3..])),
        bytes(22, &meta),
        bytes(22, &meta),
        bytes(25, [varint(1, 1), bytes(2, &meta)].concat()),
        bytes(29, &meta),
    ];
    let read = Everything::from_binary(records.concat()).unwrap();
    assert_eq!(read.to_binary().unwrap(), records.concat());
    assert!(read.unknown_fields().is_empty());
    let Some(Choice::Nested(arm)) = &read.choice else { panic!("another arm") };
    let child = read.child.as_ref().and_then(|child| child.child.as_ref()).unwrap();
    let kept = unknown_records().concat();
    for message in [
        read.meta.as_ref().unwrap() as &dyn Message,
        &**child,
        &read.metas[1],
        &read.by_number[&1],
        arm,
    ] {
        assert_eq!(message.unknown_fields().as_bytes(), kept);
    }
}

#[test]
fn merged_messages_keep_the_unknown_fields_of_each() {
    let records = [bytes(18, varint(9, 1)), bytes(18, varint(9, 2))].concat();
    let read = Everything::from_binary(records).unwrap();
    let both = bytes(18, [varint(9, 1), varint(9, 2)].concat());
    assert_eq!(read.to_binary().unwrap(), both);
}

#[test]
fn a_field_with_another_wire_type_is_unknown() {
    for (number, expected) in [
        (1, 0),
        (6, 5),
        (7, 1),
        (8, 2),
        (9, 2),
        (10, 0),
        (11, 2),
        (12, 0),
        (16, 2),
        (17, 2),
        (18, 2),
        (19, 2),
        (20, 2),
        (22, 2),
        (24, 2),
        (27, 2),
        (28, 0),
        (29, 2),
    ] {
        let records = [
            varint(number, 1),
            fixed64(number, 1),
            bytes(number, [7]),
            group(number, []),
            fixed32(number, 1),
        ];
        for (wire_type, record) in [0, 1, 2, 3, 5].into_iter().zip(records) {
            if wire_type == expected {
                continue;
            }
            let read = Everything::from_binary(&record).unwrap();
            assert_eq!(read.unknown_fields().as_bytes(), record, "{number} {wire_type}");
            // It has no presence, and no default.
            assert_eq!(read.to_json(), "{}", "{number} {wire_type}");
            assert_eq!(read.to_binary().unwrap(), record);
        }
    }
}

#[test]
fn a_list_of_numbers_takes_two_wire_types() {
    for record in [fixed32(21, 1), fixed64(21, 1), group(21, [])] {
        let read = Everything::from_binary(&record).unwrap();
        assert_eq!((read.numbers.len(), read.unknown_fields().as_bytes()), (0, &*record));
    }
    // Strings are not packed.
    let read = Everything::from_binary(varint(20, 1)).unwrap();
    assert!(read.texts.is_empty() && !read.unknown_fields().is_empty());
}

#[test]
fn another_wire_type_leaves_the_value_and_the_oneof() {
    let wrong = [fixed32(8, 1), varint(27, 1), bytes(28, "x"), varint(18, 1), bytes(2, "x")];
    let records =
        [bytes(8, "t"), bytes(18, bytes(1, "n")), bytes(27, "arm"), varint(2, 3)].concat();
    let before = Everything::from_binary(&records).unwrap();
    let after = Everything::from_binary([records, wrong.concat()].concat()).unwrap();
    assert_eq!(after.to_json(), before.to_json());
    assert_eq!(after.choice, Some(Choice::Text("arm".to_owned())));
}

#[test]
fn unknown_fields_are_not_in_json() {
    let read = Everything::from_binary(unknown_records().concat()).unwrap();
    assert_eq!(read.to_json(), "{}");
    assert_eq!(Everything::from_json("{\"100\":1}").unwrap(), Everything::default());
}

#[test]
fn types_without_a_place_for_them_skip_unknown_fields() {
    let records = [unknown_records().concat(), bytes(1, "c")].concat();
    let read = Credential::from_binary(records).unwrap();
    assert_eq!(read.to_binary().unwrap(), bytes(1, "c"));
}

#[test]
fn equality_and_debug_see_unknown_fields_only_if_there_are_any() {
    let plain = Everything::from_binary(varint(2, 1)).unwrap();
    let mut more = Everything::from_binary([varint(2, 1), varint(100, 1)].concat()).unwrap();
    assert_ne!(plain, more);
    more.unknown_fields_mut().unwrap().clear();
    assert_eq!(plain, more);
    assert_eq!(plain, Everything { small: 1, ..Everything::default() });
    assert_eq!(format!("{plain:?}"), "Everything { small: 1 }");
}

#[test]
fn debug_does_not_show_what_is_unknown() {
    let read = Everything::from_binary(bytes(100, "hunter2")).unwrap();
    assert!(!format!("{read:?}").contains("hunter"), "{read:?}");
    assert_eq!(format!("{:?}", read.unknown_fields()), "10 bytes");
}

#[test]
fn unknown_fields_take_one_word_and_hash_alike() {
    assert_eq!(size_of::<UnknownFields>(), size_of::<usize>());
    let state = RandomState::new();
    let cleared = {
        let mut read = Meta::from_binary(varint(100, 1)).unwrap();
        read.unknown_fields_mut().unwrap().clear();
        read._unknown
    };
    assert_eq!(cleared, UnknownFields::default());
    assert_eq!(state.hash_one(&cleared), state.hash_one(UnknownFields::NONE));
}

#[test]
fn copies_have_the_unknown_fields() {
    let inside = bytes(18, varint(9, 1));
    let original = Everything::from_binary([varint(100, 1), inside].concat()).unwrap();
    let mut copied = Everything::default();
    assert!(copy_message(&original, &mut copied));
    assert_eq!(copied, original);
    // Those of the target stay if there are none to copy.
    assert!(copy_message(&everything(), &mut copied));
    assert_eq!(copied.unknown_fields().as_bytes(), varint(100, 1));
}
