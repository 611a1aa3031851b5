//! Decoding with options: refusal and reports of what is unknown.

use gitpod_runtime::codec::{Codec, ReadOptions, Unknown};
use gitpod_runtime::{DecodeError, MessageExt};

use crate::records::{bytes, fixed32, group, varint};
use crate::support::{Color, Everything, everything};

fn observed(records: &[u8]) -> (Result<Everything, DecodeError>, Vec<String>) {
    let mut reports = Vec::new();
    let mut observer = |unknown: &Unknown<'_>| reports.push(unknown.to_string());
    let result = ReadOptions::new().observe(&mut observer).decode(Codec::Binary, records);
    (result, reports)
}

#[track_caller]
fn reported(records: &[u8], expected: &[&str]) {
    let (result, reports) = observed(records);
    assert_eq!(reports, expected);
    // Observing does not change the result.
    assert_eq!(result.unwrap(), Everything::from_binary(records).unwrap());
}

#[test]
fn unknown_fields_are_rejected_at_any_depth() {
    let meta = || varint(100, 1);
    let table = [
        (varint(100, 1), "100", "test.v1.Everything"),
        (group(100, bytes(1, "x")), "100", "test.v1.Everything"),
        (fixed32(2, 1), "2", "test.v1.Everything"),
        (bytes(19, bytes(19, varint(100, 1))), "child.child.100", "test.v1.Everything"),
        (bytes(18, meta()), "meta.100", "test.v1.Meta"),
        ([bytes(22, ""), bytes(22, meta())].concat(), "metas[1].100", "test.v1.Meta"),
        (
            bytes(25, [varint(1, 7), bytes(2, meta())].concat()),
            "byNumber[\"7\"].100",
            "test.v1.Meta",
        ),
        (bytes(29, meta()), "choiceNested.100", "test.v1.Meta"),
    ];
    for (records, path, owner) in table {
        Everything::from_binary(&records).unwrap();
        let mut strict = ReadOptions::new().deny_unknown_fields(true);
        let error = strict.decode::<Everything>(Codec::Binary, &records).unwrap_err();
        assert_eq!((error.path(), error.owner()), (path, owner));
        assert_eq!(error.expected(), format!("a field of {owner}"));
        assert_eq!(error.found(), "an unknown field");
        let (_, reports) = observed(&records);
        assert_eq!(reports, [format!("{path}: {owner} has no such field")]);
    }
}

#[test]
fn known_fields_and_unknown_enum_values_are_accepted() {
    let message = Everything { colors: vec![Color::Red], ..everything() };
    let records = [message.to_binary().unwrap(), varint(23, 99)].concat();
    let mut strict = ReadOptions::new().deny_unknown_fields(true);
    let read: Everything = strict.decode(Codec::Binary, &records).unwrap();
    assert_eq!(read, Everything::from_binary(&records).unwrap());
}

#[test]
fn unknown_fields_and_values_are_reported_in_order() {
    let records = [
        varint(200, 1),
        bytes(18, [varint(9, 1), bytes(1, "n"), bytes(10, "x")].concat()),
        varint(10, 1),
        varint(14, 2),
        bytes(23, [0, 1, 9]),
        varint(30, 3),
        bytes(100, varint(9, 1)),
    ];
    reported(
        &records.concat(),
        &[
            "200: test.v1.Everything has no such field",
            "meta.9: test.v1.Meta has no such field",
            "meta.10: test.v1.Meta has no such field",
            "maybeColor: test.v1.Color has no value \"2\"",
            "colors[2]: test.v1.Color has no value \"9\"",
            "choiceTint: test.v1.Color has no value \"3\"",
            "100: test.v1.Everything has no such field",
        ],
    );
    reported(&[], &[]);
}

#[test]
fn options_do_not_change_errors() {
    for records in [vec![0], bytes(22, bytes(1, b"\xff")), vec![0x42, 9], bytes(21, [0, 0x80])] {
        let expected = Everything::from_binary(&records).unwrap_err();
        let mut strict = ReadOptions::new().deny_unknown_fields(true);
        let error = strict.decode::<Everything>(Codec::Binary, &records).unwrap_err();
        assert_eq!(error, expected);
        assert_eq!(observed(&records).0.unwrap_err(), expected);
    }
}

#[test]
fn unknown_fields_before_an_error_are_reported() {
    let (result, reports) = observed(&[varint(100, 1), vec![0], varint(101, 1)].concat());
    assert!(result.is_err());
    assert_eq!(reports, ["100: test.v1.Everything has no such field"]);
}
