//! Decodes messages: drives a [`Reader`] by the descriptor of a message.

use super::fields::{FieldTracker, KnownField, OneofConflict};
use super::reader::Reader;
use super::report::decode_error;
use super::well_known::{self, JsonKind, TYPE_KEY, TextError, Types};
use super::{NON_NULL_ELEMENT, NON_NULL_VALUE, scalars};
use crate::enumeration::{self, Enumeration};
use crate::message::{
    Budget, FieldChunk, LazySlot, List, Map, MapSlot, Message, MessageDescriptor, MessageType,
    OverBudget, Slot, WellKnown, memory_of,
};
use crate::wire::{
    DEPTH_EXPECTED, DEPTH_FOUND, DUPLICATE_KEY, DecodeError, IgnoreUnknown, MAX_DEPTH, PathSegment,
    ReadError, ReadOptions, ReadResult, UNIQUE_KEYS, UnknownHandler,
};

/// Decodes a ProtoJSON object into `message`. The input must be UTF-8 without a byte order mark.
///
/// Pass a default message: decoded fields are merged into the existing ones. After an error, the
/// message holds the fields decoded before the error.
///
/// # Errors
///
/// Returns an error if the input is not valid JSON or a value does not fit its field.
pub fn decode_into(json: &[u8], message: &mut dyn Message) -> Result<(), DecodeError> {
    decode_with(json, message, IgnoreUnknown, Budget::new(None), &[])
}

/// Decodes a ProtoJSON object into `message` with options; otherwise like [`decode_into`].
///
/// # Errors
///
/// Returns an error if the input is not valid JSON, a value does not fit its field, a field is
/// unknown and unknown fields are denied, or the message exceeds the memory limit.
pub(crate) fn decode_with_options(
    json: &[u8],
    message: &mut dyn Message,
    options: &mut ReadOptions<'_>,
) -> Result<(), DecodeError> {
    let (budget, types) = (options.budget(), options.any_types());
    match options.handler(message.descriptor()) {
        Some(handler) => decode_with(json, message, handler, budget, types),
        None => decode_with(json, message, IgnoreUnknown, budget, types),
    }
}

/// Decodes a message within a budget and reports unknown fields and enum values to a handler.
fn decode_with<H: UnknownHandler>(
    json: &[u8],
    message: &mut dyn Message,
    unknown: H,
    budget: Budget,
    types: &'static [MessageType],
) -> Result<(), DecodeError> {
    let descriptor = message.descriptor();
    let decoded = decode_document(json, message, unknown, budget, types);
    decoded.map_err(|error| decode_error(*error, descriptor, json))
}

fn decode_document<H: UnknownHandler>(
    json: &[u8],
    message: &mut dyn Message,
    unknown: H,
    budget: Budget,
    types: &'static [MessageType],
) -> ReadResult<()> {
    let text = match std::str::from_utf8(json) {
        Ok(text) if text.starts_with('\u{feff}') => {
            return Err(ReadError::new(0, "an object", "a byte order mark"));
        }
        Ok(text) => text,
        Err(error) => {
            return Err(ReadError::new(error.valid_up_to(), "UTF-8", "an invalid byte"));
        }
    };
    let reader = Reader::new(text, 0);
    Decoder { reader, depth: 0, unknown, budget, types: Types::new(types) }.document(message)
}

/// A decoding in progress.
pub(super) struct Decoder<'a, H> {
    pub(super) reader: Reader<'a>,
    /// The number of objects and arrays that are open.
    pub(super) depth: u32,
    pub(super) unknown: H,
    pub(super) budget: Budget,
    /// The types that an `Any` may hold.
    pub(super) types: Types,
}

