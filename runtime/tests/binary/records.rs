//! Records of the wire format, written without the encoder.

/// A varint.
pub(crate) fn number(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

/// The tag of a record.
pub(crate) fn tag(field: u64, wire_type: u64) -> Vec<u8> {
    number(field << 3 | wire_type)
}

pub(crate) fn varint(field: u64, value: u64) -> Vec<u8> {
    [tag(field, 0), number(value)].concat()
}

pub(crate) fn fixed64(field: u64, value: u64) -> Vec<u8> {
    [tag(field, 1), value.to_le_bytes().to_vec()].concat()
}

pub(crate) fn fixed32(field: u64, value: u32) -> Vec<u8> {
    [tag(field, 5), value.to_le_bytes().to_vec()].concat()
}

/// A string, bytes, a message, an entry of a map or a packed list.
pub(crate) fn bytes(field: u64, contents: impl AsRef<[u8]>) -> Vec<u8> {
    let contents = contents.as_ref();
    [tag(field, 2), number(contents.len() as u64), contents.to_vec()].concat()
}

pub(crate) fn group(field: u64, contents: impl AsRef<[u8]>) -> Vec<u8> {
    [tag(field, 3), contents.as_ref().to_vec(), tag(field, 4)].concat()
}
