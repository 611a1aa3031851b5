//! [`Output`]: a buffer that is written from the end.

/// The initial capacity, in bytes. Most requests fit.
const INITIAL_CAPACITY: usize = 256;

/// A buffer that is written from the end, so that a length can be written before what it measures.
pub(super) struct Output {
    buffer: Vec<u8>,
    /// The index of the first byte that is written.
    start: usize,
    /// Whether enum values that are known by their name alone are omitted.
    omits_enum_names: bool,
}

impl Output {
    pub(super) fn new(omits_enum_names: bool) -> Self {
        Self { buffer: vec![0; INITIAL_CAPACITY], start: INITIAL_CAPACITY, omits_enum_names }
    }

    /// Whether enum values that are known by their name alone are omitted.
    #[inline]
    pub(super) const fn omits_enum_names(&self) -> bool {
        self.omits_enum_names
    }

    /// The number of bytes written.
    #[inline]
    pub(super) const fn len(&self) -> usize {
        self.buffer.len() - self.start
    }

    /// What was written.
    pub(super) fn into_vec(mut self) -> Vec<u8> {
        self.buffer.drain(..self.start);
        self.buffer
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

    /// Writes a varint.
    #[inline]
    pub(super) fn varint(&mut self, value: u64) {
        #[allow(clippy::cast_possible_truncation, reason = "it is less than 128")]
        match value < 0x80 {
            true => self.put(&[value as u8]),
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

    /// Makes room for at least this many bytes.
    pub(super) fn grow(&mut self, bytes: usize) {
        let written = self.len();
        let capacity = self.buffer.len().max(bytes).saturating_add(self.buffer.len());
        let mut buffer = vec![0; capacity];
        let start = capacity - written;
        if let (Some(to), Some(from)) = (buffer.get_mut(start..), self.buffer.get(self.start..)) {
            to.copy_from_slice(from);
        }
        (self.buffer, self.start) = (buffer, start);
    }
}
