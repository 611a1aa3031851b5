//! Sample messages: fields that are set, rules that cannot be satisfied, and recursion.
//!
//! `tests/properties` checks that samples of all API types are valid.

#[path = "support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "shared with other tests")]
mod support;

use std::collections::BTreeMap;

use gitpod_runtime::message::rules::{Bound, Kind, Lower, Rule, Rules, Upper};
use gitpod_runtime::message::{
    FieldChunk, FieldDescriptor, LazySlot, MessageDescriptor, Presence, Slot, SlotChunk,
    UnknownFields, Value,
};
use gitpod_runtime::sample::{Sample, Sampler};
use gitpod_runtime::well_known::{Any, FieldMask, StringValue};
use gitpod_runtime::{Message, MessageExt};
use support::{Color, Everything, Meta};

/// A message with contradictory rules and one field without rules.
#[derive(Debug, Default, PartialEq)]
struct Contradictory {
    maybe: Option<String>,
    text: String,
    list: Vec<String>,
    unconstrained: String,
    /// A required message of the same type, so no message is valid.
    endless: Option<Box<Contradictory>>,
}

const CONTRADICTORY_LENGTH: &[Rule] = &[Rule::MinLen(3), Rule::MaxLen(2)];
static CONTRADICTORY_TEXT: Rules = Rules::new(Kind::String, CONTRADICTORY_LENGTH);
static CONTRADICTORY_LIST: Rules =
    Rules::new(Kind::String, &[Rule::MinItems(3), Rule::MaxItems(2)]);
static ENDLESS: Rules = Rules::new(Kind::Message, &[]).required();

impl Message for Contradictory {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static CONTRADICTORY: MessageDescriptor = MessageDescriptor::new(
            "test.v1.Contradictory",
            &[
                FieldDescriptor::new(1, "maybe", "maybe", Presence::Explicit)
                    .rules(&CONTRADICTORY_TEXT),
                FieldDescriptor::new(2, "text", "text", Presence::Implicit)
                    .rules(&CONTRADICTORY_TEXT),
                FieldDescriptor::new(3, "list", "list", Presence::Implicit)
                    .rules(&CONTRADICTORY_LIST),
                FieldDescriptor::new(4, "unconstrained", "unconstrained", Presence::Implicit),
                FieldDescriptor::new(5, "endless", "endless", Presence::Explicit).rules(&ENDLESS),
            ],
            &[],
        );
        &CONTRADICTORY
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let descriptor = self.descriptor();
        FieldChunk::new(
            descriptor,
            UnknownFields::NONE,
            [
                Value::optional(&self.maybe),
                Value::String(&self.text),
                Value::List(&self.list),
                Value::String(&self.unconstrained),
                Value::boxed(&self.endless),
            ],
        )
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        SlotChunk::without_unknown(
            descriptor,
            [
                LazySlot::Optional(&mut self.maybe),
                LazySlot::Slot(Slot::String(&mut self.text)),
                LazySlot::Slot(Slot::List(&mut self.list)),
                LazySlot::Slot(Slot::String(&mut self.unconstrained)),
                LazySlot::Boxed(&mut self.endless),
            ],
        )
    }
}

#[test]
fn fields_with_contradictory_rules_are_unset_and_the_only_violations() {
    for contradictory in [Contradictory::sample(1), Contradictory::arbitrary(1)] {
        assert_eq!(contradictory.maybe, None);
        assert_eq!(contradictory.text, "");
        assert!(contradictory.list.is_empty());
        let violations = contradictory.validate().expect_err("the rules contradict each other");
        let fields: Vec<_> = violations.iter().map(|violation| violation.field()).collect();
        assert_eq!(
            fields,
            [
                "text",
                "list",
                "endless.text",
                "endless.list",
                "endless.endless.text",
                "endless.endless.list",
                "endless.endless.endless",
            ]
        );
    }
    assert!(!Contradictory::sample(1).unconstrained.is_empty());
}

#[test]
fn set_fields_are_kept_and_set_messages_are_completed() {
    for seed in 0..50 {
        let mut message = Everything {
            text: "mine".to_owned(),
            small: -7,
            texts: vec![String::new()],
            maybe_small: Some(0),
            meta: Some(Meta { name: "mine".to_owned(), ..Meta::default() }),
            ..Everything::default()
        };
        let mut sampler = Sampler::new(seed);
        sampler.fill(&mut message);
        assert_eq!((message.text.as_str(), message.small), ("mine", -7));
        assert_eq!(
            (message.texts.as_slice(), message.maybe_small),
            (&[String::new()][..], Some(0))
        );
        let meta = message.meta.clone().expect("it was set");
        assert!(meta.name == "mine" && meta.created_at.is_some(), "{meta:?}");

        // Everything is set now, except in `child`, because it is recursive.
        let before = Everything { child: None, ..message.clone() };
        let mut after = before.clone();
        sampler.vary(&mut after);
        after.child = None;
        assert_eq!(after, before);
    }
}

