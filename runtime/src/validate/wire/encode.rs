//! Writes violations.

use crate::validate::Violation;
use crate::validate::path::{Element, Key, Subscript};
use crate::wire::RecordWriter;

/// Writes a `buf.validate.Violations`.
pub(in crate::validate) fn encode<'a>(violations: impl Iterator<Item = &'a Violation>) -> Vec<u8> {
    let mut out = RecordWriter::default();
    for violation in violations {
        out.bytes(1, self::violation(violation));
    }
    out.into_vec()
}

fn violation(violation: &Violation) -> Vec<u8> {
    let mut out = RecordWriter::default();
    out.bytes(2, violation.rule());
    out.bytes(3, violation.message());
    out.flag(4, violation.for_key());
    let mut path = RecordWriter::default();
    for element in violation.elements() {
        path.bytes(1, self::element(element));
    }
    out.bytes(5, path.into_vec());
    out.into_vec()
}

fn element(element: &Element) -> Vec<u8> {
    let mut out = RecordWriter::default();
    if let Some((field, _)) = element.field {
        out.number(1, field.into());
    }
    out.bytes(2, element.name.as_bytes());
    if let Some((_, field_type)) = element.field {
        out.number(3, field_type.0);
    }
    match &element.subscript {
        None => {}
        Some(Subscript::Index(index)) => out.number(6, *index),
        Some(Subscript::Entry { key, types }) => {
            if let Some((key_type, value_type)) = types {
                out.number(4, key_type.0);
                out.number(5, value_type.0);
            }
            self::key(&mut out, key);
        }
    }
    out.into_vec()
}

fn key(out: &mut RecordWriter, key: &Key) {
    match key {
        Key::Bool(key) => out.number(7, (*key).into()),
        // Negative numbers are written in two's complement.
        Key::Int(key) => out.number(8, key.cast_unsigned()),
        Key::Uint(key) => out.number(9, *key),
        Key::Text(key) => out.bytes(10, key),
        Key::Hidden => {}
    }
}
