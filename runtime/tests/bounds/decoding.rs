//! The memory that decoding allocates, for every kind of field.

use gitpod_runtime::codec::{Codec, DecodeErrorKind, ReadOptions};
use gitpod_runtime::{Message, MessageExt};

use crate::allocations::peak_during;
use crate::amplifiers::{amplifiers, in_binary, repetitions};
use crate::limit::{assert_bounded, assert_stopped};
use crate::support::{Credential, Everything, Meta, Numbers, Vault, Wide, everything};

const LIMIT: usize = 64 << 10;

fn boxed<M: Message + Default>() -> Box<dyn Message> {
    Box::<M>::default()
}

const TYPES: [fn() -> Box<dyn Message>; 6] = [
    boxed::<Everything>,
    boxed::<Meta>,
    boxed::<Credential>,
    boxed::<Vault>,
    boxed::<Wide>,
    boxed::<Numbers>,
];

#[test]
fn no_repeated_field_exceeds_the_limit() {
    for new in TYPES {
        for size in [1 << 10, 16 << 10, 128 << 10] {
            for json in amplifiers(&mut *new(), size) {
                assert_bounded(&new, Codec::Json, &json, LIMIT);
                if let Some(bytes) = in_binary(&mut *new(), &json) {
                    assert_bounded(&new, Codec::Binary, bytes, LIMIT);
                }
            }
        }
    }
}

#[test]
fn no_record_exceeds_the_limit_however_often_it_comes() {
    let (mut accepted, mut stopped) = (0, 0);
    for new in TYPES {
        for bytes in repetitions(&*new(), 8 << 10) {
            match assert_stopped(&new, Codec::Binary, &bytes, 8 << 10) {
                Ok(()) => accepted += 1,
                Err(error) => stopped += usize::from(error.kind() == DecodeErrorKind::MemoryLimit),
            }
        }
    }
    assert!(accepted > 100 && stopped > 100, "{accepted} {stopped}");
}

#[test]
fn an_empty_limit_admits_only_what_is_not_on_the_heap() {
    let decode = |json: &str| {
        ReadOptions::new()
            .memory_limit(Some(0))
            .decode::<Everything>(Codec::Json, json)
            .map_err(|e| e.kind())
    };
    for json in ["{}", r#"{"small":1,"text":"","metas":[],"labels":{},"meta":{},"new":[[1],"a"]}"#]
    {
        assert!(decode(json).is_ok(), "{json}");
    }
    for json in [
        r#"{"text":"a"}"#,
        r#"{"text":"\n"}"#,
        r#"{"data":"AA"}"#,
        r#"{"maybeText":"a"}"#,
        r#"{"color":"NEW"}"#,
        r#"{"color":9}"#,
        r#"{"choiceText":"a"}"#,
        r#"{"child":{}}"#,
        r#"{"numbers":[0]}"#,
        r#"{"metas":[{}]}"#,
        r#"{"labels":{"":""}}"#,
        r#"{"byNumber":{"1":{}}}"#,
    ] {
        assert_eq!(decode(json).unwrap_err(), DecodeErrorKind::MemoryLimit, "{json}");
    }
}

#[test]
fn an_empty_limit_admits_only_what_is_not_on_the_heap_in_binary() {
    let decode = |bytes: &[u8]| {
        ReadOptions::new()
            .memory_limit(Some(0))
            .decode::<Everything>(Codec::Binary, bytes)
            .map_err(|e| e.kind())
    };
    let empty: [&[u8]; 5] = [&[], &[0x10, 1], &[0x42, 0], &[0xaa, 1, 0], &[0x92, 1, 0]];
    for bytes in empty {
        assert!(decode(bytes).is_ok(), "{bytes:?}");
    }
    let owned: [&[u8]; 10] = [
        // A string, bytes, an unknown enum value, a boxed message.
        &[0x42, 1, b'a'],
        &[0x4a, 1, 0],
        &[0x50, 9],
        &[0x9a, 1, 0],
        // Elements of lists: packed, unpacked, a message.
        &[0xaa, 1, 1, 0],
        &[0xa8, 1, 0],
        &[0xb2, 1, 0],
        // Entries of maps.
        &[0xc2, 1, 0],
        &[0xca, 1, 0],
        // An unknown field.
        &[0xa0, 6, 0],
    ];
    for bytes in owned {
        assert_eq!(decode(bytes).unwrap_err(), DecodeErrorKind::MemoryLimit, "{bytes:?}");
    }
}

#[test]
fn long_strings_and_keys_are_allocated_once() {
    let new = boxed::<Everything>;
    for unit in ["a", "\\n", "\\u0041", "ü", "\\ud83e\\udd80"] {
        let long = unit.repeat(100_000);
        for json in [
            format!(r#"{{"text":"{long}"}}"#),
            format!(r#"{{"color":"{long}"}}"#),
            format!(r#"{{"labels":{{"{long}":""}}}}"#),
            format!(r#"{{"{long}":0}}"#),
        ] {
            assert_bounded(&new, Codec::Json, &json, LIMIT);
        }
    }
}

#[test]
fn nested_boxes_are_charged() {
    let depth = 90;
    let json = format!("{}{{}}{}", "{\"child\":".repeat(depth), "}".repeat(depth));
    let boxes = depth * size_of::<Everything>();
    assert_bounded(&boxed::<Everything>, Codec::Json, &json, boxes / 2);
    let decode = |limit| {
        ReadOptions::new()
            .memory_limit(Some(limit))
            .decode::<Everything>(Codec::Json, &json)
            .is_ok()
    };
    assert!(!decode(boxes) && decode(boxes + depth * 64));
}

#[test]
fn a_message_fits_into_about_its_own_memory() {
    let json = everything().to_json();
    let (message, size) = peak_during(|| Everything::from_json(&json).unwrap());
    drop(message);
    let decode = |limit| {
        ReadOptions::new()
            .memory_limit(Some(limit))
            .decode::<Everything>(Codec::Json, &json)
            .is_ok()
    };
    assert!(decode(size * 3 / 2));
    assert!(!decode(size / 2));
}

#[test]
fn the_error_names_the_limit_and_the_place() {
    let json = format!(r#"{{"metas":[{}{{}}]}}"#, "{},\n".repeat(1000));
    let mut options = ReadOptions::new().memory_limit(Some(4096));
    let error = options.decode::<Everything>(Codec::Json, &json).unwrap_err();
    let text = "test.v1.Everything: metas[32]: expected a message of at most 4096 bytes in memory, \
                found a larger one at line 33 column 1";
    assert_eq!(error.to_string(), text);
}

#[test]
fn observers_and_strictness_do_not_lift_the_limit() {
    let json = format!(r#"{{"metas":[{}{{}}]}}"#, "{},".repeat(10_000));
    let mut unknown = |_: &gitpod_runtime::codec::Unknown<'_>| {};
    let options = ReadOptions::new().deny_unknown_fields(true).observe(&mut unknown);
    let mut options = options.memory_limit(Some(LIMIT));
    let (decoded, peak) = peak_during(|| options.decode::<Everything>(Codec::Json, &json));
    assert_eq!(decoded.unwrap_err().kind(), DecodeErrorKind::MemoryLimit);
    assert!(peak < 2 * LIMIT, "{peak}");
}