#[test]
fn the_same_seed_gives_the_same_messages() {
    let json = r#"{"name":"Neat Thicket","createdAt":"2026-02-27T21:42:30Z"}"#;
    assert_eq!(Meta::sample(7).to_json(), json);
    for seed in 0..50 {
        assert_eq!(Everything::arbitrary(seed).to_json(), Everything::arbitrary(seed).to_json());
    }
    let mut sampler = Sampler::new(7);
    let [one, other] = [0; 2].map(|_| sampler.filled::<Meta>());
    assert_eq!(one.to_json(), json);
    assert_ne!(one, other, "a sampler returns a different message each time");
    assert_ne!(Meta::sample(7), Meta::sample(8));
}

#[test]
fn arbitrary_messages_cover_edge_cases() {
    let messages: Vec<_> = (0..500).map(Everything::arbitrary).collect();
    let any = |holds: fn(&Everything) -> bool| messages.iter().any(holds);
    assert!(
        any(|message| message.large == i64::MIN)
            && any(|message| message.large_unsigned == u64::MAX)
    );
    assert!(
        any(|message| message.double.is_nan()) && any(|message| message.single == f32::INFINITY)
    );
    assert!(any(|message| message.double == 0.0 && message.double.is_sign_negative()));
    assert!(any(|message| message.text.chars().any(|char| char > '\u{ffff}')));
    assert!(any(|message| message.text.chars().any(char::is_control)));
    assert!(any(|message| message.text.chars().count() >= 1000));
    assert!(
        any(|message| message.maybe_text.as_deref() == Some(""))
            && any(|message| message.maybe_text.is_none())
    );
    assert!(any(
        |message| matches!(&message.color, Color::Unknown(value) if value.name().is_some())
    ));
    assert!(any(
        |message| matches!(&message.color, Color::Unknown(value) if value.number().is_some())
    ));
    assert!(any(|message| message.by_flag.len() == 2) && any(|message| message.by_flag.is_empty()));
    assert!(any(|message| message.texts.len() > 9) && any(|message| message.choice.is_none()));
}

/// Collections whose rules allow few values.
#[derive(Debug, Default)]
struct Crowded {
    colors: Vec<Color>,
    flags: Vec<bool>,
    numbers: Vec<i32>,
    by_flag: BTreeMap<bool, String>,
}

static COLORS: Rules = Rules::new(Kind::Enum, &[Rule::MinItems(3), Rule::Unique]);
static FLAGS: Rules = Rules::new(Kind::Bool, &[Rule::MinItems(2), Rule::Unique]);
static NUMBERS: Rules = Rules::new(
    Kind::I32,
    &[Rule::MinItems(100), Rule::Unique, Rule::Items(&Rules::new(Kind::I32, NUMBER))],
);
const NUMBER: &[Rule] =
    &[Rule::Bounds(Lower::Gt(Bound::Integer(0)), Upper::Lte(Bound::Integer(200)))];
static BY_FLAG: Rules = Rules::new(Kind::String, &[Rule::MinPairs(2)]);

impl Message for Crowded {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static CROWDED: MessageDescriptor = MessageDescriptor::new(
            "test.v1.Crowded",
            &[
                FieldDescriptor::new(1, "colors", "colors", Presence::Implicit).rules(&COLORS),
                FieldDescriptor::new(2, "flags", "flags", Presence::Implicit).rules(&FLAGS),
                FieldDescriptor::new(3, "numbers", "numbers", Presence::Implicit).rules(&NUMBERS),
                FieldDescriptor::new(4, "by_flag", "byFlag", Presence::Implicit).rules(&BY_FLAG),
            ],
            &[],
        );
        &CROWDED
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let descriptor = self.descriptor();
        FieldChunk::new(
            descriptor,
            UnknownFields::NONE,
            [
                Value::List(&self.colors),
                Value::List(&self.flags),
                Value::List(&self.numbers),
                Value::Map(&self.by_flag),
            ],
        )
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        SlotChunk::without_unknown(
            descriptor,
            [
                LazySlot::Slot(Slot::List(&mut self.colors)),
                LazySlot::Slot(Slot::List(&mut self.flags)),
                LazySlot::Slot(Slot::List(&mut self.numbers)),
                LazySlot::Slot(Slot::Map(&mut self.by_flag)),
            ],
        )
    }
}

