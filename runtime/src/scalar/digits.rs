//! Decimal digits in and out, without allocation and without `format!`.

/// The decimal digits of an integer.
pub(crate) struct Digits {
    buffer: [u8; Self::MAX],
    start: usize,
}

impl Digits {
    /// As many as `u64::MAX` has.
    const MAX: usize = 20;

    pub(crate) fn of(mut value: u64) -> Self {
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

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }
}

/// A text of at most 32 ASCII bytes on the stack: long enough for every timestamp and duration.
pub(crate) struct ShortText {
    bytes: [u8; Self::MAX],
    len: usize,
}

impl ShortText {
    const MAX: usize = 32;

    pub(crate) const fn new() -> Self {
        Self { bytes: [0; Self::MAX], len: 0 }
    }

    /// Starts with ASCII; what does not fit is dropped as a whole.
    pub(crate) fn starting_with<const N: usize>(ascii: [u8; N]) -> Self {
        let mut text = Self::new();
        if let Some((places, _)) = text.bytes.split_first_chunk_mut() {
            *places = ascii;
            text.len = N;
        }
        text
    }

    /// Appends an ASCII byte; one too many is dropped.
    pub(crate) fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }

    /// Appends ASCII; what does not fit is dropped as a whole.
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

    /// Appends the last `width` digits of a number, zeros in front.
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

    /// Appends nanoseconds as protobuf does: nothing, or a point and 3, 6 or 9 digits.
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

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

#[allow(clippy::cast_possible_truncation, reason = "a remainder of ten fits")]
const fn last_digit(value: u64) -> u8 {
    b'0' + (value % 10) as u8
}

/// The last two digits of a number.
pub(super) fn two_digits(value: u32) -> [u8; 2] {
    let value = u64::from(value);
    [last_digit(value / 10), last_digit(value)]
}

/// Reads bytes that must all be digits; too many for the type is `None` as well.
pub(super) fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |value, byte| {
        let digit = u32::from(byte.wrapping_sub(b'0'));
        if digit > 9 {
            return None;
        }
        value.checked_mul(10)?.checked_add(digit)
    })
}

/// Splits off how many digits a text starts with.
pub(super) fn split_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, &[]))
}

/// Splits a fraction of a second off a text, in nanoseconds: zero where the text does not start
/// with a point, `None` where the point is not followed by 1 to 9 digits.
pub(super) fn split_fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(rest) = text.strip_prefix(b".") else {
        return Some((0, text));
    };
    let (digits, rest) = split_digits(rest);
    let missing = 9_u32.checked_sub(u32::try_from(digits.len()).ok()?)?;
    if digits.is_empty() {
        return None;
    }
    Some((number(digits)? * 10_u32.pow(missing), rest))
}
