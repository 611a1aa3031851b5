//! The memory of decoded lists: as much as their elements need.

use gitpod_runtime::MessageExt;
use gitpod_runtime::codec::{Codec, ReadOptions};

use crate::allocations::peak_during;
use crate::support::{Everything, Meta, Numbers};

/// Numbers of elements around the capacities that a growing list has.
const COUNTS: [usize; 9] = [1, 2, 3, 4, 5, 8, 9, 33, 1000];

fn metas(count: usize) -> Everything {
    Everything { metas: vec![Meta::default(); count], ..Everything::default() }
}

#[test]
fn lists_have_no_room_for_further_elements() {
    for count in COUNTS {
        let numbers = Numbers {
            signed: vec![-300; count],
            fixed: vec![1; count],
            unpacked_fixed: vec![1; count],
            ..Numbers::default()
        };
        for codec in [Codec::Json, Codec::Binary] {
            let bytes = codec.encode(&numbers).unwrap();
            let read: Numbers = ReadOptions::new().decode(codec, &bytes).unwrap();
            assert_eq!(
                [read.signed.capacity(), read.fixed.capacity(), read.unpacked_fixed.capacity()],
                [count; 3],
                "{codec:?}"
            );
            let bytes = codec.encode(&metas(count)).unwrap();
            let read: Everything = ReadOptions::new().decode(codec, &bytes).unwrap();
            assert_eq!(read.metas.capacity(), count, "{codec:?}");
        }
        let read: Everything = serde_json::from_str(&metas(count).to_json()).unwrap();
        assert_eq!(read.metas.capacity(), count);
    }
}

#[test]
fn a_list_that_is_decoded_in_parts_keeps_room() {
    let json = metas(10).to_json();
    let (mut moves, mut buffer) = (0, std::ptr::null());
    let mut message = Everything::default();
    for _ in 0..1000 {
        ReadOptions::new().decode_into(Codec::Json, json.as_bytes(), &mut message).unwrap();
        moves += usize::from(std::mem::replace(&mut buffer, message.metas.as_ptr()) != buffer);
    }
    assert_eq!(message.metas.len(), 10_000);
    assert!(moves < 20, "{moves}");
}

#[test]
fn room_that_is_freed_is_available_again() {
    let count = 65;
    let json =
        format!(r#"{{"metas":[{}{{}}],"child":{{"metas":[{0}{{}}]}}}}"#, "{},".repeat(count - 1));
    let (_, peak) = peak_during(|| Everything::from_json(&json).unwrap());
    let decode = |limit| {
        ReadOptions::new()
            .memory_limit(Some(limit))
            .decode::<Everything>(Codec::Json, &json)
            .is_ok()
    };
    // The first list with its room, and the second one while it grows, do not fit at the same time.
    assert!(decode(peak + 256));
}

#[test]
fn room_that_was_there_before_does_not_raise_the_limit() {
    let json = format!(r#"{{"metas":[{{}}],"text":"{}"}}"#, "a".repeat(100));
    let decode = |room, limit| {
        let mut message = Everything { metas: Vec::with_capacity(room), ..Everything::default() };
        let mut options = ReadOptions::new().memory_limit(Some(limit));
        options.decode_into(Codec::Json, json.as_bytes(), &mut message).is_ok()
    };
    for room in [0, 1, 1000] {
        assert!(!decode(room, 100) && decode(room, 1000), "{room}");
    }
}