impl<H: UnknownHandler> Decoder<'_, H> {
    /// Reads a message and the end of the input.
    pub(super) fn document(&mut self, message: &mut dyn Message) -> ReadResult<()> {
        self.reader.peek_token();
        self.value(&mut Slot::Message(message))?;
        match self.reader.peek_token() {
            None => Ok(()),
            Some(_) => self.reader.fail("the end of the input"),
        }
    }

    /// Consumes an opening bracket. Returns `false` after consuming the closing bracket, too, if the
    /// object or array is empty.
    pub(super) fn enter(&mut self, close: u8) -> ReadResult<bool> {
        if self.depth == MAX_DEPTH {
            return Err(ReadError::new(self.reader.offset(), DEPTH_EXPECTED, DEPTH_FOUND));
        }
        self.depth += 1;
        self.reader.eat(if close == b'}' { b'{' } else { b'[' });
        Ok(!self.reader.eat_token(close))
    }

    /// Charges a block of memory.
    #[inline]
    pub(super) fn allocate(&mut self, bytes: usize) -> ReadResult<()> {
        self.budget.allocate(bytes).map_err(|OverBudget| self.over_budget())
    }

    #[cold]
    pub(super) fn over_budget(&self) -> Box<ReadError> {
        ReadError::over_budget(self.reader.offset(), self.budget.limit())
    }

    /// Records that an object or array was closed.
    pub(super) const fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Decodes a message, or a well-known type with a JSON form of its own. `type_key` is the offset of
    /// the key `@type` if the message is in an `Any`.
    #[inline(never)]
    pub(super) fn message(
        &mut self,
        message: &mut dyn Message,
        type_key: Option<usize>,
    ) -> ReadResult<()> {
        let mut slots = message.slots(0);
        let of = slots.descriptor();
        if let Some(known) = of.well_known_type() {
            return self.well_known(message, known);
        }
        if self.reader.peek() != Some(b'{') {
            return Err(ReadError::not_an_object(self.reader.offset()));
        }
        if self.enter(b'}')? {
            let outer = self.types;
            self.types = outer.inside(of);
            let mut tracker = FieldTracker::new(of);
            let mut first = 0;
            loop {
                if let Some(field) = self.member(&mut tracker, type_key)? {
                    if field.index.wrapping_sub(first) >= FieldChunk::LEN {
                        first = field.index - field.index % FieldChunk::LEN;
                        slots = message.slots(first / FieldChunk::LEN);
                    }
                    match slots.get_mut(field.index.wrapping_sub(first)) {
                        Some(LazySlot::Oneof) => {
                            self.within(of, field, |decoder| decoder.oneof(message, field.index))?;
                            slots = message.slots(first / FieldChunk::LEN);
                        }
                        Some(slot) => self.within(of, field, |decoder| decoder.lazy(slot))?,
                        None => {}
                    }
                }
                if !self.reader.more(b'}')? {
                    break;
                }
            }
            self.types = outer;
        }
        self.leave();
        Ok(())
    }

    /// Calls `read`, which decodes the value of a field.
    #[inline]
    fn within(
        &mut self,
        of: &'static MessageDescriptor,
        field: KnownField,
        read: impl FnOnce(&mut Self) -> ReadResult<()>,
    ) -> ReadResult<()> {
        let segment = || PathSegment::Field { of, field: field.descriptor };
        self.unknown.enter(segment);
        read(self).map_err(|error| error.within(segment()))?;
        self.unknown.leave();
        Ok(())
    }

    /// Reads what comes before the value of a field. Skips a field that is unknown or `null`, with its
    /// value, and returns `None`.
    #[inline]
    fn member(
        &mut self,
        tracker: &mut FieldTracker,
        type_key: Option<usize>,
    ) -> ReadResult<Option<KnownField>> {
        self.reader.peek_token();
        let offset = self.reader.offset();
        let of = tracker.descriptor();
        let field = match self.reader.eat_key(tracker.following()) {
            Some(field) if tracker.mark(field) => field,
            Some(field) => return Err(duplicate_field(offset, of, field)),
            None => match self.other_key(tracker, type_key)? {
                Some(field) => field,
                None => return Ok(None),
            },
        };
        let within = |error: Box<ReadError>| {
            error.within(PathSegment::Field { of, field: field.descriptor })
        };
        if self.reader.peek_token() == Some(b'n') && !field.descriptor.is_nullable() {
            self.reader.literal("null").map_err(within)?;
            return Ok(None);
        }
        match tracker.claim(field) {
            Ok(()) => Ok(Some(field)),
            Err(conflict) => Err(within(oneof_conflict(self.reader.offset(), of, &conflict))),
        }
    }

    /// Reads any key and its colon, and looks up the field. Skips the value of an unknown field.
    #[inline(never)]
    fn other_key(
        &mut self,
        tracker: &mut FieldTracker,
        type_key: Option<usize>,
    ) -> ReadResult<Option<KnownField>> {
        if self.reader.peek() != Some(b'"') {
            return self.reader.fail("a key");
        }
        let offset = self.reader.offset();
        let key = self.reader.string()?;
        let of = tracker.descriptor();
        let Some(field) = tracker.find(&key) else {
            match type_key {
                Some(at) if key == TYPE_KEY => {
                    if offset != at {
                        return Err(ReadError::duplicate_field(offset));
                    }
                }
                _ => self.unknown.unknown_field(offset, of, &key)?,
            }
            self.reader.colon()?;
            self.skip_value()?;
            return Ok(None);
        };
        if !tracker.mark(field) {
            return Err(duplicate_field(offset, of, field));
        }
        let segment = || PathSegment::Field { of, field: field.descriptor };
        self.reader.colon().map_err(|error| error.within(segment()))?;
        Ok(Some(field))
    }

    /// Decodes a value into a field that is in no oneof.
    #[inline]
    fn lazy(&mut self, slot: &mut LazySlot<'_>) -> ReadResult<()> {
        match slot {
            // Before the rest, because comparisons are predicted better than a jump table.
            LazySlot::Slot(Slot::String(value)) => self.string(value),
            LazySlot::Slot(slot) => self.value(slot),
            LazySlot::Optional(optional) => match &mut optional.slot() {
                Slot::Message(message) => self.message(*message, None),
                slot => self.value(slot),
            },
            LazySlot::Boxed(boxed) => match &mut boxed.slot(&mut self.budget) {
                Ok(slot) => self.value(slot),
                Err(OverBudget) => Err(self.over_budget()),
            },
            LazySlot::Oneof => Ok(()),
        }
    }

    /// Decodes a value into a field of a oneof.
    #[inline(never)]
    fn oneof(&mut self, message: &mut dyn Message, index: usize) -> ReadResult<()> {
        let owner = memory_of(message);
        let mut slot = message.oneof_slot(index);
        match self.budget.charge_boxed(owner, &slot) {
            Ok(()) => self.value(&mut slot),
            Err(OverBudget) => Err(self.over_budget()),
        }
    }

    /// Decodes a value into a slot. What it calls is not inlined, so that it saves no registers.
    pub(super) fn value(&mut self, slot: &mut Slot<'_>) -> ReadResult<()> {
        match slot {
            Slot::String(value) => self.string(value),
            Slot::Message(message) => self.message(*message, None),
            Slot::List(list) => self.list(*list),
            Slot::Map(map) => self.map(*map),
            Slot::None => self.skip_value(),
            Slot::Enum(value) => self.enumeration(*value),
            _ => self.scalar(slot),
        }
    }

    /// Decodes a well-known type with a JSON form of its own.
    #[inline(never)]
    fn well_known(&mut self, message: &mut dyn Message, known: WellKnown) -> ReadResult<()> {
        if known == WellKnown::Any {
            return self.any(message);
        }
        if well_known::is_text(known) {
            return self.text(message, known);
        }
        let kind = JsonKind::starting_with(self.reader.peek());
        if known == WellKnown::Value && kind.is_none() {
            return self.reader.fail("a value");
        }
        self.value(&mut well_known::target(message, known, kind.unwrap_or(JsonKind::Null)))
    }

    /// Decodes a message whose JSON form is a string.
    fn text(&mut self, message: &mut dyn Message, known: WellKnown) -> ReadResult<()> {
        let offset = self.reader.offset();
        if self.reader.peek() != Some(b'"') {
            return Err(ReadError::invalid_value(offset, well_known::expected_text(known)));
        }
        let text = self.reader.string()?;
        match well_known::set_text(message, known, &text, &mut self.budget) {
            Ok(()) => Ok(()),
            Err(TextError::Expected(expected)) => Err(ReadError::invalid_value(offset, expected)),
            Err(TextError::OverBudget) => Err(self.over_budget()),
        }
    }

    #[inline(never)]
    fn string(&mut self, value: &mut String) -> ReadResult<()> {
        if let Some(text) = self.reader.plain_string() {
            self.allocate(text.len())?;
            *value = text.to_owned();
            return Ok(());
        }
        if self.reader.peek() != Some(b'"') {
            return self.scalar(&mut Slot::String(value));
        }
        let text = self.reader.escaped_string()?;
        self.allocate(text.len())?;
        *value = text;
        Ok(())
    }

    #[inline(never)]
    fn scalar(&mut self, slot: &mut Slot<'_>) -> ReadResult<()> {
        let offset = self.reader.offset();
        let result = match self.reader.peek() {
            Some(b'"') => {
                let text = self.reader.string()?;
                if let Slot::Bytes(_) = slot {
                    self.allocate(text.len())?;
                }
                scalars::set_from_str(slot, &text)
            }
            Some(b'-' | b'0'..=b'9') => match self.reader.short_integer() {
                Some(integer) => scalars::set_from_integer(slot, integer.into()),
                None => scalars::set_from_number(slot, self.reader.number()?),
            },
            Some(b't') => {
                self.reader.literal("true")?;
                scalars::set_from_bool(slot, true)
            }
            Some(b'f') => {
                self.reader.literal("false")?;
                scalars::set_from_bool(slot, false)
            }
            _ => Err(scalars::expected(slot)),
        };
        result.map_err(|expected| ReadError::invalid_value(offset, expected))
    }

    #[inline(never)]
    fn enumeration(&mut self, value: &mut dyn Enumeration) -> ReadResult<()> {
        if self.reader.peek() == Some(b'n') && value.descriptor().is_null() {
            value.set_number(0);
            return self.reader.literal("null");
        }
        let offset = self.reader.offset();
        match self.reader.plain_string() {
            Some(name) => value.set_name(name),
            None => self.scalar(&mut Slot::Enum(value))?,
        }
        if let Some(blocks) = enumeration::blocks(value) {
            for block in blocks {
                self.allocate(block)?;
            }
        }
        self.unknown.enum_value(offset, value)
    }

    #[inline(never)]
    fn list(&mut self, list: &mut dyn List) -> ReadResult<()> {
        if self.reader.peek() != Some(b'[') {
            let expected = scalars::expected(&Slot::List(list));
            return Err(ReadError::invalid_value(self.reader.offset(), expected));
        }
        if self.enter(b']')? {
            let mut index = 0;
            loop {
                self.reader.peek_token();
                self.unknown.enter(|| PathSegment::Index(index));
                self.element(list).map_err(|error| error.within(PathSegment::Index(index)))?;
                self.unknown.leave();
                index += 1;
                if !self.reader.more(b']')? {
                    break;
                }
            }
            list.shrink_within(index, &mut self.budget);
        }
        self.leave();
        Ok(())
    }

    /// Decodes an element of a list.
    #[inline]
    fn element(&mut self, list: &mut dyn List) -> ReadResult<()> {
        // The slot is used where it is: reading it as a whole stalls on the parts that were just written.
        match &mut list.push_within(&mut self.budget) {
            Ok(slot) => {
                self.not_null(slot, NON_NULL_ELEMENT)?;
                self.value(slot)
            }
            Err(OverBudget) => Err(self.over_budget()),
        }
    }

    #[inline(never)]
    fn map(&mut self, map: &mut dyn Map) -> ReadResult<()> {
        if self.reader.peek() != Some(b'{') {
            let expected = scalars::expected(&Slot::Map(map));
            return Err(ReadError::invalid_value(self.reader.offset(), expected));
        }
        if self.enter(b'}')? {
            loop {
                self.entry(map)?;
                if !self.reader.more(b'}')? {
                    break;
                }
            }
        }
        self.leave();
        Ok(())
    }

    /// Decodes an entry of a map.
    fn entry(&mut self, map: &mut dyn Map) -> ReadResult<()> {
        self.reader.peek_token();
        let offset = self.reader.offset();
        let key = self.reader.string()?;
        let mut slot = match map.insert_within(&key, &mut self.budget) {
            Ok(MapSlot::Vacant(slot)) => slot,
            Err(OverBudget) => {
                return Err(self.over_budget().within(PathSegment::Key(key.into_owned())));
            }
            Ok(MapSlot::Occupied) => {
                return Err(ReadError::new(offset, UNIQUE_KEYS, DUPLICATE_KEY)
                    .within(PathSegment::Key(key.into_owned())));
            }
            Ok(MapSlot::BadKey(kind)) => {
                return Err(ReadError::invalid_value(offset, format!("a key of type {kind}")));
            }
        };
        self.reader.colon()?;
        self.reader.peek_token();
        self.unknown.enter(|| PathSegment::Key(key.as_ref().to_owned()));
        self.not_null(&slot, NON_NULL_VALUE)
            .and_then(|()| self.value(&mut slot))
            .map_err(|error| error.within(PathSegment::Key(key.into_owned())))?;
        self.unknown.leave();
        Ok(())
    }

    /// Rejects `null` as an element of a list or value of a map, unless it is one.
    #[inline]
    fn not_null(&self, slot: &Slot<'_>, expected: &'static str) -> ReadResult<()> {
        if self.reader.peek() == Some(b'n') && !well_known::is_nullable(slot) {
            Err(ReadError::invalid_value(self.reader.offset(), expected))
        } else {
            Ok(())
        }
    }
}

/// A field that was read before.
#[cold]
fn duplicate_field(
    offset: usize,
    of: &'static MessageDescriptor,
    field: KnownField,
) -> Box<ReadError> {
    ReadError::duplicate_field(offset).within(PathSegment::Field { of, field: field.descriptor })
}

/// A second field of a oneof.
#[cold]
fn oneof_conflict(
    offset: usize,
    of: &MessageDescriptor,
    conflict: &OneofConflict,
) -> Box<ReadError> {
    ReadError::new(offset, conflict.expected(of), conflict.found())
}
