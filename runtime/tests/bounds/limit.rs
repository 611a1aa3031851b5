//! [`assert_bounded`]: the memory limit of decoding holds, and rejects only what is large.

use crate::allocations::peak_during;
use crate::gitpod_runtime::Message;
use crate::gitpod_runtime::codec::{Codec, DecodeErrorKind, ReadOptions};

/// What decoding allocates besides the message: escaped strings before and after they are shrunk, an
/// error with its path, and sets of fields.
fn besides(json: &str) -> usize {
    json.len() * 2 + (4 << 10)
}

/// Decodes a document without a limit and with this one. Returns the memory that the first took.
#[track_caller]
pub(crate) fn assert_bounded(
    new: &dyn Fn() -> Box<dyn Message>,
    json: &str,
    limit: usize,
) -> usize {
    let decode = |limit| {
        let mut message = new();
        let decoded = peak_during(|| {
            ReadOptions::new().memory_limit(limit).decode_into(
                Codec::Json,
                json.as_bytes(),
                &mut *message,
            )
        });
        (message.descriptor().name(), decoded)
    };
    let (name, (decoded, needed)) = decode(None);
    let shown = || format!("{name}: {:.120}", json);
    decoded.unwrap_or_else(|error| panic!("{error}: {}", shown()));
    let (_, (decoded, peak)) = decode(Some(limit));
    assert!(peak <= limit + besides(json), "{peak} of {limit}: {}", shown());
    match decoded {
        Ok(()) => assert!(needed <= limit + besides(json), "{needed}: {}", shown()),
        Err(error) => {
            assert_eq!(error.kind(), DecodeErrorKind::MemoryLimit, "{error}");
            // Small blocks are charged more than they take, and so are maps.
            assert!(needed > limit / 20, "{needed} of {limit}: {error}");
        }
    }
    needed
}
