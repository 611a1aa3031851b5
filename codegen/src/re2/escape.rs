//! Escapes of single characters, such as `\n`, `\x41` and `\.`.

use super::Error;

/// The largest code point.
const MAX: u32 = 0x0010_FFFF;

/// Reads an escape at the start of a text, with its backslash. Returns the code point, which may be a
/// surrogate, and the rest.
pub(super) fn read(text: &str) -> Result<(u32, &str), Error> {
    let mut rest = text.chars();
    rest.next();
    let Some(kind) = rest.next() else {
        return Err(Error::new("trailing backslash", text));
    };
    let simple = |of: u32| Ok((of, rest.as_str()));
    match kind {
        'x' => hex(text, rest.as_str()),
        '0' => Ok(octal(rest.as_str(), 0)),
        '1'..='7' if rest.as_str().starts_with(is_octal) => {
            Ok(octal(rest.as_str(), kind.to_digit(8).unwrap_or_default()))
        }
        'a' => simple(0x07),
        'f' => simple(0x0C),
        'n' => simple(0x0A),
        'r' => simple(0x0D),
        't' => simple(0x09),
        'v' => simple(0x0B),
        _ if kind.is_ascii() && !kind.is_ascii_alphanumeric() => simple(kind.into()),
        _ => Err(bad(text, rest.as_str())),
    }
}

/// Up to two more octal digits.
fn octal(mut text: &str, mut code: u32) -> (u32, &str) {
    for _ in 0..2 {
        let Some(digit) = text.chars().next().and_then(|digit| digit.to_digit(8)) else { break };
        code = code * 8 + digit;
        text = &text[1..];
    }
    (code, text)
}

/// Two hexadecimal digits, or any number of them in braces.
fn hex<'a>(whole: &'a str, text: &'a str) -> Result<(u32, &'a str), Error> {
    let (digits, rest) = match text.strip_prefix('{') {
        Some(inner) => inner.split_once('}').ok_or_else(|| bad(whole, ""))?,
        None => text.split_at_checked(2).ok_or_else(|| bad(whole, text))?,
    };
    // Leading zeros are allowed, a sign is not.
    let valid = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let significant = digits.trim_start_matches('0');
    let code = match significant {
        "" => Some(0),
        _ => u32::from_str_radix(significant, 16).ok(),
    };
    match code.filter(|code| valid && *code <= MAX) {
        Some(code) => Ok((code, rest)),
        None => Err(bad(whole, rest)),
    }
}

fn is_octal(of: char) -> bool {
    of.is_digit(8)
}

/// An error about the escape that ends where `rest` starts.
fn bad(text: &str, rest: &str) -> Error {
    let length = text.len() - rest.len();
    Error::new("unsupported escape", text.get(..length).unwrap_or(text))
}
