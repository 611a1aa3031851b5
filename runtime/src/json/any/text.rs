//! An `Any` as JSON text, for the serde adapter, behind its feature.

use super::super::decode::Decoder;
use super::super::encode::Encoding;
use super::super::reader::Reader;
use super::super::report::decode_error;
use super::super::well_known::Types;
use super::write;
use crate::message::{Budget, Message};
use crate::wire::{DecodeError, EncodeError, IgnoreUnknown};

/// Reads the JSON form of an `Any` at a depth.
pub(crate) fn read_text(
    text: &str,
    any: &mut dyn Message,
    types: Types,
    depth: u32,
) -> Result<(), DecodeError> {
    let (reader, budget) = (Reader::new(text, 0), Budget::new(None));
    let mut decoder = Decoder { reader, depth, unknown: IgnoreUnknown, budget, types };
    let of = any.descriptor();
    decoder.document(any).map_err(|error| decode_error(*error, of, text.as_bytes()))
}

/// Writes the JSON form of an `Any`.
pub(crate) fn write_text(any: &dyn Message, types: Types) -> Result<Vec<u8>, EncodeError> {
    let (mut out, mut encoding) = (Vec::new(), Encoding::strict(types));
    match write::<false>(any, &mut out, &mut encoding) {
        Ok(()) => Ok(out),
        Err(fault) => Err(fault.into_error(any.descriptor())),
    }
}
