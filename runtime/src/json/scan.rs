//! Finds the end of a run of plain string bytes, and copies plain strings, sixteen bytes at a time.
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
        let mut special = [0; 2];
        mark(&mut special, chunk);
        let [first, second] = special;
        // One branch for both words, so that they are marked by vector instructions.
        if first | second != 0 {
            return start + first_byte(first, second);
        }
        if start == last {
            break;
        }
        // The last chunk overlaps the one before it, whose bytes are plain.
        start = last.min(start + LANES);
    }
    bytes.len()
}

/// The index of the first byte that [`special_bits`] has marked in the two words of a chunk.
#[inline]
const fn first_byte(first: u64, second: u64) -> usize {
    let bits = match first {
        0 => u64::BITS + second.trailing_zeros(),
        _ => first.trailing_zeros(),
    };
    (bits / u8::BITS) as usize
}

/// Appends bytes if all of them are plain. Returns whether they are.
///
/// They are copied while they are scanned, in chunks of fixed sizes, because a call that copies a short
/// string takes longer than copying it. The last chunk overlaps the one before it.
#[inline]
pub(super) fn push_plain(out: &mut Vec<u8>, bytes: &[u8]) -> bool {
    let start = out.len();
    let has_special = match bytes.len() {
        0..4 => {
            out.extend_from_slice(bytes);
            bytes.iter().any(|byte| is_special(*byte))
        }
        4..8 => {
            let [first, last] = push_ends(out, bytes).map(u32::from_le_bytes);
            special_bits(u64::from(first) << 32 | u64::from(last)) != 0
        }
        8..LANES => {
            let [first, last] = push_ends(out, bytes).map(u64::from_le_bytes);
            special_bits(first) | special_bits(last) != 0
        }
        _ => push_chunks(out, bytes),
    };
    if has_special {
        out.truncate(start);
    }
    !has_special
}

/// Appends at least `N` and at most twice as many bytes. Returns the first and the last ones.
#[inline]
fn push_ends<const N: usize>(out: &mut Vec<u8>, bytes: &[u8]) -> [[u8; N]; 2] {
    let first = bytes.first_chunk().copied().unwrap_or([0; N]);
    let last = bytes.last_chunk().copied().unwrap_or([0; N]);
    out.extend_from_slice(&first);
    out.truncate((out.len() + bytes.len()).saturating_sub(2 * N));
    out.extend_from_slice(&last);
    [first, last]
}

/// Appends at least as many bytes as fit into a vector register. Returns whether one of them is special.
///
/// Compiles to vector instructions, because nothing in it branches on a byte.
#[inline]
fn push_chunks(out: &mut Vec<u8>, bytes: &[u8]) -> bool {
    let (chunks, rest) = bytes.as_chunks::<LANES>();
    let mut special = [0; 2];
    for chunk in chunks {
        mark(&mut special, chunk);
        out.extend_from_slice(chunk);
    }
    if !rest.is_empty()
        && let Some(last) = bytes.last_chunk::<LANES>()
    {
        mark(&mut special, last);
        out.truncate((out.len() + rest.len()).saturating_sub(LANES));
        out.extend_from_slice(last);
    }
    special != [0; 2]
}

/// Adds the [`special_bits`] of both halves of a chunk.
#[inline]
fn mark(special: &mut [u64; 2], chunk: &[u8; LANES]) {
    let (words, _) = chunk.as_chunks();
    for (special, word) in special.iter_mut().zip(words) {
        *special |= special_bits(u64::from_le_bytes(*word));
    }
}

/// Sets the highest bit of the first special byte, from the lowest bits on. Bits after it are unspecified;
/// zero means that no byte is special.
#[inline]
const fn special_bits(word: u64) -> u64 {
    const fn all(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    // Subtracting sets the highest bit of a byte that is less, see `is_special`.
    let below = (word ^ all(2)).wrapping_sub(all(0x21));
    let backslash = (word ^ all(b'\\')).wrapping_sub(all(1));
    (below | backslash) & !word & all(0x80)
}

/// Whether a byte is a quote, a backslash or a control character.
///
/// Flipping a bit puts the quote behind the control characters, so there are two comparisons.
const fn is_special(byte: u8) -> bool {
    ((byte ^ 2) < 0x21) | (byte == b'\\')
}

#[cfg(test)]
mod tests {
    use super::{is_special, plain_run, push_plain};

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

    #[test]
    fn bytes_are_special_if_json_escapes_them() {
        for byte in 0..=u8::MAX {
            let escaped = byte < b' ' || byte == b'"' || byte == b'\\';
            assert_eq!(is_special(byte), escaped, "{byte}");
        }
    }

    #[test]
    fn plain_bytes_are_copied_and_others_are_not() {
        for length in 0..70 {
            let mut out = b"before".to_vec();
            let mut bytes: Vec<u8> = (b'a'..=b'z').cycle().take(length).collect();
            assert!(push_plain(&mut out, &bytes));
            assert_eq!(out, [b"before", &*bytes].concat());
            for index in 0..length {
                for byte in 0..=u8::MAX {
                    let plain = std::mem::replace(&mut bytes[index], byte);
                    out.truncate(6);
                    assert_eq!(
                        push_plain(&mut out, &bytes),
                        !is_special(byte),
                        "{byte} at {index} of {length}"
                    );
                    bytes[index] = plain;
                }
            }
            out.truncate(6);
            assert_eq!(out, b"before");
        }
    }
}
