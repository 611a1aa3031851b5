//! Bytes as text: hex and base64, as terminals and other programs print them.
//!
//! White space between digits is skipped, because `xxd -p` and `base64` break lines.
//!
//! Used by `message` and by `error`. Depends on nothing else in this program.

use std::fmt;

use data_encoding::{
    BASE64, BASE64_NOPAD, BASE64URL_NOPAD, DecodeKind, Encoding, HEXLOWER, HEXLOWER_PERMISSIVE,
};

/// An error in hex or base64. It quotes nothing but the digit, because the text may hold secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextError {
    expected: &'static str,
    found: String,
    line: usize,
    column: usize,
}

/// Encodes bytes in lower-case hex.
pub(crate) fn encode_hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// Encodes bytes in base64 with padding, in the standard alphabet.
pub(crate) fn encode_base64(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// Decodes hex in either case.
pub(crate) fn decode_hex(text: &[u8]) -> Result<Vec<u8>, TextError> {
    let digits = without_space(text);
    decode(&HEXLOWER_PERMISSIVE, &digits, text, |kind| match kind {
        DecodeKind::Length => "two hex digits a byte",
        _ => "a hex digit",
    })
}

/// Decodes base64 in either alphabet, with or without padding.
pub(crate) fn decode_base64(text: &[u8]) -> Result<Vec<u8>, TextError> {
    let digits = without_space(text);
    let digits = digits.strip_suffix(b"=").unwrap_or(&digits);
    let digits = digits.strip_suffix(b"=").unwrap_or(digits);
    let is_url_safe = digits.iter().any(|digit| matches!(digit, b'-' | b'_'));
    let encoding = if is_url_safe { BASE64URL_NOPAD } else { BASE64_NOPAD };
    decode(&encoding, digits, text, |kind| match kind {
        DecodeKind::Length => "at least two digits in the last group",
        DecodeKind::Trailing => "a last digit without bits beyond the last byte",
        _ => "a base64 digit",
    })
}

fn without_space(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect()
}

fn decode(
    encoding: &Encoding,
    digits: &[u8],
    text: &[u8],
    expected: impl Fn(DecodeKind) -> &'static str,
) -> Result<Vec<u8>, TextError> {
    encoding.decode(digits).map_err(|error| {
        let error = match error.kind {
            // The length is checked first, but a wrong digit is the better explanation.
            // One more `A`, which is a digit of all alphabets, completes the last group.
            DecodeKind::Length => encoding.decode(&[digits, b"A"].concat()).err().unwrap_or(error),
            _ => error,
        };
        let (line, column) = position(text, error.position);
        let found = digits.get(error.position).map_or_else(String::new, |byte| shown(*byte));
        TextError { expected: expected(error.kind), found, line, column }
    })
}

/// The line and the column of a digit, both from 1.
fn position(text: &[u8], digit: usize) -> (usize, usize) {
    let places = text.iter().enumerate().filter(|(_, byte)| !byte.is_ascii_whitespace());
    let at = places.map(|(at, _)| at).nth(digit).unwrap_or(text.len());
    let before = text.get(..at).unwrap_or(text);
    let line_start =
        before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let lines = before.iter().filter(|byte| **byte == b'\n').count();
    (lines + 1, at - line_start + 1)
}

fn shown(byte: u8) -> String {
    match byte {
        b'!'..=b'~' => format!("`{}`", char::from(byte)),
        _ => format!("the byte 0x{byte:02x}"),
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { expected, found, line, column } = self;
        write!(f, "expected {expected}, found {found} at line {line} column {column}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_the_same_after_a_round_trip() {
        let bytes: Vec<u8> = (0..=255).collect();
        for start in 0..bytes.len() {
            let bytes = &bytes[start..];
            assert_eq!(decode_hex(encode_hex(bytes).as_bytes()).unwrap(), bytes);
            assert_eq!(decode_base64(encode_base64(bytes).as_bytes()).unwrap(), bytes);
        }
    }

    #[test]
    fn case_space_padding_and_alphabet_are_free() {
        for text in ["fbFF0a", "fb ff\n0A\r\n", " \tF B ff 0a"] {
            assert_eq!(decode_hex(text.as_bytes()).unwrap(), [0xfb, 0xff, 0x0a], "{text}");
        }
        for text in ["+/8K", "-_8K", "+/\n8K \r\n"] {
            assert_eq!(decode_base64(text.as_bytes()).unwrap(), [0xfb, 0xff, 0x0a], "{text}");
        }
        for text in ["Zg", "Zg==", "Zg=", "Z g = =\n"] {
            assert_eq!(decode_base64(text.as_bytes()).unwrap(), b"f", "{text}");
        }
        for text in ["", " \n"] {
            assert_eq!(decode_hex(text.as_bytes()).unwrap(), b"");
            assert_eq!(decode_base64(text.as_bytes()).unwrap(), b"");
        }
    }

    #[test]
    fn errors_have_a_position() {
        for (text, error) in [
            ("0a0", "expected two hex digits a byte, found `0` at line 1 column 3"),
            ("0a\n 0g", "expected a hex digit, found `g` at line 2 column 3"),
            ("0x0a", "expected a hex digit, found `x` at line 1 column 2"),
            ("0é", "expected a hex digit, found the byte 0xc3 at line 1 column 2"),
        ] {
            assert_eq!(decode_hex(text.as_bytes()).unwrap_err().to_string(), error, "{text}");
        }
        for (text, error) in [
            (
                "Zm9v\nZ",
                "expected at least two digits in the last group, found `Z` at line 2 column 1",
            ),
            (
                "Zh",
                "expected a last digit without bits beyond the last byte, found `h` at line 1 column 2",
            ),
            ("Zg==Zg==", "expected a base64 digit, found `=` at line 1 column 3"),
            ("====", "expected a base64 digit, found `=` at line 1 column 1"),
            ("-/8=", "expected a base64 digit, found `/` at line 1 column 2"),
            ("Zm9v\r\n *g", "expected a base64 digit, found `*` at line 2 column 2"),
        ] {
            assert_eq!(decode_base64(text.as_bytes()).unwrap_err().to_string(), error, "{text}");
        }
    }
}
