//! [`Output`]: bytes that are written from the end.

use std::mem;

use super::tag::Tag;

/// The size of the first chunk, in bytes. Most requests fit.
const FIRST_CHUNK: usize = 256;

/// The size from which on chunks do not grow, in bytes. Allocators take larger blocks from the system.
const MAX_CHUNK: usize = 32 << 10;

/// Bytes that are written from the end, so that a length can be written before what it measures.
///
/// They are held in chunks, because a single buffer would have to be moved whenever it grows.
pub(super) struct Output {
    /// The chunk that is being written.
    buffer: Vec<u8>,
    /// The index in the buffer of the first byte that is written.
    start: usize,
    /// The chunks that are full, the last bytes first, each with its start.
    full: Vec<(Vec<u8>, usize)>,
    /// The number of bytes in the full chunks, and of those that fit into the buffer.
    end: usize,
    /// Whether enum values that are known by their name alone are omitted.
    omits_enum_names: bool,
}

impl Output {
    pub(super) fn new(omits_enum_names: bool) -> Self {
        Self {
            buffer: vec![0; FIRST_CHUNK],
            start: FIRST_CHUNK,
            full: Vec::new(),
            end: FIRST_CHUNK,
            omits_enum_names,
        }
    }

    /// Whether enum values that are known by their name alone are omitted.
    #[inline]
    pub(super) const fn omits_enum_names(&self) -> bool {
        self.omits_enum_names
    }

    /// The number of bytes written.
    #[inline]
    pub(super) const fn len(&self) -> usize {
        self.end - self.start
    }

    /// What was written.
    pub(super) fn into_vec(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.len());
        bytes.extend_from_slice(self.buffer.get(self.start..).unwrap_or_default());
        for (chunk, start) in self.full.iter().rev() {
            bytes.extend_from_slice(chunk.get(*start..).unwrap_or_default());
        }
        bytes
    }

    /// Writes bytes before those that were written.
    #[inline]
    pub(super) fn put(&mut self, bytes: &[u8]) {
        self.place(bytes.len()).copy_from_slice(bytes);
    }

    /// Writes a tag and a varint: a number, or the length of what was written.
    #[inline]
    pub(super) fn varint_record(&mut self, tag: Tag, value: u64) {
        let bits = u64::from(tag.bits());
        #[allow(clippy::cast_possible_truncation, reason = "both are less than 128")]
        if bits < 0x80 && value < 0x80 {
            self.put(&[bits as u8, value as u8]);
        } else {
            self.varint(value);
            self.varint(bits);
        }
    }

    /// Writes a tag, a length and as many bytes.
    #[inline]
    pub(super) fn record(&mut self, tag: Tag, bytes: &[u8]) {
        let bits = u64::from(tag.bits());
        #[allow(clippy::cast_possible_truncation, reason = "both are less than 128")]
        if bits < 0x80
            && bytes.len() < 0x80
            && let [tag, len, place @ ..] = self.place(bytes.len() + 2)
        {
            (*tag, *len) = (bits as u8, bytes.len() as u8);
            place.copy_from_slice(bytes);
        } else {
            self.put(bytes);
            self.varint_record(tag, bytes.len() as u64);
        }
    }

    /// Writes a varint.
    #[inline]
    pub(super) fn varint(&mut self, value: u64) {
        #[allow(clippy::cast_possible_truncation, reason = "only seven bits are kept of each")]
        match value {
            0..0x80 => self.put(&[value as u8]),
            0x80..0x4000 => self.put(&[value as u8 | 0x80, (value >> 7) as u8]),
            _ => self.long_varint(value),
        }
    }

    #[inline(never)]
    fn long_varint(&mut self, mut value: u64) {
        let len = value.ilog2() as usize / 7 + 1;
        let place = self.place(len);
        for byte in &mut *place {
            #[allow(clippy::cast_possible_truncation, reason = "only seven bits are kept")]
            let low = value as u8 | 0x80;
            *byte = low;
            value >>= 7;
        }
        if let Some(last) = place.last_mut() {
            *last &= 0x7f;
        }
    }

    /// The place of this many bytes before those that were written.
    #[inline]
    fn place(&mut self, len: usize) -> &mut [u8] {
        if self.start < len {
            self.grow(len);
        }
        let end = self.start;
        self.start -= len;
        self.buffer.get_mut(self.start..end).unwrap_or_default()
    }

    /// Starts a chunk with room for at least this many bytes.
    #[cold]
    fn grow(&mut self, bytes: usize) {
        let size = self.buffer.len().saturating_mul(4).min(MAX_CHUNK).max(bytes);
        self.end = self.len() + size;
        let buffer = mem::replace(&mut self.buffer, vec![0; size]);
        let start = mem::replace(&mut self.start, size);
        self.full.push((buffer, start));
    }
}
