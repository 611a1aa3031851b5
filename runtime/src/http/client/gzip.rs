//! Compression of requests, and decompression of responses with a size limit.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;

/// Compresses a body.
pub(super) fn compress(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body)?;
    encoder.finish()
}

/// A decompressed body.
pub(super) struct Decompressed {
    /// The body, or as many bytes of it as the limit allows.
    pub(super) start: Vec<u8>,
    /// Whether there is more.
    pub(super) exceeds_limit: bool,
}

/// Decompresses a body up to `limit` bytes.
pub(super) fn decompress(body: &[u8], limit: usize) -> io::Result<Decompressed> {
    let mut start = Vec::new();
    let one_more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(body).take(one_more).read_to_end(&mut start)?;
    let exceeds_limit = start.len() > limit;
    start.truncate(limit);
    Ok(Decompressed { start, exceeds_limit })
}

#[cfg(test)]
mod tests {
    use super::{compress, decompress};

    #[test]
    fn nothing_is_decompressed_beyond_the_limit() {
        let whole = compress(&vec![7; 1_000_000]).unwrap();
        let cut = &whole[..whole.len() - 9];
        // The missing end is noticed only if the limit is not reached before.
        for (body, limit, exceeds_limit) in
            [(&whole[..], 1_000_000, false), (&whole, 999_999, true), (cut, 1_000, true)]
        {
            let plain = decompress(body, limit).unwrap();
            assert_eq!((plain.start.len(), plain.exceeds_limit), (limit, exceeds_limit));
        }
        assert!(decompress(cut, 1_000_000).is_err());
    }
}
