//! Decimal digits read and written without allocation and without `format!`.

/// The decimal digits of an integer.
#[derive(Debug, Clone, Copy)]
pub struct Digits {
    buffer: [u8; Self::MAX],
    start: usize,
}

impl Digits {
    /// The number of digits of `u64::MAX`.
    const MAX: usize = 20;

    /// Returns the digits of a number, at least one.
    #[must_use]
    pub fn of(mut value: u64) -> Self {
        let mut digits = Self { buffer: [b'0'; Self::MAX], start: Self::MAX };
        for place in digits.buffer.iter_mut().rev() {
            *place = last_digit(value);
            value /= 10;
            digits.start -= 1;
            if value == 0 {
                break;
            }
        }
        digits
    }

    /// The digits as ASCII.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }
}

/// An ASCII text of at most 32 bytes on the stack: long enough for every timestamp and duration.
#[derive(Debug, Clone, Copy)]
pub struct ShortText {
    bytes: [u8; Self::MAX],
    len: usize,
}

impl ShortText {
    /// The maximum length.
    pub const MAX: usize = 32;

    pub(crate) const fn new() -> Self {
        Self { bytes: [0; Self::MAX], len: 0 }
    }

    /// Starts with an ASCII text; a text that is too long is dropped.
    pub(crate) fn starting_with<const N: usize>(ascii: [u8; N]) -> Self {
        let mut text = Self::new();
        if let Some((places, _)) = text.bytes.split_first_chunk_mut() {
            *places = ascii;
            text.len = N;
        }
        text
    }

    /// Appends an ASCII byte; it is dropped if the text is full.
    pub(crate) fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }

    /// Appends an ASCII text; it is dropped if it does not fit.
    pub(crate) fn push_all(&mut self, ascii: &[u8]) {
        let end = self.len + ascii.len();
        if let Some(places) = self.bytes.get_mut(self.len..end) {
            places.copy_from_slice(ascii);
            self.len = end;
        }
    }

    /// Appends all digits of a number.
    pub(crate) fn push_number(&mut self, value: u64) {
        self.push_all(Digits::of(value).as_bytes());
    }

    /// Appends the last `width` digits of a number, with leading zeros.
    fn push_padded(&mut self, mut value: u32, width: usize) {
        let end = self.len + width;
        if let Some(places) = self.bytes.get_mut(self.len..end) {
            for place in places.iter_mut().rev() {
                *place = last_digit(value.into());
                value /= 10;
            }
            self.len = end;
        }
    }

    /// Appends nanoseconds as protobuf writes them: nothing, or a point and 3, 6 or 9 digits.
    pub(crate) fn push_fraction(&mut self, nanos: u32) {
        if nanos == 0 {
            return;
        }
        self.push(b'.');
        if nanos.is_multiple_of(1_000_000) {
            self.push_padded(nanos / 1_000_000, 3);
        } else if nanos.is_multiple_of(1_000) {
            self.push_padded(nanos / 1_000, 6);
        } else {
            self.push_padded(nanos, 9);
        }
    }

    /// The text with bytes after it that are no part of it, and its length.
    #[must_use]
    #[inline]
    pub const fn padded(&self) -> (&[u8; Self::MAX], usize) {
        (&self.bytes, self.len)
    }

    /// The text as bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

#[allow(clippy::cast_possible_truncation, reason = "a remainder of ten fits")]
const fn last_digit(value: u64) -> u8 {
    b'0' + (value % 10) as u8
}

/// The last two digits of a number.
pub(crate) fn two_digits(value: u32) -> [u8; 2] {
    let value = u64::from(value);
    [last_digit(value / 10), last_digit(value)]
}

/// Reads a number of at most eight digits, all of which are decimal; `None` for other bytes.
pub(crate) fn number<const N: usize>(digits: [u8; N]) -> Option<u32> {
    const { assert!(N <= 8, "the number may not fit") };
    let mut value = 0;
    let mut all_decimal = true;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        all_decimal &= digit <= 9;
        value = value * 10 + u32::from(digit);
    }
    all_decimal.then_some(value)
}

/// Splits a text after its leading digits.
pub(crate) fn split_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, &[]))
}

/// Splits a fraction of a second off the start of a text and returns it in nanoseconds: zero if
/// the text does not start with a point, `None` if the point is not followed by 1 to 9 digits.
pub(crate) fn split_fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(rest) = text.strip_prefix(b".") else {
        return Some((0, text));
    };
    let (digits, rest) = split_digits(rest);
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    let add = |(nanos, unit), digit: &u8| (nanos + u32::from(digit - b'0') * unit, unit / 10);
    let (nanos, _) = digits.iter().fold((0, 100_000_000), add);
    Some((nanos, rest))
}

#[cfg(test)]
mod tests {
    use super::{number, split_fraction};

    #[test]
    fn numbers_have_only_digits() {
        for bytes in 0..=u16::MAX {
            let text = bytes.to_be_bytes();
            let expected = text.iter().all(u8::is_ascii_digit).then(|| {
                let [tens, ones] = text.map(|digit| u32::from(digit - b'0'));
                tens * 10 + ones
            });
            assert_eq!(number(text), expected, "{text:?}");
        }
        assert_eq!(number(*b"98765432"), Some(98_765_432));
        assert_eq!(number([u8::MAX; 8]), None);
    }

    #[test]
    fn fractions_have_one_to_nine_digits() {
        for (text, nanos) in [
            ("", 0),
            (".5", 500_000_000),
            (".000001", 1_000),
            (".120000000", 120_000_000),
            (".999999999", 999_999_999),
        ] {
            assert_eq!(split_fraction(format!("{text}Z").as_bytes()), Some((nanos, &b"Z"[..])));
        }
        for text in [".", ".Z", ".-1", ".0000000000", ".9999999999"] {
            assert_eq!(split_fraction(text.as_bytes()), None, "{text}");
        }
    }
}
