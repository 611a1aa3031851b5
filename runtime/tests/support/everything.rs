//! A message with a field of every type.

use std::collections::BTreeMap;

use gitpod_runtime::message::{
    Element, Encoding, FieldChunk, FieldDescriptor, LazySlot, MessageDescriptor, Presence, Slot,
    SlotChunk, UnknownFields, Value,
};
use gitpod_runtime::{Bytes, Duration, Message, Timestamp};

use super::{Color, Credential, Meta};

/// The oneof of [`Everything`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Choice {
    Text(String),
    Number(i32),
    Nested(Meta),
    Tint(Color),
}

/// A message with a field of every type.
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Everything {
    pub(crate) yes: bool,
    pub(crate) small: i32,
    pub(crate) small_unsigned: u32,
    pub(crate) large: i64,
    pub(crate) large_unsigned: u64,
    pub(crate) single: f32,
    pub(crate) double: f64,
    pub(crate) text: String,
    pub(crate) data: Bytes,
    pub(crate) color: Color,
    pub(crate) maybe_text: Option<String>,
    pub(crate) maybe_small: Option<i32>,
    pub(crate) maybe_yes: Option<bool>,
    pub(crate) maybe_color: Option<Color>,
    pub(crate) maybe_data: Option<Bytes>,
    pub(crate) at: Option<Timestamp>,
    pub(crate) took: Option<Duration>,
    pub(crate) meta: Option<Meta>,
    pub(crate) child: Option<Box<Everything>>,
    pub(crate) texts: Vec<String>,
    pub(crate) numbers: Vec<i64>,
    pub(crate) metas: Vec<Meta>,
    pub(crate) colors: Vec<Color>,
    pub(crate) labels: BTreeMap<String, String>,
    pub(crate) by_number: BTreeMap<i32, Meta>,
    pub(crate) by_flag: BTreeMap<bool, f64>,
    pub(crate) choice: Option<Choice>,
    pub(crate) secret: String,
    pub(crate) secret_number: i32,
    pub(crate) secrets: BTreeMap<String, String>,
    pub(crate) credential: Option<Credential>,
    pub(crate) credentials: Vec<Credential>,
    pub(crate) _unknown: UnknownFields,
}

const fn plain(number: u32, name: &'static str, json: &'static str) -> FieldDescriptor {
    FieldDescriptor::new(number, name, json, Presence::Implicit)
}

const fn explicit(number: u32, name: &'static str, json: &'static str) -> FieldDescriptor {
    FieldDescriptor::new(number, name, json, Presence::Explicit)
}

const fn arm(number: u32, name: &'static str, json: &'static str) -> FieldDescriptor {
    FieldDescriptor::new(number, name, json, Presence::Oneof(0))
}

static EVERYTHING: MessageDescriptor = MessageDescriptor::new(
    "test.v1.Everything",
    &[
        plain(1, "yes", "yes").encoded(Encoding::Varint),
        plain(2, "small", "small").encoded(Encoding::Varint),
        plain(3, "small_unsigned", "smallUnsigned").encoded(Encoding::Varint),
        plain(4, "large", "large").encoded(Encoding::Varint),
        plain(5, "large_unsigned", "largeUnsigned").encoded(Encoding::Varint),
        plain(6, "single", "single").encoded(Encoding::Fixed32),
        plain(7, "double", "double").encoded(Encoding::Fixed64),
        plain(8, "text", "text"),
        plain(9, "data", "data"),
        plain(10, "color", "color").encoded(Encoding::Varint),
        explicit(11, "maybe_text", "maybeText"),
        explicit(12, "maybe_small", "maybeSmall").encoded(Encoding::Varint),
        explicit(13, "maybe_yes", "maybeYes").encoded(Encoding::Varint),
        explicit(14, "maybe_color", "maybeColor").encoded(Encoding::Varint),
        explicit(15, "maybe_data", "maybeData"),
        explicit(16, "at", "at"),
        explicit(17, "took", "took"),
        explicit(18, "meta", "meta"),
        explicit(19, "child", "child"),
        plain(20, "texts", "texts"),
        plain(21, "numbers", "numbers").encoded(Encoding::Varint),
        plain(22, "metas", "metas"),
        plain(23, "colors", "colors").encoded(Encoding::Varint),
        plain(24, "labels", "labels"),
        plain(25, "by_number", "byNumber").key_encoded(Encoding::Varint),
        plain(26, "by_flag", "byFlag").encoded(Encoding::Fixed64).key_encoded(Encoding::Varint),
        arm(27, "choice_text", "choiceText"),
        arm(28, "choice_number", "choiceNumber").encoded(Encoding::Varint),
        arm(29, "choice_nested", "choiceNested"),
        arm(30, "choice_tint", "choiceTint").encoded(Encoding::Varint),
        plain(31, "secret", "secret").sensitive(),
        plain(32, "secret_number", "secretNumber").encoded(Encoding::Varint).sensitive(),
        plain(33, "secrets", "secrets").sensitive(),
        explicit(34, "credential", "credential"),
        plain(35, "credentials", "credentials"),
    ],
    &["choice"],
);

