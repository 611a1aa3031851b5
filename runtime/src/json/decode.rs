//! Decodes messages: drives a [`Reader`] by the descriptor of a message.

use super::fields::{FieldTracker, KnownField, OneofConflict};
use super::reader::{Reader, RunEnd};
use super::report::decode_error;
use super::{NON_NULL_ELEMENT, NON_NULL_VALUE, scalars};
use crate::enumeration::{self, Enumeration};
use crate::message::{Budget, List, Map, MapSlot, Message, MessageDescriptor, OverBudget, Slot};
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
    decode_with(json, message, IgnoreUnknown, Budget::new(None))
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
    let budget = options.budget();
    match options.handler(message.descriptor()) {
        Some(handler) => decode_with(json, message, handler, budget),
        None => decode_with(json, message, IgnoreUnknown, budget),
    }
}

/// Decodes a message within a budget and reports unknown fields and enum values to a handler.
fn decode_with<H: UnknownHandler>(
    json: &[u8],
    message: &mut dyn Message,
    unknown: H,
    budget: Budget,
) -> Result<(), DecodeError> {
    let descriptor = message.descriptor();
    let decoded = decode_document(json, message, unknown, budget);
    decoded.map_err(|error| decode_error(*error, descriptor, json))
}

fn decode_document<H: UnknownHandler>(
    json: &[u8],
    message: &mut dyn Message,
    unknown: H,
    budget: Budget,
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
    let mut decoder = Decoder { reader: Reader::new(text, 0), depth: 0, unknown, budget };
    decoder.reader.peek_token();
    decoder.message(message)?;
    match decoder.reader.peek_token() {
        None => Ok(()),
        Some(_) => decoder.reader.fail("the end of the input"),
    }
}

/// A decoding in progress.
pub(super) struct Decoder<'a, H> {
    pub(super) reader: Reader<'a>,
    /// The number of objects and arrays that are open.
    depth: u32,
    unknown: H,
    budget: Budget,
}

