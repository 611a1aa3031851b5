//! Decodes messages: drives an [`Input`] by the descriptor of a message.

use super::input::{Input, Outer};
use super::tag::{Tag, WireType};
use super::time::{NANOS, SECONDS, Time};
use crate::enumeration::{self, Enumeration};
use crate::message::{
    Budget, Encoding, FieldChunk, FieldDescriptor, LazySlot, List, Map, MapEntry, Message,
    OverBudget, Slot, SlotChunk, memory_of,
};
use crate::scalar::Bytes;
use crate::wire::{
    DEPTH_EXPECTED, DEPTH_FOUND, DecodeError, ErrorDetails, Found, IgnoreUnknown, MAX_DEPTH, Path,
    PathSegment, Position, ReadError, ReadOptions, ReadResult, UnknownHandler,
};

/// Decodes the binary encoding of a message into `message`.
///
/// Decoded fields are merged into the existing ones. After an error, the message holds the fields
/// decoded before the error.
///
/// # Errors
///
/// Returns an error if the input is not valid, or a value does not fit its field.
pub fn decode_into(bytes: &[u8], message: &mut dyn Message) -> Result<(), DecodeError> {
    decode_within(bytes, message, &mut Budget::new(None))
}

/// Decodes the binary encoding of a message with options; otherwise like [`decode_into`].
///
/// # Errors
///
/// Returns an error if the input is not valid, a value does not fit its field, a field is unknown and
/// unknown fields are denied, or the message exceeds the memory limit.
pub(crate) fn decode_with_options(
    bytes: &[u8],
    message: &mut dyn Message,
    options: &mut ReadOptions<'_>,
) -> Result<(), DecodeError> {
    let mut budget = options.budget();
    match options.handler(message.descriptor()) {
        Some(handler) => decode_with(bytes, message, handler, &mut budget),
        None => decode_within(bytes, message, &mut budget),
    }
}

/// Decodes the binary encoding of a message and charges a budget; otherwise like [`decode_into`].
pub(crate) fn decode_within(
    bytes: &[u8],
    message: &mut dyn Message,
    budget: &mut Budget,
) -> Result<(), DecodeError> {
    decode_with(bytes, message, IgnoreUnknown, budget)
}

fn decode_with<H: UnknownHandler>(
    bytes: &[u8],
    message: &mut dyn Message,
    unknown: H,
    budget: &mut Budget,
) -> Result<(), DecodeError> {
    let root = message.descriptor();
    let mut decoder =
        Decoder { input: Input::new(bytes), depth: 1, unknown, budget: budget.clone() };
    let read = decoder.fields(message);
    *budget = decoder.budget;
    read.map_err(|error| {
        let path = Path::new(error.segments.iter().rev());
        let found = match error.found {
            Found::Text(found) => found.into_owned(),
            // Only JSON has tokens.
            Found::Token | Found::Value => "another value".to_owned(),
        };
        let details = ErrorDetails::new(root.name(), path, error.expected, found);
        DecodeError::new(error.kind, details, Position::in_binary(error.offset))
    })
}

/// A decoding in progress.
struct Decoder<'a, H> {
    input: Input<'a>,
    /// The number of messages that are open.
    depth: u32,
    unknown: H,
    budget: Budget,
}

