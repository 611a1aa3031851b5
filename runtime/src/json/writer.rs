//! Writes JSON tokens: strings, keys and numbers.
//!
//! It knows nothing of messages.

use gitpod_formats::digits::Digits;

use super::{number, scan};

/// Writes a string with the escapes that JSON requires and no others.
pub(super) fn string(out: &mut Vec<u8>, text: &str) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    let mut rest = text.as_bytes();
    loop {
        let (plain, special) = rest.split_at_checked(scan::plain_run(rest)).unwrap_or((rest, &[]));
        out.extend_from_slice(plain);
        let Some((byte, tail)) = special.split_first() else {
            break;
        };
        escape(out, *byte);
        rest = tail;
    }
    out.push(b'"');
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' => b'"',
        b'\\' => b'\\',
        0x08 => b'b',
        0x0c => b'f',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        _ => {
            let hex = |digit: u8| if digit < 10 { b'0' + digit } else { b'a' + digit - 10 };
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', hex(byte >> 4), hex(byte & 0xf)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

/// Writes a string of ASCII characters that need no escapes.
pub(super) fn quoted(out: &mut Vec<u8>, ascii: &[u8]) {
    out.reserve(ascii.len() + 2);
    out.push(b'"');
    out.extend_from_slice(ascii);
    out.push(b'"');
}

/// Writes the key of a field, which must be an identifier, with a comma before it unless it is the
/// first.
#[inline]
pub(super) fn key(out: &mut Vec<u8>, name: &str, first: bool) {
    out.reserve(name.len() + 4);
    if first {
        out.push(b'"');
    } else {
        out.extend_from_slice(b",\"");
    }
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
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
    out.extend_from_slice(Digits::of(value).as_bytes());
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
