//! Writes JSON tokens: strings, keys and numbers.
//!
//! It knows nothing of messages but the keys of their fields.

use gitpod_formats::digits::{Digits, ShortText};

use super::{number, scan};
use crate::message::FieldDescriptor;

/// Writes a string with the escapes that JSON requires and no others.
#[inline]
pub(super) fn string(out: &mut Vec<u8>, text: &str) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    if !scan::push_plain(out, text.as_bytes()) {
        with_escapes(out, text);
    }
    out.push(b'"');
}

#[cold]
fn with_escapes(out: &mut Vec<u8>, text: &str) {
    let mut rest = text;
    loop {
        // A run ends before an ASCII byte, which is a character boundary.
        let run = scan::plain_run(rest.as_bytes());
        let (plain, special) = rest.split_at_checked(run).unwrap_or((rest, ""));
        out.extend_from_slice(plain.as_bytes());
        let mut special = special.chars();
        let Some(character) = special.next() else {
            break;
        };
        escape(out, character);
        rest = special.as_str();
    }
}

fn escape(out: &mut Vec<u8>, character: char) {
    let short = match character {
        '"' => b"\\\"",
        '\\' => b"\\\\",
        '\u{8}' => b"\\b",
        '\u{c}' => b"\\f",
        '\n' => b"\\n",
        '\r' => b"\\r",
        '\t' => b"\\t",
        _ => {
            out.extend_from_slice(b"\\u00");
            let code = u32::from(character);
            let digits = [code >> 4, code].map(|digit| char::from_digit(digit & 0xf, 16));
            return out.extend(digits.into_iter().flatten().map(|digit| digit as u8));
        }
    };
    out.extend_from_slice(short);
}

/// Writes a string of characters that need no escapes.
pub(super) fn quoted(out: &mut Vec<u8>, text: &[u8]) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text);
    out.push(b'"');
}

/// Writes a time as a string.
pub(super) fn short(out: &mut Vec<u8>, text: &ShortText) {
    out.push(b'"');
    let (text, len) = text.padded();
    push_padded(out, text, len);
    out.push(b'"');
}

/// Writes the start of an array of fixed size, which is copied without a call.
#[inline]
fn push_padded<const N: usize>(out: &mut Vec<u8>, padded: &[u8; N], len: usize) {
    let end = out.len() + len;
    out.extend_from_slice(padded);
    out.truncate(end);
}

/// Writes a comma and the key of a field.
#[inline]
pub(super) fn key(out: &mut Vec<u8>, field: &FieldDescriptor) {
    match field.json_key().padded() {
        Some((key, len)) => push_padded(out, key, len),
        None => name(out, field.json_name()),
    }
}

/// Writes a comma and a key, which must be an identifier.
#[cold]
pub(super) fn name(out: &mut Vec<u8>, name: &str) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
}

/// Puts brackets around what was written from `start` on, which is empty or begins with a comma.
#[inline]
pub(super) fn enclose(out: &mut Vec<u8>, start: usize, [open, close]: [u8; 2]) {
    match out.get_mut(start) {
        Some(comma) => {
            *comma = open;
            out.push(close);
        }
        None => out.extend_from_slice(&[open, close]),
    }
}

/// Writes a signed integer.
pub(super) fn signed(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    unsigned(out, value.unsigned_abs());
}

/// Writes an unsigned integer.
pub(super) fn unsigned(out: &mut Vec<u8>, value: u64) {
    match u8::try_from(value) {
        Ok(digit @ 0..10) => out.push(b'0' + digit),
        _ => out.extend_from_slice(Digits::of(value).as_bytes()),
    }
}

/// Writes a float, or its name as a string if it is not finite.
pub(super) fn float<T>(out: &mut Vec<u8>, value: T)
where
    T: Copy + Into<f64> + std::fmt::Display + std::fmt::LowerExp,
{
    let text = number::float_text(value);
    if value.into().is_finite() {
        out.extend_from_slice(text.as_bytes());
    } else {
        quoted(out, text.as_bytes());
    }
}
