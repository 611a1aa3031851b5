//! Scalars that contain the values of others.

use super::Codec;
use crate::ir::{Encoding, Repr, Scalar};

/// Whether a reader of one scalar understands all values of another.
pub(super) fn scalars(codec: Codec, writer: Scalar, reader: Scalar) -> bool {
    if writer == reader {
        return true;
    }
    match codec {
        Codec::Binary => binary(writer, reader),
        Codec::Json => json(writer, reader),
    }
}

fn binary(writer: Scalar, reader: Scalar) -> bool {
    if let (Scalar::String, Scalar::Bytes) = (writer, reader) {
        return true;
    }
    let same_encoding = writer.encoding() == reader.encoding();
    let is_varint = writer.encoding() == Encoding::Varint;
    match (range(writer), range(reader)) {
        (Some(written), Some(read)) => same_encoding && contains(read, written),
        // A boolean is the number 0 or 1.
        (None, Some(_)) => writer == Scalar::Bool && same_encoding && is_varint,
        _ => false,
    }
}

fn json(writer: Scalar, reader: Scalar) -> bool {
    match (range(writer), range(reader)) {
        (Some(written), Some(read)) => contains(read, written),
        // Integers of 32 bits are exact as `double`.
        (Some((least, most)), None) => {
            reader == Scalar::Double && least >= i32::MIN.into() && most <= u32::MAX.into()
        }
        _ => writer == Scalar::Float && reader == Scalar::Double,
    }
}

/// Whether the numbers of an enum fit a scalar in binary.
pub(super) fn holds_enums(scalar: Scalar) -> bool {
    scalar.encoding() == Encoding::Varint
        && range(scalar).is_some_and(|read| contains(read, (i32::MIN.into(), i32::MAX.into())))
}

/// Whether the values of a scalar are numbers that an enum field can have.
pub(super) fn is_enum_number(codec: Codec, scalar: Scalar) -> bool {
    match codec {
        Codec::Binary => scalar == Scalar::Int32,
        Codec::Json => scalar.repr() == Repr::I32,
    }
}

type Range = (i128, i128);

fn contains(outer: Range, inner: Range) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}

/// The range of an integer.
fn range(scalar: Scalar) -> Option<Range> {
    Some(match scalar.repr() {
        Repr::I32 => (i32::MIN.into(), i32::MAX.into()),
        Repr::I64 => (i64::MIN.into(), i64::MAX.into()),
        Repr::U32 => (0, u32::MAX.into()),
        Repr::U64 => (0, u64::MAX.into()),
        Repr::String
        | Repr::Bool
        | Repr::Bytes
        | Repr::F32
        | Repr::F64
        | Repr::Timestamp
        | Repr::Duration => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_needs_all_values_in_the_same_encoding() {
        let is_read = |codec, writer, reader| {
            scalars(codec, Scalar::parse(writer).unwrap(), Scalar::parse(reader).unwrap())
        };
        let in_binary = |writer, reader| is_read(Codec::Binary, writer, reader);
        let in_json = |writer, reader| is_read(Codec::Json, writer, reader);
        assert!(in_binary("int32", "int64") && !in_binary("int64", "int32"));
        assert!(in_binary("uint32", "int64") && !in_binary("int32", "uint32"));
        assert!(in_binary("bool", "int32") && !in_binary("int32", "bool"));
        assert!(!in_binary("int32", "sint64") && in_json("int32", "sint64"));
        assert!(!in_binary("fixed32", "fixed64") && in_json("fixed32", "fixed64"));
        assert!(!in_binary("float", "double") && in_json("float", "double"));
        assert!(in_binary("string", "bytes") && !in_json("string", "bytes"));
        assert!(!in_binary("bytes", "string") && !in_json("bytes", "string"));
        assert!(!in_json("int64", "double") && in_json("uint32", "double"));
        assert!(!in_json("timestamp", "string") && !in_binary("timestamp", "string"));
        assert!(!in_json("bool", "int32"));
        let is_number = |codec, scalar| is_enum_number(codec, Scalar::parse(scalar).unwrap());
        assert!(is_number(Codec::Binary, "int32") && is_number(Codec::Json, "sint32"));
        assert!(!is_number(Codec::Binary, "sint32") && !is_number(Codec::Json, "uint32"));
    }
}
