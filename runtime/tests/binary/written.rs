//! What is written.

use gitpod_runtime::codec::Codec;
use gitpod_runtime::{Enumeration, MessageExt};

use crate::records::{bytes, fixed32, fixed64, varint};
use crate::support::{Color, Everything, Wide, everything};

fn without_unknown_names() -> Everything {
    let colors = vec![Color::Red, Color::from_number_or_unknown(9)];
    Everything { colors, ..everything() }
}

#[test]
fn a_message_with_every_field_round_trips() {
    let message = without_unknown_names();
    let written = message.to_binary().unwrap();
    assert_eq!(Everything::from_binary(&written).unwrap(), message);
    assert_eq!(Codec::Binary.encode(&message).unwrap(), written);
}

#[test]
fn json_and_binary_hold_the_same() {
    let message = without_unknown_names();
    let read = Everything::from_binary(message.to_binary().unwrap()).unwrap();
    assert_eq!(read.to_json(), message.to_json());
}

#[test]
fn an_empty_message_is_empty() {
    assert!(Everything::default().to_binary().unwrap().is_empty());
    assert_eq!(Everything::from_binary([]).unwrap(), Everything::default());
}

#[test]
fn fields_are_written_in_the_order_of_the_schema() {
    let message = Everything {
        yes: true,
        single: 1.0,
        double: 2.0,
        text: "t".to_owned(),
        maybe_text: Some(String::new()),
        maybe_yes: Some(false),
        secret: "s".to_owned(),
        ..Everything::default()
    };
    let written = [
        varint(1, 1),
        fixed32(6, 1.0_f32.to_bits()),
        fixed64(7, 2.0_f64.to_bits()),
        bytes(8, "t"),
        bytes(11, ""),
        varint(13, 0),
        bytes(31, "s"),
    ];
    assert_eq!(message.to_binary().unwrap(), written.concat());
}

#[test]
fn lengths_of_nested_messages_take_as_many_bytes_as_they_need() {
    for len in [0, 1, 100, 127, 128, 300, 16_383, 16_384, 100_000] {
        let text = "a".repeat(len);
        let child = if len == 0 { vec![] } else { bytes(8, &text) };
        let records = bytes(19, bytes(19, child));
        let read = Everything::from_binary(&records).unwrap();
        assert_eq!(read.to_binary().unwrap(), records, "{len}");
    }
}

#[test]
fn fields_of_a_large_message_are_found() {
    let mut wide = Wide::default();
    for (index, field) in wide.fields.iter_mut().enumerate().take(149) {
        *field = Some(index as i32 - 3);
    }
    let written = wide.to_binary().unwrap();
    assert_eq!(Wide::from_binary(&written).unwrap(), wide);
    // Every second field, and then the others.
    let records: Vec<_> = (0..149).map(|at| varint(at + 1, (at as i64 - 3) as u64)).collect();
    let (even, odd): (Vec<_>, Vec<_>) = (0..149).partition(|at| at % 2 == 0);
    let shuffled: Vec<_> = odd.into_iter().chain(even).flat_map(|at| records[at].clone()).collect();
    assert_eq!(Wide::from_binary(shuffled).unwrap(), wide);
}
