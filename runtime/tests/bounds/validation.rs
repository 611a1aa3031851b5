//! The memory that validation allocates, and the size of its errors.

use std::collections::BTreeMap;

use gitpod_runtime::message::rules::{Kind, Rule, Rules};
use gitpod_runtime::message::{
    FieldChunk, FieldDescriptor, LazySlot, MessageDescriptor, Presence, Slot, SlotChunk,
    UnknownFields, Value,
};
use gitpod_runtime::rpc::Error;
use gitpod_runtime::validate::{ValidateOptions, validate};
use gitpod_runtime::{Message, Violations};

use crate::allocations::peak_during;

static NAME: Rules = Rules::new(Kind::String, &[Rule::MinLen(1), Rule::Uuid]);

/// An element whose default breaks two rules.
#[derive(Debug, Default)]
struct Item {
    name: String,
}

impl Message for Item {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static FIELDS: &[FieldDescriptor] =
            &[FieldDescriptor::new(1, "name", "name", Presence::Implicit).rules(&NAME)];
        static ITEM: MessageDescriptor = MessageDescriptor::new("test.v1.Item", FIELDS, &[]);
        &ITEM
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        FieldChunk::new(self.descriptor(), UnknownFields::NONE, [Value::String(&self.name)])
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        let slots = [LazySlot::Slot(Slot::String(&mut self.name))];
        SlotChunk::without_unknown(descriptor, slots)
    }
}

/// A list and a map of invalid elements.
#[derive(Debug, Default)]
struct Flood {
    list: Vec<Item>,
    map: BTreeMap<String, Item>,
}

impl Message for Flood {
    fn descriptor(&self) -> &'static MessageDescriptor {
        static FIELDS: &[FieldDescriptor] = &[
            FieldDescriptor::new(1, "list", "list", Presence::Implicit),
            FieldDescriptor::new(2, "map", "map", Presence::Implicit),
        ];
        static FLOOD: MessageDescriptor = MessageDescriptor::new("test.v1.Flood", FIELDS, &[]);
        &FLOOD
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let values = [Value::List(&self.list), Value::Map(&self.map)];
        FieldChunk::new(self.descriptor(), UnknownFields::NONE, values)
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let descriptor = self.descriptor();
        let slots =
            [LazySlot::Slot(Slot::List(&mut self.list)), LazySlot::Slot(Slot::Map(&mut self.map))];
        SlotChunk::without_unknown(descriptor, slots)
    }
}

fn list_of(count: usize) -> Flood {
    Flood { list: (0..count).map(|_| Item::default()).collect(), ..Flood::default() }
}

fn map_of(keys: impl Iterator<Item = String>) -> Flood {
    Flood { map: keys.map(|key| (key, Item::default())).collect(), ..Flood::default() }
}

/// The error of a flood as it is sent, whose size and memory are bounded.
#[track_caller]
fn assert_small(flood: &Flood) -> Violations {
    let (body, peak) = peak_during(|| {
        let violations = validate(flood).unwrap_err();
        Error::from(violations).to_json()
    });
    assert!(peak < 1 << 20, "{peak} bytes of memory");
    assert!(body.len() < 128 << 10, "{} bytes", body.len());
    validate(flood).unwrap_err()
}

#[test]
fn a_list_of_invalid_elements_is_reported_up_to_the_limit() {
    let violations = assert_small(&list_of(100_000));
    assert_eq!((violations.len(), violations.is_truncated()), (100, true));
    let fields: Vec<_> = violations.iter().map(|violation| violation.field()).collect();
    assert_eq!(
        (fields[0], fields[1], fields[99]),
        ("list[0].name", "list[0].name", "list[49].name")
    );
}

#[test]
fn a_map_of_invalid_values_is_reported_up_to_the_limit() {
    let violations = assert_small(&map_of((0..100_000).map(|key| key.to_string())));
    assert_eq!((violations.len(), violations.is_truncated()), (100, true));
}

#[test]
fn long_keys_are_cut() {
    let long = |key: usize| format!("{key}{}", "ü".repeat(50_000));
    let violations = assert_small(&map_of((0..60).map(long)));
    let field = violations.iter().next().map(|violation| violation.field().to_owned());
    assert_eq!(field, Some(format!("map[\"0{}…\"].name", "ü".repeat(127))));
    // A key of the maximum length is whole.
    let violations = validate(&map_of(std::iter::once("k".repeat(128)))).unwrap_err();
    let field = violations.iter().next().map(|violation| violation.field().to_owned());
    assert_eq!(field, Some(format!("map[\"{}\"].name", "k".repeat(128))));
}

#[test]
fn the_limit_is_exact() {
    for (count, max, len, truncated) in [
        (50, 100, 100, false),
        (51, 100, 100, true),
        (1, 2, 2, false),
        (1, 1, 1, true),
        (1, 0, 1, true),
    ] {
        let options = ValidateOptions::new().max_violations(max);
        let violations = options.validate(&list_of(count)).unwrap_err();
        assert_eq!(
            (violations.len(), violations.is_truncated()),
            (len, truncated),
            "{count} {max}"
        );
    }
}

#[test]
fn the_text_is_short_and_says_that_there_are_more() {
    let text = |count, max| {
        let options = ValidateOptions::new().max_violations(max);
        options.validate(&list_of(count)).unwrap_err().to_string()
    };
    assert_eq!(text(5, 100).lines().count(), 10);
    let last = |text: String| text.lines().last().map(str::to_owned);
    assert_eq!(last(text(6, 100)).as_deref(), Some("and 2 more"));
    assert_eq!(last(text(60, 100)).as_deref(), Some("and at least 91 more"));
    assert_eq!(last(text(60, 3)).as_deref(), Some("and at least 1 more"));
    assert_eq!(text(60, 100).lines().count(), 11);
    let error = Error::from(validate(&list_of(60)).unwrap_err());
    assert!(error.message().ends_with("\nand at least 91 more"), "{error}");
    assert_eq!(error.violations().map(|violations| violations.len()), Some(100));
}

#[test]
fn received_violations_are_limited() {
    // Empty violations take two bytes each.
    let detail = gitpod_runtime::ErrorDetail::new(Violations::TYPE_NAME, [10, 0].repeat(500_000));
    let (violations, peak) = peak_during(|| Violations::from_detail(&detail).unwrap());
    assert_eq!((violations.len(), violations.is_truncated()), (1000, true));
    assert!(peak < 1 << 20, "{peak}");
}
