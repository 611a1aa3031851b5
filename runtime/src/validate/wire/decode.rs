//! Reads violations, including those of other implementations.

use super::{END_GROUP, FIXED32, FIXED64, LENGTH, START_GROUP, VARINT};
use crate::validate::Violation;
use crate::validate::path::{Element, Key, Subscript, WireType};

/// The maximum number of violations to read. An empty one takes two bytes, and a hundred in memory.
const MAX_VIOLATIONS: usize = 1000;

/// The maximum length of a path: the maximum nesting of a message in JSON.
const MAX_PATH: usize = 100;

/// Reads a `buf.validate.Violations`, and returns whether there are more than the maximum. Returns
/// `None` for malformed bytes.
pub(in crate::validate) fn decode(bytes: &[u8]) -> Option<(Vec<Violation>, bool)> {
    let mut violations = Vec::new();
    for field in Fields(bytes) {
        if let (1, Content::Bytes(bytes)) = field? {
            if violations.len() == MAX_VIOLATIONS {
                return Some((violations, true));
            }
            violations.push(violation(bytes)?);
        }
    }
    Some((violations, false))
}

fn violation(bytes: &[u8]) -> Option<Violation> {
    let (mut rule, mut message, mut for_key) = (String::new(), String::new(), false);
    let mut elements = Vec::new();
    for field in Fields(bytes) {
        match field? {
            (2, Content::Bytes(bytes)) => rule = text(bytes)?,
            (3, Content::Bytes(bytes)) => message = text(bytes)?,
            (4, Content::Number(value)) => for_key = value != 0,
            (5, Content::Bytes(bytes)) => path(bytes, &mut elements)?,
            _ => {}
        }
    }
    Some(Violation::new(elements, rule, message, for_key))
}

fn path(bytes: &[u8], elements: &mut Vec<Element>) -> Option<()> {
    for field in Fields(bytes) {
        if let (1, Content::Bytes(bytes)) = field? {
            if elements.len() == MAX_PATH {
                return None;
            }
            elements.push(element(bytes)?);
        }
    }
    Some(())
}

fn element(bytes: &[u8]) -> Option<Element> {
    let (mut name, mut number, mut kind) = (String::new(), None, None);
    let (mut key_type, mut value_type) = (None, None);
    let (mut key, mut index) = (None, None);
    for field in Fields(bytes) {
        match field? {
            (1, Content::Number(value)) => number = u32::try_from(value).ok(),
            (2, Content::Bytes(bytes)) => name = text(bytes)?,
            (3, Content::Number(value)) => kind = Some(WireType(value)),
            (4, Content::Number(value)) => key_type = Some(WireType(value)),
            (5, Content::Number(value)) => value_type = Some(WireType(value)),
            (6, Content::Number(value)) => index = Some(value),
            (7, Content::Number(value)) => key = Some(Key::Bool(value != 0)),
            (8, Content::Number(value)) => key = Some(Key::Int(value.cast_signed())),
            (9, Content::Number(value)) => key = Some(Key::Uint(value)),
            (10, Content::Bytes(bytes)) => key = Some(Key::Text(text(bytes)?)),
            _ => {}
        }
    }
    let types = key_type.zip(value_type);
    // Types without a key are an entry with a redacted key.
    let key = key.or(types.map(|_| Key::Hidden));
    let entry = key.map(|key| Subscript::Entry { key, types });
    let subscript = index.map(Subscript::Index).or(entry);
    Some(Element { name: name.into(), field: number.zip(kind), subscript })
}

fn text(bytes: &[u8]) -> Option<String> {
    String::from_utf8(bytes.to_vec()).ok()
}

/// The content of a field.
enum Content<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    /// A wire type that violations do not use.
    Other,
}

/// The fields of a message with their numbers. Malformed bytes yield `None` and end the iteration.
struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = Option<(u64, Content<'a>)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let field = self.field();
        if field.is_none() {
            self.0 = &[];
        }
        Some(field)
    }
}

impl<'a> Fields<'a> {
    fn field(&mut self) -> Option<(u64, Content<'a>)> {
        let (number, wire_type) = self.tag()?;
        let content = match wire_type {
            START_GROUP => self.skip_group(number)?,
            other => self.content(other)?,
        };
        Some((number, content))
    }

    /// A field number and a wire type.
    fn tag(&mut self) -> Option<(u64, u64)> {
        let tag = self.varint()?;
        (tag >> 3 > 0).then_some((tag >> 3, tag & 7))
    }

    /// The content of a field that is not a group.
    fn content(&mut self, wire_type: u64) -> Option<Content<'a>> {
        Some(match wire_type {
            VARINT => Content::Number(self.varint()?),
            LENGTH => {
                let length = usize::try_from(self.varint()?).ok()?;
                Content::Bytes(self.take(length)?)
            }
            FIXED64 => self.take(8).map(|_| Content::Other)?,
            FIXED32 => self.take(4).map(|_| Content::Other)?,
            _ => return None,
        })
    }

    /// Skips a group, and those inside of it. None of them is known.
    fn skip_group(&mut self, number: u64) -> Option<Content<'a>> {
        let mut open = vec![number];
        while let Some(innermost) = open.last() {
            match self.tag()? {
                (number, START_GROUP) if open.len() < MAX_PATH => open.push(number),
                (number, END_GROUP) if number == *innermost => drop(open.pop()),
                (_, other) => _ = self.content(other)?,
            }
        }
        Some(Content::Other)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let (first, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}