impl<'a, H: UnknownHandler> Decoder<'a, H> {
    /// Reads the fields of a message to the end of the input.
    fn fields(&mut self, message: &mut dyn Message) -> ReadResult<()> {
        let of = message.descriptor();
        // The index of the field after the one before: writers keep the order, so it comes next.
        let mut next = 0;
        'chunk: while !self.input.is_at_end() {
            let chunk = next / FieldChunk::LEN;
            let mut slots = message.slots(chunk);
            while !self.input.is_at_end() {
                let start = self.input.rest();
                let (index, field, tag) = match of.fields().get(next) {
                    Some(field) if self.input.eat(Tag::of(field)) => (next, field, Tag::of(field)),
                    _ => {
                        let tag = self.input.tag()?;
                        let Some((index, field)) = find(of.fields(), next, tag.number()) else {
                            self.unknown_field(&mut slots, start, tag)?;
                            continue;
                        };
                        (index, field, tag)
                    }
                };
                if index / FieldChunk::LEN != chunk {
                    self.input.rewind(start);
                    next = index;
                    continue 'chunk;
                }
                next = index + 1;
                let segment = || PathSegment::Field { of, field };
                self.unknown.enter(segment);
                let slot = slots.get_mut(index % FieldChunk::LEN);
                if let Some(LazySlot::Oneof) = slot
                    && tag == Tag::of(field)
                {
                    let read = self.oneof(message, index, field.encoding());
                    self.unknown.leave();
                    read.map_err(|error| error.within(segment()))?;
                    continue 'chunk;
                }
                let read = slot.map_or(Ok(false), |slot| self.record(slot, field, tag));
                self.unknown.leave();
                if !read.map_err(|error| error.within(segment()))? {
                    self.unknown_field(&mut slots, start, tag)?;
                }
            }
        }
        Ok(())
    }

    /// Skips an unknown field, of which the tag was read, and keeps it in the message.
    #[cold]
    fn unknown_field(
        &mut self,
        slots: &mut SlotChunk<'_>,
        start: &'a [u8],
        tag: Tag,
    ) -> ReadResult<()> {
        let offset = self.input.offset();
        self.unknown.unknown_field(offset, slots.descriptor(), &tag.number().to_string())?;
        self.input.skip(tag, self.depth)?;
        let record = self.input.read_since(start);
        match slots.unknown_fields_mut() {
            Some(unknown) => {
                let kept = unknown.append(record, &mut self.budget);
                kept.map_err(|OverBudget| self.over_budget())
            }
            None => Ok(()),
        }
    }

    /// Reads a record of a field that is in no oneof. Returns `false` if it has another wire type.
    #[inline(always)]
    fn record(
        &mut self,
        slot: &mut LazySlot<'_>,
        field: &FieldDescriptor,
        tag: Tag,
    ) -> ReadResult<bool> {
        let fits = tag == Tag::of(field);
        match slot {
            LazySlot::Slot(Slot::String(text)) if fits => self.string(text)?,
            LazySlot::Slot(Slot::List(list)) if fits => self.elements(*list, field)?,
            LazySlot::Slot(Slot::List(list)) if tag.wire_type() == WireType::Length => {
                self.packed(*list, field.encoding())?;
            }
            LazySlot::Slot(Slot::Map(map)) if tag.wire_type() == WireType::Length => {
                self.entry(*map, field)?;
            }
            // The tag of a map's field is that of its values.
            LazySlot::Slot(slot) if fits && !matches!(slot, Slot::Map(_)) => {
                self.value(slot, field.encoding())?;
            }
            LazySlot::Optional(optional) if fits => {
                self.value(&mut optional.slot(), field.encoding())?;
            }
            LazySlot::Boxed(boxed) if fits => match boxed.slot(&mut self.budget) {
                Ok(mut slot) => self.value(&mut slot, field.encoding())?,
                Err(OverBudget) => return Err(self.over_budget()),
            },
            LazySlot::Slot(_) | LazySlot::Optional(_) | LazySlot::Boxed(_) | LazySlot::Oneof => {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads a value, whose wire type is that of the encoding, into a field of a oneof.
    #[inline(never)]
    fn oneof(
        &mut self,
        message: &mut dyn Message,
        index: usize,
        encoding: Encoding,
    ) -> ReadResult<()> {
        let owner = memory_of(message);
        let mut slot = message.oneof_slot(index);
        match self.budget.charge_boxed(owner, &slot) {
            Ok(()) => self.value(&mut slot, encoding),
            Err(OverBudget) => Err(self.over_budget()),
        }
    }

    /// Reads a value, whose wire type is that of the encoding, into a slot.
    #[inline(never)]
    fn value(&mut self, slot: &mut Slot<'_>, encoding: Encoding) -> ReadResult<()> {
        match slot {
            Slot::String(text) => self.string(text),
            Slot::Message(message) => self.message(*message),
            Slot::Bytes(target) => {
                let bytes = self.input.bytes()?;
                self.allocate(bytes.len())?;
                **target = Bytes::from(bytes.to_vec());
                Ok(())
            }
            Slot::Enum(value) => self.enumeration(*value),
            Slot::Timestamp(time) => self.time(*time),
            Slot::Duration(time) => self.time(*time),
            slot => self.number(slot, encoding),
        }
    }

    #[inline]
    fn string(&mut self, text: &mut String) -> ReadResult<()> {
        let bytes = self.input.bytes()?;
        self.allocate(bytes.len())?;
        // The copy is checked, because it is aligned; then checking takes two thirds of the time.
        let Ok(read) = String::from_utf8(bytes.to_vec()) else {
            return Err(self.not_utf8(bytes));
        };
        *text = read;
        Ok(())
    }

    #[cold]
    fn not_utf8(&self, bytes: &[u8]) -> Box<ReadError> {
        let start = self.input.offset() - bytes.len();
        ReadError::new(start, "a string in UTF-8", "other bytes")
    }

    fn enumeration(&mut self, value: &mut dyn Enumeration) -> ReadResult<()> {
        let offset = self.input.offset();
        value.set_number(low_bits(self.input.varint()?));
        for block in enumeration::blocks(value).into_iter().flatten() {
            self.allocate(block)?;
        }
        self.unknown.enum_value(offset, value)
    }

    fn number(&mut self, slot: &mut Slot<'_>, encoding: Encoding) -> ReadResult<()> {
        match (slot, encoding) {
            (Slot::Bool(value), _) => **value = self.input.varint()? != 0,
            (Slot::F32(value), _) => **value = f32::from_le_bytes(self.input.fixed()?),
            (Slot::F64(value), _) => **value = f64::from_le_bytes(self.input.fixed()?),
            (Slot::I32(value), Encoding::Fixed32) => {
                **value = i32::from_le_bytes(self.input.fixed()?)
            }
            (Slot::U32(value), Encoding::Fixed32) => {
                **value = u32::from_le_bytes(self.input.fixed()?)
            }
            (Slot::I64(value), Encoding::Fixed64) => {
                **value = i64::from_le_bytes(self.input.fixed()?)
            }
            (Slot::U64(value), Encoding::Fixed64) => {
                **value = u64::from_le_bytes(self.input.fixed()?)
            }
            (Slot::I32(value), Encoding::ZigZag) => {
                **value = low_bits(unzigzag(self.input.varint()? & u64::from(u32::MAX)));
            }
            (Slot::I64(value), Encoding::ZigZag) => {
                **value = unzigzag(self.input.varint()?).cast_signed();
            }
            (Slot::I32(value), _) => **value = low_bits(self.input.varint()?),
            (Slot::U32(value), _) => **value = low_bits(self.input.varint()?).cast_unsigned(),
            (Slot::I64(value), _) => **value = self.input.varint()?.cast_signed(),
            (Slot::U64(value), _) => **value = self.input.varint()?,
            // The other kinds have other encodings.
            _ => {}
        }
        Ok(())
    }

    fn message(&mut self, message: &mut dyn Message) -> ReadResult<()> {
        let outer = self.enter()?;
        self.fields(message)?;
        self.leave(outer);
        Ok(())
    }

    /// Reads a record of a list and those of the same list that follow, each with an element.
    fn elements(&mut self, list: &mut dyn List, field: &FieldDescriptor) -> ReadResult<()> {
        let (tag, encoding) = (Tag::of(field), field.encoding());
        let reserved = list.reserve_within(self.input.run(tag), &mut self.budget);
        reserved.map_err(|OverBudget| self.over_budget())?;
        loop {
            self.element(list, encoding)?;
            if !self.input.eat(tag) {
                return Ok(());
            }
        }
    }

    fn element(&mut self, list: &mut dyn List, encoding: Encoding) -> ReadResult<()> {
        let index = list.len();
        self.unknown.enter(|| PathSegment::Index(index));
        let read = match list.push_within(&mut self.budget) {
            Ok(mut slot) => self.value(&mut slot, encoding),
            Err(OverBudget) => Err(self.over_budget()),
        };
        self.unknown.leave();
        read.map_err(|error| error.within(PathSegment::Index(index)))
    }

    /// Reads a record with any number of elements.
    fn packed(&mut self, list: &mut dyn List, encoding: Encoding) -> ReadResult<()> {
        let outer = self.input.enter()?;
        // If there is no memory for all of them, the first one that does not fit is the error.
        let _ = list.reserve_within(self.input.count(encoding), &mut self.budget);
        while !self.input.is_at_end() {
            self.element(list, encoding)?;
        }
        self.input.leave(outer);
        Ok(())
    }

    /// Reads an entry of a map: a message with the key as field 1 and the value as field 2.
    fn entry(&mut self, map: &mut dyn Map, field: &FieldDescriptor) -> ReadResult<()> {
        let outer = self.enter()?;
        let charged = map.charge_entry(&mut self.budget);
        charged.map_err(|OverBudget| self.over_budget())?;
        let mut read = Ok(());
        map.insert_filled(&mut |entry| {
            read = self.entry_fields(entry, field);
            read.is_ok()
        });
        read?;
        self.leave(outer);
        Ok(())
    }

    fn entry_fields(
        &mut self,
        entry: &mut dyn MapEntry,
        field: &FieldDescriptor,
    ) -> ReadResult<()> {
        let (key, value) = (field.key_encoding(), field.encoding());
        while !self.input.is_at_end() {
            let tag = self.input.tag()?;
            if tag == Tag::of_value(1, key) {
                self.value(&mut entry.key_slot(), key)?;
            } else if tag == Tag::of_value(2, value) {
                self.unknown.enter(|| PathSegment::key(&entry.key()));
                let read = self.value(&mut entry.value_slot(), value);
                self.unknown.leave();
                read.map_err(|error| error.within(PathSegment::key(&entry.key())))?;
            } else {
                self.input.skip(tag, self.depth)?;
            }
        }
        Ok(())
    }

    /// Reads the fields of a timestamp or duration into the parts that it has already.
    fn time<T: Time>(&mut self, time: &mut T) -> ReadResult<()> {
        let offset = self.input.offset();
        let outer = self.enter()?;
        let mut parts = time.parts();
        while !self.input.is_at_end() {
            let tag = self.input.tag()?;
            match (tag.number(), tag.wire_type()) {
                (SECONDS, WireType::Varint) => parts.seconds = self.input.varint()?.cast_signed(),
                (NANOS, WireType::Varint) => parts.nanos = low_bits(self.input.varint()?),
                _ => self.input.skip(tag, self.depth)?,
            }
        }
        self.leave(outer);
        let Some(read) = T::from_parts(parts) else {
            return Err(ReadError::out_of_range(offset, T::RANGE));
        };
        *time = read;
        Ok(())
    }

    /// Enters a message.
    #[inline]
    fn enter(&mut self) -> ReadResult<Outer<'a>> {
        if self.depth == MAX_DEPTH {
            return Err(ReadError::new(self.input.offset(), DEPTH_EXPECTED, DEPTH_FOUND));
        }
        let outer = self.input.enter()?;
        self.depth += 1;
        Ok(outer)
    }

    /// Leaves a message that was read to its end.
    #[inline]
    const fn leave(&mut self, outer: Outer<'a>) {
        self.depth -= 1;
        self.input.leave(outer);
    }

    /// Charges a block of memory.
    #[inline]
    fn allocate(&mut self, bytes: usize) -> ReadResult<()> {
        self.budget.allocate(bytes).map_err(|OverBudget| self.over_budget())
    }

    #[cold]
    fn over_budget(&self) -> Box<ReadError> {
        ReadError::over_budget(self.input.offset(), self.budget.limit())
    }
}

/// The field with a number. `next` is the index after the field before.
#[inline(never)]
fn find(
    fields: &'static [FieldDescriptor],
    next: usize,
    number: u32,
) -> Option<(usize, &'static FieldDescriptor)> {
    // Writers keep the order and skip absent fields.
    let (before, from_next) = fields.split_at_checked(next)?;
    let found = from_next.iter().position(|field| field.number() == number).map(|at| at + next);
    let index = found.or_else(|| before.iter().position(|field| field.number() == number))?;
    Some((index, fields.get(index)?))
}

/// The lowest 32 bits, which are all that a field of 32 bits keeps of a varint.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the other bits are dropped")]
const fn low_bits(varint: u64) -> i32 {
    varint as i32
}

/// The inverse of the encoding with the sign in the lowest bit.
#[inline]
const fn unzigzag(value: u64) -> u64 {
    (value >> 1) ^ (value & 1).wrapping_neg()
}
