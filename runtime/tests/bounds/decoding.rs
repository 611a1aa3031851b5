//! The memory that decoding allocates, for every kind of field.

use gitpod_runtime::codec::{Codec, DecodeErrorKind, ReadOptions};
use gitpod_runtime::{Message, MessageExt};

use crate::allocations::peak_during;
use crate::amplifiers::amplifiers;
use crate::limit::assert_bounded;
use crate::support::{Credential, Everything, Meta, Vault, Wide, everything};

const LIMIT: usize = 64 << 10;

fn boxed<M: Message + Default>() -> Box<dyn Message> {
    Box::<M>::default()
}

#[test]
fn no_repeated_field_exceeds_the_limit() {
    for new in
        [boxed::<Everything>, boxed::<Meta>, boxed::<Credential>, boxed::<Vault>, boxed::<Wide>]
    {
        for size in [1 << 10, 16 << 10, 128 << 10] {
            for json in amplifiers(&mut *new(), size) {
                assert_bounded(&new, &json, LIMIT);
            }
        }
    }
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
            assert_bounded(&new, &json, LIMIT);
        }
    }
}

#[test]
fn nested_boxes_are_charged() {
    let depth = 90;
    let json = format!("{}{{}}{}", "{\"child\":".repeat(depth), "}".repeat(depth));
    let boxes = depth * size_of::<Everything>();
    assert_bounded(&boxed::<Everything>, &json, boxes / 2);
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
