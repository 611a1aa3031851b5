//! Literals, written as the tokens of proc macros are.

use std::fmt::Write as _;

use super::Tokens;
use super::quoting::ToTokens;

/// A finite floating-point literal without a suffix. Its value is not negative.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decimal(pub(crate) f64);

impl ToTokens for Decimal {
    fn append_to(&self, out: &mut Tokens) {
        let mut text = self.0.to_string();
        if !text.contains('.') {
            text.push_str(".0");
        }
        out.literal(&text);
    }
}

/// A literal of bytes.
#[derive(Debug, Clone)]
pub(crate) struct ByteString(pub(crate) Vec<u8>);

impl ToTokens for ByteString {
    fn append_to(&self, out: &mut Tokens) {
        out.write_literal(|text| {
            text.push_str("b\"");
            let mut bytes = self.0.iter().peekable();
            while let Some(byte) = bytes.next() {
                match byte {
                    0 => text.push_str(nul(bytes.peek().is_some_and(|next| is_octal(**next)))),
                    b'\t' => text.push_str("\\t"),
                    b'\n' => text.push_str("\\n"),
                    b'\r' => text.push_str("\\r"),
                    b'"' => text.push_str("\\\""),
                    b'\\' => text.push_str("\\\\"),
                    b' '..=b'~' => text.push(char::from(*byte)),
                    // Writing to a string does not fail.
                    _ => _ = write!(text, "\\x{byte:02X}"),
                }
            }
            text.push('"');
        });
    }
}

/// Writes the contents of a string literal.
pub(super) fn escaped(value: &str, text: &mut String) {
    let mut rest = value;
    // Most texts have little to escape. The first byte that is not plain begins a character.
    loop {
        let (plain, other) = rest.split_at(plain_start(rest.as_bytes()));
        text.push_str(plain);
        let mut letters = other.chars();
        let Some(letter) = letters.next() else { return };
        escape(letter, letters.as_str(), text);
        rest = letters.as_str();
    }
}

/// The number of plain bytes at the start. Many are compared at once.
fn plain_start(bytes: &[u8]) -> usize {
    const MANY: usize = 16;
    let is_all_plain = |many: &&[u8]| many.iter().fold(true, |all, byte| all & is_plain(*byte));
    let start = MANY * bytes.chunks_exact(MANY).take_while(is_all_plain).count();
    let rest = bytes.get(start..).unwrap_or_default();
    start + rest.iter().position(|byte| !is_plain(*byte)).unwrap_or(rest.len())
}

/// Whether a byte is a character that means itself.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')
}

fn escape(letter: char, after: &str, text: &mut String) {
    match letter {
        '\0' => text.push_str(nul(after.bytes().next().is_some_and(is_octal))),
        // In a string, it means itself.
        '\'' => text.push(letter),
        _ => text.extend(letter.escape_debug()),
    }
}

/// A digit after `\0` would look like a part of the escape in other languages.
const fn nul(before_digit: bool) -> &'static str {
    if before_digit { "\\x00" } else { "\\0" }
}

const fn is_octal(byte: u8) -> bool {
    matches!(byte, b'0'..=b'7')
}
