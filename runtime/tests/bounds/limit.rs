//! [`assert_bounded`] and [`assert_stopped`]: the memory limit of decoding holds, and rejects only what
//! is large.

use crate::allocations::peak_during;
use crate::gitpod_runtime::codec::{Codec, DecodeErrorKind, ReadOptions};
use crate::gitpod_runtime::{DecodeError, Message};

/// What decoding allocates besides the message: escaped strings before and after they are shrunk, an
/// error with its path, and sets of fields.
fn besides(input: &[u8]) -> usize {
    input.len() * 2 + (4 << 10)
}

/// Decodes with a limit. Returns the peak, too.
fn decode(
    new: &dyn Fn() -> Box<dyn Message>,
    codec: Codec,
    input: &[u8],
    limit: Option<usize>,
) -> (Result<(), DecodeError>, usize) {
    let mut message = new();
    peak_during(|| ReadOptions::new().memory_limit(limit).decode_into(codec, input, &mut *message))
}

/// The start of an input, for failures.
fn shown(new: &dyn Fn() -> Box<dyn Message>, input: &[u8]) -> String {
    let start = input.get(..120).unwrap_or(input);
    format!("{}: {}", new().descriptor().name(), start.escape_ascii())
}

/// Decodes an input without a limit and with this one. Returns the memory that the first took.
#[track_caller]
pub(crate) fn assert_bounded(
    new: &dyn Fn() -> Box<dyn Message>,
    codec: Codec,
    input: impl AsRef<[u8]>,
    limit: usize,
) -> usize {
    let input = input.as_ref();
    let (decoded, needed) = decode(new, codec, input, None);
    decoded.unwrap_or_else(|error| panic!("{error}: {}", shown(new, input)));
    match assert_stopped(new, codec, input, limit) {
        Ok(()) => assert!(needed <= limit + besides(input), "{needed}: {}", shown(new, input)),
        Err(error) => {
            assert_eq!(error.kind(), DecodeErrorKind::MemoryLimit, "{error}");
            // Small blocks are charged more than they take, and so are maps.
            assert!(needed > limit / 20, "{needed} of {limit}: {error}");
        }
    }
    needed
}

/// Decodes an input, valid or not, with a limit, and checks that it takes no more.
#[track_caller]
pub(crate) fn assert_stopped(
    new: &dyn Fn() -> Box<dyn Message>,
    codec: Codec,
    input: &[u8],
    limit: usize,
) -> Result<(), DecodeError> {
    let (decoded, peak) = decode(new, codec, input, Some(limit));
    assert!(peak <= limit + besides(input), "{peak} of {limit}: {}", shown(new, input));
    decoded
}
