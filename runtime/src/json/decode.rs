//! Reads messages: a reader driven by tables of fields.

use super::error::DecodeError;
use super::fault::{DUPLICATE_FOUND, Failure, Fault, MAP_KEY_ONCE};
use super::fields::{FieldTracker, KnownField};
use super::path::Step;
use super::reader::Reader;
use super::watch::{Unwatched, Watch};
use super::{DEPTH_EXPECTED, DEPTH_FOUND, MAX_DEPTH, fill};
use crate::enumeration::Enumeration;
use crate::message::{List, Map, MapSlot, Message, Slot};

/// Reads a message from ProtoJSON, which must be one object in UTF-8 without a byte order mark.
///
/// The message should be at its default: what is read is added to what is there. After an error
/// it holds what was read before the error.
///
/// # Errors
///
/// When the bytes are not JSON or a value does not fit its field.
pub fn decode_into(json: &[u8], message: &mut dyn Message) -> Result<(), DecodeError> {
    decode_watched(json, message, Unwatched)
}

/// Reads a message and tells `watch` what is unknown in it.
pub(super) fn decode_watched<W: Watch>(
    json: &[u8],
    message: &mut dyn Message,
    watch: W,
) -> Result<(), DecodeError> {
    let descriptor = message.descriptor();
    decode_document(json, message, watch).map_err(|fault| fault.into_error(descriptor, json))
}

fn decode_document<W: Watch>(
    json: &[u8],
    message: &mut dyn Message,
    watch: W,
) -> Result<(), Failure> {
    let text = match std::str::from_utf8(json) {
        Ok(text) if text.starts_with('\u{feff}') => {
            return Err(Fault::told(0, "JSON without a byte order mark", "a byte order mark"));
        }
        Ok(text) => text,
        Err(error) => {
            return Err(Fault::told(error.valid_up_to(), "UTF-8", "a byte that is not"));
        }
    };
    let mut decoder = Decoder { reader: Reader::new(text, 0), depth: 0, watch };
    decoder.reader.peek_token();
    decoder.message(message)?;
    match decoder.reader.peek_token() {
        None => Ok(()),
        Some(_) => decoder.reader.fail("the end of the input"),
    }
}

/// A reader, how deep it is, and who hears of what it does not know.
pub(super) struct Decoder<'a, W> {
    pub(super) reader: Reader<'a>,
    depth: u32,
    watch: W,
}

