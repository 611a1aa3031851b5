//! Base64 in the standard and the URL-safe alphabet (RFC 4648).
//!
//! [`encode`] writes the canonical form of ProtoJSON. [`decode`] reads what protobuf
//! implementations accept: either alphabet, with or without padding.

/// The standard alphabet.
const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// The URL-safe alphabet.
const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The value of each byte in the standard alphabet.
static STANDARD_VALUES: [u8; 256] = values(STANDARD);
/// The value of each byte in the URL-safe alphabet.
static URL_SAFE_VALUES: [u8; 256] = values(URL_SAFE);

/// The value of bytes outside an alphabet. Values inside one are below 64.
const INVALID: u8 = 0x80;

/// Encodes bytes in the standard alphabet with padding: the canonical form of ProtoJSON.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    into_text(encode_with(STANDARD, bytes))
}

/// Encodes bytes in the standard alphabet without padding.
#[must_use]
pub fn encode_unpadded(bytes: &[u8]) -> String {
    into_text(truncated(encode_with(STANDARD, bytes), bytes.len()))
}

/// Encodes bytes in the URL-safe alphabet without padding.
#[must_use]
pub fn encode_url_safe(bytes: &[u8]) -> String {
    into_text(truncated(encode_with(URL_SAFE, bytes), bytes.len()))
}

/// Decodes base64 in either alphabet, with or without padding. Bits beyond the last byte are
/// ignored.
///
/// Returns `None` if the text is not base64 or mixes the alphabets.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let url_safe = text.bytes().any(|byte| matches!(byte, b'-' | b'_'));
    decode_with(if url_safe { &URL_SAFE_VALUES } else { &STANDARD_VALUES }, text)
}

/// Decodes base64 in the URL-safe alphabet without padding, the form of [`encode_url_safe`].
///
/// Returns `None` for any other text.
#[must_use]
pub fn decode_url_safe(text: &str) -> Option<Vec<u8>> {
    decode_with(&URL_SAFE_VALUES, text).filter(|bytes| encode_url_safe(bytes) == text)
}

const fn values(alphabet: &[u8; 64]) -> [u8; 256] {
    let mut values = [INVALID; 256];
    let mut rest: &[u8] = alphabet;
    let mut value = 0;
    while let [byte, tail @ ..] = rest {
        // A `u8` is always within 256 values.
        #[allow(clippy::indexing_slicing, reason = "evaluated at compile time")]
        {
            values[*byte as usize] = value;
        }
        value += 1;
        rest = tail;
    }
    values
}

/// Encodes bytes with padding.
fn encode_with(alphabet: &[u8; 64], bytes: &[u8]) -> Vec<u8> {
    let digit = |bits: u32| alphabet.get((bits & 63) as usize).copied().unwrap_or_default();
    let mut text = vec![b'='; bytes.len().div_ceil(3) * 4];
    let (groups, rest) = bytes.as_chunks::<3>();
    let mut places = text.as_chunks_mut::<4>().0.iter_mut();
    for ([a, b, c], place) in groups.iter().zip(&mut places) {
        let bits = u32::from(*a) << 16 | u32::from(*b) << 8 | u32::from(*c);
        *place = [digit(bits >> 18), digit(bits >> 12), digit(bits >> 6), digit(bits)];
    }
    match (rest, places.next()) {
        ([a], Some([first, second, ..])) => {
            let bits = u32::from(*a) << 16;
            (*first, *second) = (digit(bits >> 18), digit(bits >> 12));
        }
        ([a, b], Some([first, second, third, _])) => {
            let bits = u32::from(*a) << 16 | u32::from(*b) << 8;
            (*first, *second, *third) = (digit(bits >> 18), digit(bits >> 12), digit(bits >> 6));
        }
        _ => {}
    }
    text
}

/// Removes the padding of the base64 of this many bytes.
fn truncated(mut text: Vec<u8>, bytes: usize) -> Vec<u8> {
    text.truncate((bytes * 4).div_ceil(3));
    text
}

fn into_text(base64: Vec<u8>) -> String {
    // Alphabets and padding are ASCII, so this never fails.
    String::from_utf8(base64).unwrap_or_default()
}

fn decode_with(values: &[u8; 256], text: &str) -> Option<Vec<u8>> {
    let value = |digit: &u8| values.get(usize::from(*digit)).copied().unwrap_or(INVALID);
    let digits = without_padding(text.as_bytes())?;
    let (groups, rest) = digits.as_chunks::<4>();
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    bytes.resize(groups.len() * 3, 0);
    let mut seen = 0;
    for ([a, b, c, d], place) in groups.iter().zip(bytes.as_chunks_mut::<3>().0) {
        let (a, b, c, d) = (value(a), value(b), value(c), value(d));
        seen |= a | b | c | d;
        *place = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d];
    }
    match rest {
        [] => {}
        [a, b] => {
            let (a, b) = (value(a), value(b));
            seen |= a | b;
            bytes.push(a << 2 | b >> 4);
        }
        [a, b, c] => {
            let (a, b, c) = (value(a), value(b), value(c));
            seen |= a | b | c;
            bytes.extend_from_slice(&[a << 2 | b >> 4, b << 4 | c >> 2]);
        }
        // A single digit has too few bits for a byte.
        _ => return None,
    }
    (seen & INVALID == 0).then_some(bytes)
}

/// Removes the padding, which may be incomplete but only fills the last group of four.
fn without_padding(text: &[u8]) -> Option<&[u8]> {
    let digits = text.strip_suffix(b"==").or_else(|| text.strip_suffix(b"=")).unwrap_or(text);
    let padding = text.len() - digits.len();
    let missing = match digits.len() % 4 {
        2 => 2,
        3 => 1,
        _ => 0,
    };
    (padding <= missing).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Base64 of each prefix of these bytes, as RFC 4648 lists them.
    const PREFIXES: &[&str] = &["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];

    #[test]
    fn the_test_vectors_of_rfc_4648() {
        for (length, text) in PREFIXES.iter().enumerate() {
            let bytes = &b"foobar"[..length];
            assert_eq!(encode(bytes), *text);
            assert_eq!(encode_unpadded(bytes), text.trim_end_matches('='));
            assert_eq!(decode(text).unwrap(), bytes);
            assert_eq!(decode(text.trim_end_matches('=')).unwrap(), bytes);
        }
    }

    #[test]
    fn every_byte_in_both_alphabets() {
        let bytes: Vec<u8> = (0..=255).collect();
        for end in 0..bytes.len() {
            let bytes = &bytes[end..];
            assert_eq!(decode(&encode(bytes)).unwrap(), bytes);
            assert_eq!(decode(&encode_url_safe(bytes)).unwrap(), bytes);
            assert_eq!(decode_url_safe(&encode_url_safe(bytes)).unwrap(), bytes);
        }
        assert_eq!(encode(&[0xfb, 0xff]), "+/8=");
        assert_eq!(encode_url_safe(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn padding_may_be_incomplete_and_spare_bits_are_ignored() {
        for text in ["Zg==", "Zg=", "Zg", "Zh==", "Zv"] {
            assert_eq!(decode(text).unwrap(), b"f", "{text}");
        }
    }

    #[test]
    fn what_is_not_base64() {
        for text in [
            "=", "==", "====", "A", "A=", "A==", "A===", "AA===", "AAA==", "AAAA=", "AAAA==",
            "AA=A", "=AAA", "A A=", "AAAA\n", "+_8=", "-/8=", "é", "AAé=",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
        for text in ["Zg==", "Zh", "+/8", "A"] {
            assert_eq!(decode_url_safe(text), None, "{text}");
        }
    }
}
