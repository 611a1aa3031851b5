//! Reads and writes the JSON form of an `Any`: the message in it, with the URL of its type.

#[cfg(feature = "serde")]
mod text;

use super::decode::Decoder;
use super::encode::{self, Encoding, Written};
use super::well_known::{TYPE_KEY, VALUE_KEY, unknown_type};
use super::writer;
use crate::binary;
use crate::message::{Budget, Message, MessageDescriptor, Slot, Value};
use crate::scalar::Bytes;
use crate::wire::{EncodeFault, MAX_DEPTH, PathSegment, ReadError, ReadResult, UnknownHandler};

#[cfg(feature = "serde")]
pub(crate) use text::{read_text, write_text};

/// The memory that the messages of an `Any` may take while they are written, in bytes. The encoding
/// that the `Any` holds may be far smaller.
const MEMORY_LIMIT: usize = 64 << 20;

/// The key `@type` and its value.
struct TypeKey {
    /// The offset of the key.
    key: usize,
    /// The offset of the value.
    value: usize,
    url: String,
}

impl<H: UnknownHandler> Decoder<'_, H> {
    /// Decodes the message in an `Any` and stores its binary encoding.
    pub(super) fn any(&mut self, any: &mut dyn Message) -> ReadResult<()> {
        let start = self.reader.offset();
        if self.reader.peek() != Some(b'{') {
            return Err(ReadError::not_an_object(start));
        }
        let Some(found) = self.find_type()? else {
            // An empty object is an `Any` without a type.
            if self.enter(b'}')? {
                return Err(ReadError::new(
                    start,
                    "an object with the key `@type`",
                    "one without it",
                ));
            }
            self.leave();
            return Ok(());
        };
        let Some(of) = self.types.find(&found.url) else {
            return Err(ReadError::invalid_value(found.value, unknown_type(&found.url)));
        };
        let mut message = of.new_message();
        // The message is gone when the next one is decoded, and with it its charge.
        let budget = self.budget.clone();
        self.allocate(size_of_val(&*message))?;
        self.any_members(&mut *message, found.key)?;
        self.budget = budget;
        let value = binary::encode_to_vec(&*message).map_err(|error| {
            ReadError::new(start, "a message with a binary encoding", error.to_string())
        })?;
        self.allocate(found.url.len())?;
        self.allocate(value.len())?;
        set(any, found.url, value);
        Ok(())
    }

    /// Looks for the key `@type` of the object that comes next, without consuming anything.
    fn find_type(&mut self) -> ReadResult<Option<TypeKey>> {
        let (start, depth) = (self.reader.offset(), self.depth);
        let found = self.scan_for_type();
        self.reader.rewind(start);
        self.depth = depth;
        found
    }

    fn scan_for_type(&mut self) -> ReadResult<Option<TypeKey>> {
        if !self.enter(b'}')? {
            return Ok(None);
        }
        loop {
            self.reader.peek_token();
            let key = self.reader.offset();
            let is_type = self.reader.string()? == TYPE_KEY;
            self.reader.colon()?;
            if is_type {
                self.reader.peek_token();
                let value = self.reader.offset();
                let url = self.reader.string()?.into_owned();
                return Ok(Some(TypeKey { key, value, url }));
            }
            self.skip_value()?;
            if !self.reader.more(b'}')? {
                return Ok(None);
            }
        }
    }

    /// Decodes the object of an `Any`, whose key `@type` is at an offset, into the message in it.
    fn any_members(&mut self, message: &mut dyn Message, type_key: usize) -> ReadResult<()> {
        let of = message.descriptor();
        if of.well_known_type().is_none() {
            return self.message(message, Some(type_key));
        }
        let outer = self.types;
        self.types = outer.inside(of);
        self.enter(b'}')?;
        self.well_known_members(message, of, type_key)?;
        self.leave();
        self.types = outer;
        Ok(())
    }

    /// Decodes the members of an `Any` with a type whose JSON form may be no object: `@type` and `value`.
    fn well_known_members(
        &mut self,
        message: &mut dyn Message,
        of: &'static MessageDescriptor,
        type_key: usize,
    ) -> ReadResult<()> {
        let mut has_value = false;
        loop {
            self.reader.peek_token();
            let offset = self.reader.offset();
            let key = self.reader.string()?;
            if offset == type_key {
                self.reader.colon()?;
                self.skip_value()?;
            } else if key == TYPE_KEY {
                return Err(ReadError::duplicate_field(offset));
            } else if key == VALUE_KEY {
                if std::mem::replace(&mut has_value, true) {
                    return Err(ReadError::duplicate_field(offset));
                }
                self.reader.colon()?;
                self.reader.peek_token();
                let segment = || PathSegment::UnknownField { of, key: VALUE_KEY.to_owned() };
                self.unknown.enter(segment);
                self.value(&mut Slot::Message(message)).map_err(|error| error.within(segment()))?;
                self.unknown.leave();
            } else {
                // The JSON form of an `Any` has no other members.
                self.unknown.unknown_field(offset, of, &key)?;
                self.reader.colon()?;
                self.skip_value()?;
            }
            if !self.reader.more(b'}')? {
                break;
            }
        }
        match has_value {
            true => Ok(()),
            false => Err(ReadError::new(type_key, "the key `value` beside `@type`", "none")),
        }
    }
}

fn set(any: &mut dyn Message, url: String, value: Vec<u8>) {
    if let Slot::String(slot) = any.slot(0) {
        *slot = url;
    }
    if let Slot::Bytes(slot) = any.slot(1) {
        *slot = Bytes::from(value);
    }
}

/// Writes the message in an `Any`.
pub(super) fn write<const DEFAULTS: bool>(
    any: &dyn Message,
    out: &mut Vec<u8>,
    encoding: &mut Encoding,
) -> Written {
    let (Value::String(url), Value::Bytes(value)) = (any.get(0), any.get(1)) else { return Ok(()) };
    if url.is_empty() && value.is_empty() {
        out.extend_from_slice(b"{}");
        return Ok(());
    }
    let fault = |problem| Err(EncodeFault::new(problem, url));
    let Some(of) = encoding.types.find(url) else {
        return fault("JSON has no form for a message of the unknown type");
    };
    if encoding.depth >= MAX_DEPTH {
        return fault("JSON has more than 100 levels of nesting with the message of the type");
    }
    let mut message = of.new_message();
    let budget = encoding.budget.get_or_insert_with(|| Budget::new(Some(MEMORY_LIMIT))).clone();
    let mut left = budget.clone();
    if binary::decode_within(value, &mut *message, &mut left).is_err() {
        return fault("the value is not an encoded message of the type");
    }
    encoding.budget = Some(left);
    let written = members::<DEFAULTS>(&*message, url, out, encoding);
    encoding.budget = Some(budget);
    written
}

fn members<const DEFAULTS: bool>(
    message: &dyn Message,
    url: &str,
    out: &mut Vec<u8>,
    encoding: &mut Encoding,
) -> Written {
    out.extend_from_slice(b"{\"@type\":");
    writer::string(out, url);
    let first = message.chunk(0);
    encoding.depth += 1;
    if first.descriptor().well_known_type().is_some() {
        writer::name(out, VALUE_KEY);
        encode::value::<DEFAULTS>(&Value::Message(message), out, encoding)?;
    } else {
        encode::members::<DEFAULTS>(message, &first, out, encoding)?;
    }
    encoding.depth -= 1;
    out.push(b'}');
    Ok(())
}