impl<W: Watch> Decoder<'_, W> {
    /// Consumes the opening bracket that stands here; `false` if its partner follows directly.
    pub(super) fn enter(&mut self, close: u8) -> Result<bool, Failure> {
        if self.depth == MAX_DEPTH {
            return Err(Fault::told(self.reader.offset(), DEPTH_EXPECTED, DEPTH_FOUND));
        }
        self.depth += 1;
        self.reader.eat(if close == b'}' { b'{' } else { b'[' });
        Ok(!self.reader.eat_token(close))
    }

    /// Notes that a bracket was closed.
    pub(super) const fn leave(&mut self) {
        self.depth -= 1;
    }

    fn message(&mut self, message: &mut dyn Message) -> Result<(), Failure> {
        let descriptor = message.descriptor();
        if self.reader.peek() != Some(b'{') {
            return Err(Fault::not_an_object(self.reader.offset()));
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

    /// Reads a key and its value.
    fn member(
        &mut self,
        message: &mut dyn Message,
        tracker: &mut FieldTracker,
    ) -> Result<(), Failure> {
        self.reader.peek_token();
        let offset = self.reader.offset();
        let Some(field) = self.key(tracker)? else {
            self.reader.colon()?;
            return self.skip_value();
        };
        let outcome = if tracker.mark(field) {
            self.field(message, tracker, field)
        } else {
            Err(Fault::duplicate(offset))
        };
        outcome.map_err(|fault| {
            fault.within(Step::Field { of: tracker.descriptor(), field: field.descriptor })
        })
    }

    /// Reads a key and finds its field; there may be none.
    #[inline]
    fn key(&mut self, tracker: &FieldTracker) -> Result<Option<KnownField>, Failure> {
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
        let found = tracker.find(&key);
        if found.is_none() {
            self.watch.unknown_field(offset, tracker.descriptor(), &key)?;
        }
        Ok(found)
    }

    #[inline]
    fn field(
        &mut self,
        message: &mut dyn Message,
        tracker: &mut FieldTracker,
        field: KnownField,
    ) -> Result<(), Failure> {
        self.reader.colon()?;
        if self.reader.peek_token() == Some(b'n') {
            return self.reader.literal("null");
        }
        let of = tracker.descriptor();
        if let Err(arms) = tracker.claim(field) {
            return Err(Fault::second_arm(self.reader.offset(), of, &arms));
        }
        self.watch.enter(|| Step::Field { of, field: field.descriptor });
        self.value(message.slot(field.index))?;
        self.watch.leave();
        Ok(())
    }

    /// Reads the value that starts here.
    fn value(&mut self, slot: Slot<'_>) -> Result<(), Failure> {
        match slot {
            Slot::String(place) if self.reader.peek() == Some(b'"') => {
                self.reader.string_into(place)
            }
            Slot::Message(message) => self.message(message),
            Slot::List(list) => self.list(list),
            Slot::Map(map) => self.map(map),
            Slot::None => self.skip_value(),
            Slot::Enum(place) if W::IS_ON => self.watched_enum(place),
            _ => self.scalar(slot),
        }
    }

    fn scalar(&mut self, slot: Slot<'_>) -> Result<(), Failure> {
        let offset = self.reader.offset();
        let filled = match self.reader.peek() {
            Some(b'"') => fill::from_text(slot, &self.reader.string()?),
            Some(b'-' | b'0'..=b'9') => fill::from_number(slot, self.reader.number()?),
            Some(b't') => {
                self.reader.literal("true")?;
                fill::from_bool(slot, true)
            }
            Some(b'f') => {
                self.reader.literal("false")?;
                fill::from_bool(slot, false)
            }
            _ => Err(fill::expected(&slot)),
        };
        filled.map_err(|expected| Fault::mismatch(offset, expected))
    }

    fn watched_enum(&mut self, place: &mut dyn Enumeration) -> Result<(), Failure> {
        self.scalar(Slot::Enum(place))?;
        self.watch.enum_value(place);
        Ok(())
    }

    fn list(&mut self, list: &mut dyn List) -> Result<(), Failure> {
        if self.reader.peek() != Some(b'[') {
            let expected = fill::expected(&Slot::List(list));
            return Err(Fault::mismatch(self.reader.offset(), expected));
        }
        if self.enter(b']')? {
            let mut index = 0;
            loop {
                self.reader.peek_token();
                self.watch.enter(|| Step::Index(index));
                self.not_null("an element")
                    .and_then(|()| self.value(list.push()))
                    .map_err(|fault| fault.within(Step::Index(index)))?;
                self.watch.leave();
                if !self.reader.more(b']')? {
                    break;
                }
                index += 1;
            }
        }
        self.leave();
        Ok(())
    }

    fn map(&mut self, map: &mut dyn Map) -> Result<(), Failure> {
        if self.reader.peek() != Some(b'{') {
            let expected = fill::expected(&Slot::Map(map));
            return Err(Fault::mismatch(self.reader.offset(), expected));
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

    /// Reads a key and a value of a map.
    fn entry(&mut self, map: &mut dyn Map) -> Result<(), Failure> {
        self.reader.peek_token();
        let offset = self.reader.offset();
        let key = self.reader.string()?;
        let slot = match map.insert(&key) {
            MapSlot::Vacant(slot) => slot,
            MapSlot::Occupied => {
                return Err(Fault::told(offset, MAP_KEY_ONCE, DUPLICATE_FOUND)
                    .within(Step::Key(key.into_owned())));
            }
            MapSlot::BadKey(kind) => {
                return Err(Fault::mismatch(offset, format!("a key of type {kind}")));
            }
        };
        self.reader.colon()?;
        self.reader.peek_token();
        self.watch.enter(|| Step::Key(key.as_ref().to_owned()));
        self.not_null("a value")
            .and_then(|()| self.value(slot))
            .map_err(|fault| fault.within(Step::Key(key.into_owned())))?;
        self.watch.leave();
        Ok(())
    }

    /// Refuses `null` where a list or map needs something.
    #[inline]
    fn not_null(&self, expected: &'static str) -> Result<(), Failure> {
        if self.reader.peek() == Some(b'n') {
            Err(Fault::mismatch(self.reader.offset(), expected))
        } else {
            Ok(())
        }
    }
}
