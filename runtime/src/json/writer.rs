//! Writes JSON tokens: strings, keys and numbers.
//!
//! It knows nothing of messages.

use gitpod_formats::digits::Digits;

use super::{number, scan};

/// Writes a string with the escapes that JSON requires and no others.
pub(super) fn string(out: &mut String, text: &str) {
    out.reserve(text.len() + 2);
    out.push('"');
    let mut rest = text;
    loop {
        // A run ends before an ASCII byte, which is a character boundary.
        let run = scan::plain_run(rest.as_bytes());
        let (plain, special) = rest.split_at_checked(run).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut special = special.chars();
        let Some(character) = special.next() else {
            break;
        };
        escape(out, character);
        rest = special.as_str();
    }
    out.push('"');
}

fn escape(out: &mut String, character: char) {
    let short = match character {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\u{8}' => "\\b",
        '\u{c}' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => {
            out.push_str("\\u00");
            let code = u32::from(character);
            let digits = [code >> 4, code].map(|digit| char::from_digit(digit & 0xf, 16));
            return out.extend(digits.into_iter().flatten());
        }
    };
    out.push_str(short);
}

/// Writes a string of characters that need no escapes.
pub(super) fn quoted(out: &mut String, text: &str) {
    out.reserve(text.len() + 2);
    out.push('"');
    out.push_str(text);
    out.push('"');
}

/// Writes the key of a field, which must be an identifier, with a comma before it unless it is the
/// first.
#[inline]
pub(super) fn key(out: &mut String, name: &str, first: bool) {
    out.reserve(name.len() + 4);
    if first {
        out.push('"');
    } else {
        out.push_str(",\"");
    }
    out.push_str(name);
    out.push_str("\":");
}

/// Writes a signed integer.
pub(super) fn signed(out: &mut String, value: i64) {
    if value < 0 {
        out.push('-');
    }
    unsigned(out, value.unsigned_abs());
}

/// Writes an unsigned integer.
pub(super) fn unsigned(out: &mut String, value: u64) {
    let digits = Digits::of(value);
    out.push_str(std::str::from_utf8(digits.as_bytes()).unwrap_or_default());
}

/// Writes a float, or its name as a string if it is not finite.
pub(super) fn float<T>(out: &mut String, value: T)
where
    T: Copy + Into<f64> + std::fmt::Display + std::fmt::LowerExp,
{
    let text = number::float_text(value);
    if value.into().is_finite() {
        out.push_str(&text);
    } else {
        quoted(out, &text);
    }
}
