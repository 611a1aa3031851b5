//! The content types of messages in the Connect protocol.
//!
//! Used for requests, responses and hints.

use crate::codec::Codec;

/// The content type of a codec.
pub(super) const fn of(codec: Codec) -> &'static str {
    match codec {
        Codec::Json => "application/json",
        Codec::Binary => "application/proto",
    }
}

/// Whether a content type is that of a codec, with any parameters.
pub(super) fn is(codec: Codec, content_type: Option<&str>) -> bool {
    let essence = content_type.and_then(|text| text.split(';').next()).unwrap_or_default();
    essence.trim().eq_ignore_ascii_case(of(codec))
}
