//! Finds the end of a run of plain string bytes, eight bytes at a time.
//!
//! Used by the reader and the writer.

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// The number of bytes before the first quote, backslash or control character.
///
/// These bytes end a run when reading and need an escape when writing.
pub(super) fn plain_run(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        if let Some(plain) = first_special(*chunk) {
            return bytes.len() - rest.len() + plain;
        }
        rest = tail;
    }
    match bytes.last_chunk::<8>() {
        // Check the last eight bytes as one chunk; those checked before are plain.
        Some(chunk) => match first_special(*chunk) {
            Some(plain) => bytes.len() - 8 + plain,
            None => bytes.len(),
        },
        None => bytes.iter().position(|byte| is_special(*byte)).unwrap_or(bytes.len()),
    }
}

/// The index of the first special byte.
#[inline]
const fn first_special(chunk: [u8; 8]) -> Option<usize> {
    // Little-endian: the lowest bits are the first byte.
    match special_bytes(u64::from_le_bytes(chunk)) {
        0 => None,
        marks => Some((marks.trailing_zeros() / 8) as usize),
    }
}

const fn is_special(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte < 0x20
}

/// Sets the high bit of each special byte.
///
/// A borrow may also set the bit of a byte above a special one; the lowest set bit is always right.
const fn special_bytes(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (quote | backslash | control) & HIGHS
}

#[cfg(test)]
mod tests {
    use super::{is_special, plain_run};

    #[test]
    fn a_run_ends_at_the_first_special_byte() {
        for special in 0..=u8::MAX {
            for index in 0..20 {
                for length in index + 1..24 {
                    let mut bytes = vec![b'a'; length];
                    bytes[index] = special;
                    let expected = if is_special(special) { index } else { length };
                    assert_eq!(plain_run(&bytes), expected, "{special} at {index} of {length}");
                }
            }
        }
    }

    #[test]
    fn adjacent_bytes_do_not_affect_each_other() {
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                let bytes = [first, second, first, second, first, second, first, second];
                let expected = bytes.iter().position(|byte| is_special(*byte)).unwrap_or(8);
                assert_eq!(plain_run(&bytes), expected, "{first} {second}");
            }
        }
    }
}
