//! Writes violations.

use super::{LENGTH, VARINT};
use crate::validate::Violation;
use crate::validate::path::{Element, Key, Subscript};

/// Writes a `buf.validate.Violations`.
pub(in crate::validate) fn encode<'a>(violations: impl Iterator<Item = &'a Violation>) -> Vec<u8> {
    let mut out = Vec::new();
    for violation in violations {
        bytes(&mut out, 1, &self::violation(violation));
    }
    out
}

fn violation(violation: &Violation) -> Vec<u8> {
    let mut out = Vec::new();
    bytes(&mut out, 2, violation.rule().as_bytes());
    bytes(&mut out, 3, violation.message().as_bytes());
    if violation.for_key() {
        number(&mut out, 4, 1);
    }
    let mut path = Vec::new();
    for element in violation.elements() {
        bytes(&mut path, 1, &self::element(element));
    }
    bytes(&mut out, 5, &path);
    out
}

fn element(element: &Element) -> Vec<u8> {
    let mut out = Vec::new();
    if let Some((field, _)) = element.field {
        number(&mut out, 1, field.into());
    }
    bytes(&mut out, 2, element.name.as_bytes());
    if let Some((_, field_type)) = element.field {
        number(&mut out, 3, field_type.0);
    }
    match &element.subscript {
        None => {}
        Some(Subscript::Index(index)) => number(&mut out, 6, *index),
        Some(Subscript::Entry { key, types }) => {
            if let Some((key_type, value_type)) = types {
                number(&mut out, 4, key_type.0);
                number(&mut out, 5, value_type.0);
            }
            self::key(&mut out, key);
        }
    }
    out
}

fn key(out: &mut Vec<u8>, key: &Key) {
    match key {
        Key::Bool(key) => number(out, 7, (*key).into()),
        // Negative numbers are written in two's complement.
        Key::Int(key) => number(out, 8, key.cast_unsigned()),
        Key::Uint(key) => number(out, 9, *key),
        Key::Text(key) => bytes(out, 10, key.as_bytes()),
        Key::Hidden => {}
    }
}

fn bytes(out: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    varint(out, field << 3 | LENGTH);
    varint(out, u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    out.extend_from_slice(bytes);
}

fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3 | VARINT);
    varint(out, value);
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}
