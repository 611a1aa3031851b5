//! [`RecordWriter`]: writes messages in the binary wire format that have no descriptor.

/// A message that is written field by field, for the few that have no descriptor.
#[derive(Default)]
pub(crate) struct RecordWriter(Vec<u8>);

impl RecordWriter {
    /// What was written.
    pub(crate) fn into_vec(self) -> Vec<u8> {
        self.0
    }

    /// Writes a field of a number, a boolean or an enum.
    pub(crate) fn number(&mut self, field: u32, value: u64) {
        self.varint(u64::from(field) << 3);
        self.varint(value);
    }

    /// Writes a boolean if it is true.
    pub(crate) fn flag(&mut self, field: u32, value: bool) {
        if value {
            self.number(field, 1);
        }
    }

    /// Writes a field of a string or of a message.
    pub(crate) fn bytes(&mut self, field: u32, value: impl AsRef<[u8]>) {
        let value = value.as_ref();
        self.varint(u64::from(field) << 3 | 2);
        self.varint(value.len() as u64);
        self.0.extend_from_slice(value);
    }

    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }
}