impl Message for Everything {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &EVERYTHING
    }

    fn chunk(&self, chunk: usize) -> FieldChunk<'_> {
        FieldChunk::read(&EVERYTHING, &self._unknown, chunk, |index| self.value(index))
    }

    fn slots(&mut self, chunk: usize) -> SlotChunk<'_> {
        let unknown = &mut self._unknown;
        match chunk {
            0 => SlotChunk::new(
                &EVERYTHING,
                unknown,
                [
                    LazySlot::Slot(Slot::Bool(&mut self.yes)),
                    LazySlot::Slot(Slot::I32(&mut self.small)),
                    LazySlot::Slot(Slot::U32(&mut self.small_unsigned)),
                    LazySlot::Slot(Slot::I64(&mut self.large)),
                    LazySlot::Slot(Slot::U64(&mut self.large_unsigned)),
                    LazySlot::Slot(Slot::F32(&mut self.single)),
                ],
            ),
            1 => SlotChunk::new(
                &EVERYTHING,
                unknown,
                [
                    LazySlot::Slot(Slot::F64(&mut self.double)),
                    LazySlot::Slot(Slot::String(&mut self.text)),
                    LazySlot::Slot(Slot::Bytes(&mut self.data)),
                    LazySlot::Slot(Slot::Enum(&mut self.color)),
                    LazySlot::Optional(&mut self.maybe_text),
                    LazySlot::Optional(&mut self.maybe_small),
                ],
            ),
            2 => SlotChunk::new(
                &EVERYTHING,
                unknown,
                [
                    LazySlot::Optional(&mut self.maybe_yes),
                    LazySlot::Optional(&mut self.maybe_color),
                    LazySlot::Optional(&mut self.maybe_data),
                    LazySlot::Optional(&mut self.at),
                    LazySlot::Optional(&mut self.took),
                    LazySlot::Optional(&mut self.meta),
                ],
            ),
            3 => SlotChunk::new(
                &EVERYTHING,
                unknown,
                [
                    LazySlot::Boxed(&mut self.child),
                    LazySlot::Slot(Slot::List(&mut self.texts)),
                    LazySlot::Slot(Slot::List(&mut self.numbers)),
                    LazySlot::Slot(Slot::List(&mut self.metas)),
                    LazySlot::Slot(Slot::List(&mut self.colors)),
                    LazySlot::Slot(Slot::Map(&mut self.labels)),
                ],
            ),
            4 => SlotChunk::new(
                &EVERYTHING,
                unknown,
                [
                    LazySlot::Slot(Slot::Map(&mut self.by_number)),
                    LazySlot::Slot(Slot::Map(&mut self.by_flag)),
                    LazySlot::Oneof,
                    LazySlot::Oneof,
                    LazySlot::Oneof,
                    LazySlot::Oneof,
                ],
            ),
            _ => SlotChunk::new(
                &EVERYTHING,
                unknown,
                [
                    LazySlot::Slot(Slot::String(&mut self.secret)),
                    LazySlot::Slot(Slot::I32(&mut self.secret_number)),
                    LazySlot::Slot(Slot::Map(&mut self.secrets)),
                    LazySlot::Optional(&mut self.credential),
                    LazySlot::Slot(Slot::List(&mut self.credentials)),
                ],
            ),
        }
    }

    fn oneof_slot(&mut self, index: usize) -> Slot<'_> {
        self.choice_slot(index)
    }
}

impl Everything {
    fn value(&self, index: usize) -> Value<'_> {
        match index {
            0 => Value::Bool(self.yes),
            1 => Value::I32(self.small),
            2 => Value::U32(self.small_unsigned),
            3 => Value::I64(self.large),
            4 => Value::U64(self.large_unsigned),
            5 => Value::F32(self.single),
            6 => Value::F64(self.double),
            7 => Value::String(&self.text),
            8 => Value::Bytes(&self.data),
            9 => Value::Enum(&self.color),
            10 => Value::optional(&self.maybe_text),
            11 => Value::optional(&self.maybe_small),
            12 => Value::optional(&self.maybe_yes),
            13 => Value::optional(&self.maybe_color),
            14 => Value::optional(&self.maybe_data),
            15 => Value::optional(&self.at),
            16 => Value::optional(&self.took),
            17 => Value::optional(&self.meta),
            18 => Value::boxed(&self.child),
            19 => Value::List(&self.texts),
            20 => Value::List(&self.numbers),
            21 => Value::List(&self.metas),
            22 => Value::List(&self.colors),
            23 => Value::Map(&self.labels),
            24 => Value::Map(&self.by_number),
            25 => Value::Map(&self.by_flag),
            26..=29 => match (index, &self.choice) {
                (26, Some(Choice::Text(arm))) => arm.value(),
                (27, Some(Choice::Number(arm))) => arm.value(),
                (28, Some(Choice::Nested(arm))) => arm.value(),
                (29, Some(Choice::Tint(arm))) => arm.value(),
                _ => Value::Absent,
            },
            30 => Value::String(&self.secret),
            31 => Value::I32(self.secret_number),
            32 => Value::Map(&self.secrets),
            33 => Value::optional(&self.credential),
            34 => Value::List(&self.credentials),
            _ => Value::Absent,
        }
    }

    fn choice_slot(&mut self, index: usize) -> Slot<'_> {
        let choice = match (index, self.choice.take()) {
            (26, Some(choice @ Choice::Text(_)))
            | (27, Some(choice @ Choice::Number(_)))
            | (28, Some(choice @ Choice::Nested(_)))
            | (29, Some(choice @ Choice::Tint(_))) => choice,
            (26, _) => Choice::Text(String::new()),
            (27, _) => Choice::Number(0),
            (28, _) => Choice::Nested(Meta::default()),
            _ => Choice::Tint(Color::default()),
        };
        match self.choice.insert(choice) {
            Choice::Text(arm) => arm.slot(),
            Choice::Number(arm) => arm.slot(),
            Choice::Nested(arm) => Slot::Message(arm),
            Choice::Tint(arm) => arm.slot(),
        }
    }
}
