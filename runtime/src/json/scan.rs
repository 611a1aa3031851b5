//! Finds the end of a run of plain string bytes, sixteen bytes at a time.
//!
//! Used by the reader and the writer.

/// The number of bytes that are checked at once: those of a vector register.
const LANES: usize = size_of::<u128>();

/// The number of bytes before the first quote, backslash or control character.
///
/// These bytes end a run when reading and need an escape when writing.
pub(super) fn plain_run(bytes: &[u8]) -> usize {
    let Some(last) = bytes.len().checked_sub(LANES) else {
        return bytes.iter().position(|byte| is_special(*byte)).unwrap_or(bytes.len());
    };
    let mut start = 0;
    while let Some(chunk) = bytes.get(start..).and_then(<[u8]>::first_chunk) {
        if let Some(plain) = first_special(chunk) {
            return start + plain;
        }
        if start == last {
            break;
        }
        // The last chunk overlaps the one before it, whose bytes are plain.
        start = last.min(start + LANES);
    }
    bytes.len()
}

/// The index of the first special byte. Compiles to vector instructions, because nothing in it branches
/// on a byte.
#[inline]
fn first_special(chunk: &[u8; LANES]) -> Option<usize> {
    let mut marks = [0; LANES];
    for (mark, byte) in marks.iter_mut().zip(chunk) {
        *mark = if is_special(*byte) { u8::MAX } else { 0 };
    }
    // Little-endian: the lowest bits are the first byte.
    match u128::from_le_bytes(marks) {
        0 => None,
        marks => Some((marks.trailing_zeros() / u8::BITS) as usize),
    }
}

const fn is_special(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\\') | (byte < 0x20)
}

#[cfg(test)]
mod tests {
    use super::{is_special, plain_run};

    #[test]
    fn a_run_ends_at_the_first_special_byte() {
        for special in 0..=u8::MAX {
            for index in 0..40 {
                for length in index + 1..48 {
                    let mut bytes = vec![b'a'; length];
                    bytes[index] = special;
                    let expected = if is_special(special) { index } else { length };
                    assert_eq!(plain_run(&bytes), expected, "{special} at {index} of {length}");
                }
            }
        }
    }
}