impl<H: UnknownHandler> Decoder<'_, H> {
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
    fn allocate(&mut self, bytes: usize) -> ReadResult<()> {
        self.budget.allocate(bytes).map_err(|OverBudget| self.over_budget())
    }

    #[cold]
    fn over_budget(&self) -> Box<ReadError> {
        ReadError::over_budget(self.reader.offset(), self.budget.limit())
    }

    /// Records that an object or array was closed.
    pub(super) const fn leave(&mut self) {
        self.depth -= 1;
    }

    fn message(&mut self, message: &mut dyn Message) -> ReadResult<()> {
        let descriptor = message.descriptor();
        if self.reader.peek() != Some(b'{') {
            return Err(ReadError::not_an_object(self.reader.offset()));
        }
        if self.enter(b'}')? {
            let mut tracker = FieldTracker::new(descriptor);
            loop {
                self.member(message, &mut tracker)?;
                if !self.reader.more(b'}')? {
                    break;
                }
            }
        }
        self.leave();
        Ok(())
    }

    /// Decodes the key and value of a field.
    fn member(&mut self, message: &mut dyn Message, tracker: &mut FieldTracker) -> ReadResult<()> {
        self.reader.peek_token();
        let offset = self.reader.offset();
        let Some(field) = self.key(tracker)? else {
            self.reader.colon()?;
            return self.skip_value();
        };
        let result = if tracker.mark(field) {
            self.field(message, tracker, field)
        } else {
            Err(ReadError::duplicate_field(offset))
        };
        result.map_err(|error| {
            error.within(PathSegment::Field { of: tracker.descriptor(), field: field.descriptor })
        })
    }

    /// Reads a key and looks up its field. Returns `None` for an unknown field.
    #[inline]
    fn key(&mut self, tracker: &FieldTracker) -> ReadResult<Option<KnownField>> {
        if let Some(likely) = tracker.likely()
            && self.reader.eat_key(likely.descriptor.json_name())
        {
            return Ok(Some(likely));
        }
        if self.reader.peek() != Some(b'"') {
            return self.reader.fail("a key");
        }
        let offset = self.reader.offset();
        let key = self.reader.string()?;
        let field = tracker.find(&key);
        if field.is_none() {
            self.unknown.unknown_field(offset, tracker.descriptor(), &key)?;
        }
        Ok(field)
    }

    #[inline]
    fn field(
        &mut self,
        message: &mut dyn Message,
        tracker: &mut FieldTracker,
        field: KnownField,
    ) -> ReadResult<()> {
        self.reader.colon()?;
        if self.reader.peek_token() == Some(b'n') {
            return self.reader.literal("null");
        }
        let of = tracker.descriptor();
        if let Err(conflict) = tracker.claim(field) {
            return Err(oneof_conflict(self.reader.offset(), of, &conflict));
        }
        self.unknown.enter(|| PathSegment::Field { of, field: field.descriptor });
        match self.budget.slot(message, field.index) {
            Ok(slot) => self.value(slot)?,
            Err(OverBudget) => return Err(self.over_budget()),
        }
        self.unknown.leave();
        Ok(())
    }

    /// Decodes a value into a slot.
    fn value(&mut self, slot: Slot<'_>) -> ReadResult<()> {
        match slot {
            Slot::String(value) if self.reader.peek() == Some(b'"') => self.string(value),
            Slot::Message(message) => self.message(message),
            Slot::List(list) => self.list(list),
            Slot::Map(map) => self.map(map),
            Slot::None => self.skip_value(),
            Slot::Enum(value) => self.enumeration(value),
            _ => self.scalar(slot),
        }
    }

    fn string(&mut self, value: &mut String) -> ReadResult<()> {
        let (run, end) = self.reader.open_string()?;
        if end == RunEnd::Quote {
            self.allocate(run.len())?;
            *value = run.to_owned();
        } else {
            let text = self.reader.rest_of_string(run)?;
            self.allocate(text.len())?;
            *value = text;
        }
        Ok(())
    }

    fn scalar(&mut self, slot: Slot<'_>) -> ReadResult<()> {
        let offset = self.reader.offset();
        let result = match self.reader.peek() {
            Some(b'"') => {
                let text = self.reader.string()?;
                if let Slot::Bytes(_) = slot {
                    self.allocate(text.len())?;
                }
                scalars::set_from_str(slot, &text)
            }
            Some(b'-' | b'0'..=b'9') => scalars::set_from_number(slot, self.reader.number()?),
            Some(b't') => {
                self.reader.literal("true")?;
                scalars::set_from_bool(slot, true)
            }
            Some(b'f') => {
                self.reader.literal("false")?;
                scalars::set_from_bool(slot, false)
            }
            _ => Err(scalars::expected(&slot)),
        };
        result.map_err(|expected| ReadError::invalid_value(offset, expected))
    }

    fn enumeration(&mut self, value: &mut dyn Enumeration) -> ReadResult<()> {
        let offset = self.reader.offset();
        self.scalar(Slot::Enum(value))?;
        if value.index().is_err() {
            self.allocate(enumeration::text(value).len())?;
        }
        self.unknown.enum_value(offset, value)
    }

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
                self.not_null(NON_NULL_ELEMENT)
                    .and_then(|()| self.element(list))
                    .map_err(|error| error.within(PathSegment::Index(index)))?;
                self.unknown.leave();
                if !self.reader.more(b']')? {
                    break;
                }
                index += 1;
            }
        }
        self.leave();
        Ok(())
    }

    /// Decodes an element of a list.
    #[inline]
    fn element(&mut self, list: &mut dyn List) -> ReadResult<()> {
        match list.push_within(&mut self.budget) {
            Ok(slot) => self.value(slot),
            Err(OverBudget) => Err(self.over_budget()),
        }
    }

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
        let slot = match map.insert_within(&key, &mut self.budget) {
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
        self.not_null(NON_NULL_VALUE)
            .and_then(|()| self.value(slot))
            .map_err(|error| error.within(PathSegment::Key(key.into_owned())))?;
        self.unknown.leave();
        Ok(())
    }

    /// Rejects `null` as an element of a list or value of a map.
    #[inline]
    fn not_null(&self, expected: &'static str) -> ReadResult<()> {
        if self.reader.peek() == Some(b'n') {
            Err(ReadError::invalid_value(self.reader.offset(), expected))
        } else {
            Ok(())
        }
    }
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