#[test]
fn unique_and_minimum_rules_of_collections_are_satisfied() {
    for seed in 0..5 {
        for crowded in [Crowded::sample(seed), Crowded::arbitrary(seed)] {
            crowded.validate().unwrap_or_else(|violations| panic!("{violations}"));
            assert!(crowded.numbers.len() >= 100 && crowded.by_flag.len() == 2);
        }
    }
}

/// A message whose well-known types have rules.
#[derive(Debug, Default, PartialEq)]
struct Listed {
    payload: Option<Any>,
    other: Option<Any>,
    mask: Option<FieldMask>,
    exact: Option<FieldMask>,
    wrapper: Option<StringValue>,
}

const EMPTY: &str = "type.googleapis.com/google.protobuf.Empty";
const STRUCT: &str = "example.com/google.protobuf.Struct";
const UNKNOWN: &str = "type.googleapis.com/acme.v1.Unknown";

impl Message for Listed {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static PAYLOAD: Rules =
            Rules::new(Kind::Message, &[Rule::TypeIn(&[UNKNOWN, EMPTY, STRUCT])]);
        static OTHER: Rules = Rules::new(
            Kind::Message,
            &[Rule::TypeNotIn(&["type.googleapis.com/google.protobuf.StringValue"])],
        );
        static MASK: Rules = Rules::new(
            Kind::Message,
            &[Rule::PathsIn(&["spec", "title"]), Rule::PathsNotIn(&["spec.name", "spec.key"])],
        );
        static EXACT: Rules = Rules::new(Kind::Message, &[Rule::Paths(&["a", "b.c_d"])]);
        static DESCRIPTOR: MessageDescriptor = MessageDescriptor::new(
            "test.v1.Listed",
            &[
                FieldDescriptor::new(1, "payload", "payload", Presence::Explicit).rules(&PAYLOAD),
                FieldDescriptor::new(2, "other", "other", Presence::Explicit).rules(&OTHER),
                FieldDescriptor::new(3, "mask", "mask", Presence::Explicit).rules(&MASK),
                FieldDescriptor::new(4, "exact", "exact", Presence::Explicit).rules(&EXACT),
                FieldDescriptor::new(5, "wrapper", "wrapper", Presence::Explicit),
            ],
            &[],
        );
        &DESCRIPTOR
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let descriptor = self.descriptor();
        FieldChunk::new(
            descriptor,
            UnknownFields::NONE,
            [
                Value::optional(&self.payload),
                Value::optional(&self.other),
                Value::optional(&self.mask),
                Value::optional(&self.exact),
                Value::optional(&self.wrapper),
            ],
        )
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        SlotChunk::without_unknown(
            descriptor,
            [
                LazySlot::Optional(&mut self.payload),
                LazySlot::Optional(&mut self.other),
                LazySlot::Optional(&mut self.mask),
                LazySlot::Optional(&mut self.exact),
                LazySlot::Optional(&mut self.wrapper),
            ],
        )
    }
}

#[test]
fn well_known_types_satisfy_their_rules() {
    let mut types = BTreeMap::new();
    for seed in 0..300 {
        for message in [Listed::sample(seed), Listed::arbitrary(seed)] {
            message.validate().unwrap_or_else(|violations| panic!("{message:?}: {violations}"));
            let json = message.to_json();
            assert_eq!(Listed::from_json(&json).unwrap(), message, "{json}");
            let exact = message.exact.map(|mask| mask.paths.join(","));
            assert!(exact.is_none_or(|paths| paths == "a,b.c_d"));
            *types.entry(message.payload.map(|any| any.type_url)).or_insert(0) += 1;
        }
    }
    // A type without a known message has no JSON form.
    let types: Vec<_> = types.keys().flatten().collect();
    assert_eq!(types, [STRUCT, EMPTY]);
}

#[test]
fn well_known_types_that_are_set_are_kept() {
    let set = || Listed {
        payload: Some(Any::new(EMPTY, Vec::new())),
        other: Some(Any::default()),
        mask: Some(FieldMask::from(["title"])),
        exact: None,
        wrapper: Some(StringValue::default()),
    };
    let mut message = set();
    Sampler::new(1).fill(&mut message);
    assert!(message.exact.take().is_some());
    assert_eq!(message, set());
}
