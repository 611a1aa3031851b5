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
        if self.start < bytes.len() {
            self.grow(bytes.len());
        }
        let start = self.start - bytes.len();
        if let Some(place) = self.buffer.get_mut(start..self.start) {
            place.copy_from_slice(bytes);
        }
        self.start = start;
    }

    /// Writes a tag and the length of what was written.
    #[inline]
    pub(super) fn header(&mut self, tag: Tag, len: usize) {
        let bits = tag.bits();
        let start = self.start.wrapping_sub(2);
        #[allow(clippy::cast_possible_truncation, reason = "both are less than 128")]
        if bits < 0x80
            && len < 0x80
            && let Some([first, second]) = self.buffer.get_mut(start..self.start)
        {
            (*first, *second) = (bits as u8, len as u8);
            self.start = start;
        } else {
            self.varint(len as u64);
            self.varint(bits);
        }
    }

    /// Writes a tag, a length and as many bytes.
    #[inline]
    pub(super) fn record(&mut self, tag: Tag, bytes: &[u8]) {
        let bits = tag.bits();
        let start = self.start.wrapping_sub(bytes.len() + 2);
        #[allow(clippy::cast_possible_truncation, reason = "both are less than 128")]
        if bits < 0x80
            && bytes.len() < 0x80
            && let Some([tag, len, place @ ..]) = self.buffer.get_mut(start..self.start)
        {
            (*tag, *len) = (bits as u8, bytes.len() as u8);
            place.copy_from_slice(bytes);
            self.start = start;
        } else {
            self.put(bytes);
            self.header(tag, bytes.len());
        }
    }

    /// Writes a byte.
    #[inline]
    fn byte(&mut self, byte: u8) {
        let start = self.start.wrapping_sub(1);
        match self.buffer.get_mut(start) {
            Some(place) => {
                *place = byte;
                self.start = start;
            }
            None => self.put(&[byte]),
        }
    }

    /// Writes a varint.
    #[inline]
    pub(super) fn varint(&mut self, value: u64) {
        #[allow(clippy::cast_possible_truncation, reason = "it is less than 128")]
        match value < 0x80 {
            true => self.byte(value as u8),
            false => self.long_varint(value),
        }
    }

    fn long_varint(&mut self, mut value: u64) {
        let mut bytes = [0; 10];
        let mut len = 0;
        for byte in &mut bytes {
            #[allow(clippy::cast_possible_truncation, reason = "only seven bits are kept")]
            let low = (value & 0x7f) as u8;
            value >>= 7;
            len += 1;
            if value == 0 {
                *byte = low;
                break;
            }
            *byte = low | 0x80;
        }
        self.put(bytes.get(..len).unwrap_or_default());
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
