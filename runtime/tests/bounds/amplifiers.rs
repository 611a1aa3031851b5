//! Input that is small and large in memory, in both encodings.
//!
//! Made from descriptors alone, so that it covers all kinds of fields of any message type.

use crate::gitpod_runtime::Message;
use crate::gitpod_runtime::codec::{Codec, ReadOptions};
use crate::gitpod_runtime::message::{FieldDescriptor, MapSlot, Slot};

/// The number of messages inside of each other that a small value has at most.
const DEPTH: usize = 2;

/// Documents of about this size, with as many elements or entries as fit. One for each repeated and
/// map field of the message and each small value of its elements.
pub(crate) fn amplifiers(message: &mut dyn Message, size: usize) -> Vec<String> {
    let mut documents = Vec::new();
    for (index, field) in message.descriptor().fields().iter().enumerate() {
        let name = field.json_name();
        match message.slot(index) {
            Slot::List(list) => {
                for element in small_values(list.push(), DEPTH) {
                    let count = size / (element.len() + 1);
                    let elements = vec![element; count].join(",");
                    documents.push(format!("{{\"{name}\":[{elements}]}}"));
                }
            }
            Slot::Map(map) => {
                let first = key(map.key_type(), 1);
                let MapSlot::Vacant(slot) = map.insert(&first) else {
                    panic!("the map of {name} has no key {first}");
                };
                for value in small_values(slot, DEPTH) {
                    let count = if first == "true" { 2 } else { size / (value.len() + 10) };
                    let entry = |at| format!("\"{}\":{value}", key(map.key_type(), at));
                    let entries = (0..count).map(entry).collect::<Vec<_>>().join(",");
                    documents.push(format!("{{\"{name}\":{{{entries}}}}}"));
                }
            }
            _ => {}
        }
    }
    documents
}

/// The same document in binary, which is smaller. `None` if it has an enum value without a number.
pub(crate) fn in_binary(message: &mut dyn Message, json: &str) -> Option<Vec<u8>> {
    let read = ReadOptions::new().decode_into(Codec::Json, json.as_bytes(), message);
    read.unwrap_or_else(|error| panic!("{error}: {json:.120}"));
    Codec::Binary.encode(message).ok()
}

/// Binary input of about this size that JSON cannot express, because a field occurs only once in it.
/// Not all of it is valid.
pub(crate) fn repetitions(message: &dyn Message, size: usize) -> Vec<Vec<u8>> {
    let fields = message.descriptor().fields();
    // An unknown field, too.
    let unknown = [varint(536_870_911 << 3 | 2), vec![0]].concat();
    let mut units = vec![unknown, [varint(536_870_910 << 3), vec![0]].concat()];
    for (index, field) in fields.iter().enumerate() {
        let own = small_records(field);
        // Fields of a oneof replace each other.
        let next = fields.get(index + 1).map(small_records).unwrap_or_default();
        units.extend(own.iter().zip(&next).map(|(one, other)| [&**one, other].concat()));
        units.extend(own);
    }
    units.iter().map(|unit| unit.repeat(size / unit.len() + 1)).collect()
}

/// Records with the number of a field and little in them.
fn small_records(field: &FieldDescriptor) -> Vec<Vec<u8>> {
    let number = field.number() << 3;
    let contents: [&[u8]; 8] = [
        &[],
        b"a",
        &[0x0a, 0],
        &[0x12, 0],
        &[0x0a, 1, b'a'],
        &[0x12, 1, b'a'],
        &[0x08, 0x63],
        &[0xfa, 0xff, 0xff, 0xff, 0x0f, 0],
    ];
    let length = varint(number | 2);
    let with = |contents: &[u8]| [&*length, &[contents.len() as u8], contents].concat();
    let mut records: Vec<_> = contents.into_iter().map(with).collect();
    records.push([varint(number), vec![0x63]].concat());
    records.push([varint(number | 1), vec![0; 8]].concat());
    records.push([varint(number | 5), vec![0; 4]].concat());
    records
}

fn varint(mut value: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

/// The key of a map's entry at an index.
fn key(key_type: &str, index: usize) -> String {
    match key_type {
        "bool" => (index == 1).to_string(),
        // Descending, so that each is inserted before the others.
        _ => (9_999_999 - index).to_string(),
    }
}

/// Small encodings that a slot accepts. Those of a message have at most one field.
fn small_values(slot: Slot<'_>, depth: usize) -> Vec<String> {
    let texts: &[&str] = match slot {
        Slot::None => &[],
        Slot::Bool(_) => &["false"],
        Slot::I32(_) | Slot::U32(_) | Slot::I64(_) | Slot::U64(_) => &["0"],
        Slot::F32(_) | Slot::F64(_) => &["0"],
        Slot::String(_) => &["\"\"", "\"a\"", "\"\\n\""],
        Slot::Bytes(_) => &["\"\"", "\"AA\""],
        Slot::Timestamp(_) => &["\"1970-01-01T00:00:00Z\""],
        Slot::Duration(_) => &["\"0s\""],
        Slot::Enum(_) => &["0", "99", "\"x\""],
        Slot::Message(message) => return small_messages(message, depth),
        Slot::List(list) => {
            let elements = small_values(list.push(), depth);
            return elements.into_iter().map(|element| format!("[{element}]")).collect();
        }
        Slot::Map(map) => {
            let key = key(map.key_type(), 1);
            let MapSlot::Vacant(slot) = map.insert(&key) else {
                panic!("the map has no key {key}");
            };
            let values = small_values(slot, depth);
            return values.into_iter().map(|value| format!("{{\"{key}\":{value}}}")).collect();
        }
    };
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn small_messages(message: &mut dyn Message, depth: usize) -> Vec<String> {
    let mut texts = vec!["{}".to_owned()];
    if depth == 0 {
        return texts;
    }
    for (index, field) in message.descriptor().fields().iter().enumerate() {
        let values = small_values(message.slot(index), depth - 1);
        texts.extend(values.iter().map(|value| format!("{{\"{}\":{value}}}", field.json_name())));
    }
    texts
}
