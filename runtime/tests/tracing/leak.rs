//! [`leak`]: finds pieces of a secret in a text, through all encodings.

use std::collections::HashSet;

use gitpod_formats::base64;

/// The length of a piece.
const PIECE: usize = 8;

/// A piece of a secret that is in a text, as it is or after decoding.
pub(crate) fn leak(secret: &str, text: &str) -> Option<String> {
    let mut texts = vec![text.as_bytes().to_vec()];
    for rounds in 0..3 {
        texts.push(unescaped(&texts[rounds]));
    }
    let decoded: Vec<Vec<u8>> = texts.iter().flat_map(|text| base64_in(text)).collect();
    texts.extend(decoded);
    let secret = secret.to_ascii_lowercase();
    let pieces: HashSet<&[u8]> = secret.as_bytes().windows(PIECE).collect();
    texts.iter().find_map(|text| {
        let text = text.to_ascii_lowercase();
        let piece = text.windows(PIECE).find(|part| pieces.contains(part));
        piece.map(|piece| String::from_utf8_lossy(piece).into_owned())
    })
}

/// Resolves the escapes of URLs, JSON and HTML.
fn unescaped(text: &[u8]) -> Vec<u8> {
    let hex =
        |digits: Option<&[u8]>| u8::from_str_radix(std::str::from_utf8(digits?).ok()?, 16).ok();
    let (mut out, mut rest) = (Vec::new(), text);
    while let [first, after @ ..] = rest {
        let escape = match rest {
            [b'%', ..] => hex(rest.get(1..3)).map(|byte| (byte, 3)),
            [b'\\', b'u', b'0', b'0', ..] => hex(rest.get(4..6)).map(|byte| (byte, 6)),
            [b'\\', escaped, ..] => Some((*escaped, 2)),
            [b'&', ..] => entity(rest),
            _ => None,
        };
        let (byte, length) = escape.unwrap_or((*first, 1));
        out.push(byte);
        rest = rest.get(length..).unwrap_or(after);
    }
    out
}

/// The character of an entity, and the length of the entity.
fn entity(text: &[u8]) -> Option<(u8, usize)> {
    let end = text.iter().take(8).position(|byte| *byte == b';')?;
    let byte = match std::str::from_utf8(&text[1..end]).ok()? {
        "amp" => b'&',
        "lt" => b'<',
        "gt" => b'>',
        number => number.strip_prefix('#')?.parse().ok()?,
    };
    Some((byte, end + 1))
}

/// What each run of base64 digits holds, read from each of its first four digits.
fn base64_in(text: &[u8]) -> Vec<Vec<u8>> {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte);
    let runs = text.split(|byte| !is_digit(byte)).filter(|run| run.len() > PIECE);
    let mut found = Vec::new();
    for run in runs {
        let run = String::from_utf8_lossy(run).replace('-', "+").replace('_', "/");
        for start in 0..4 {
            let digits = &run[start..];
            // A single last digit has too few bits for a byte.
            let end = digits.len() - usize::from(digits.len() % 4 == 1);
            found.extend(base64::decode(&digits[..end]));
        }
    }
    found
}

#[test]
fn pieces_are_found_through_all_encodings() {
    const SECRET: &str = "p4ss-w0rd+of/Emma";
    for text in [
        "it is p4ss-w0rd.",
        "it is P4SS-W0RD",
        "W0RD+OF/emma",
        "%70%34%73%73%2d%77%30%72%64",
        "%2570%2534%2573%2573%252d%2577%2530%2572%2564",
        "p4ss\\u002dw0rd",
        "w0rd+of\\/Emma",
        "w0rd&#43;of/Emma",
        &base64::encode(format!("x{SECRET}").as_bytes()),
        &base64::encode_url_safe(format!("xy{SECRET}").as_bytes()),
    ] {
        assert!(leak(SECRET, text).is_some(), "{text}");
    }
    for text in ["p4ss-w0", "[redacted]", "p4ss-w0[redacted]of/Emma"] {
        assert_eq!(leak(SECRET, text), None);
    }
}
