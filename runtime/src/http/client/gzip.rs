//! Compression of requests, and decompression of responses with a size limit.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

/// Compresses a body.
pub(super) fn compress(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body)?;
    encoder.finish()
}

/// Decompresses a body. `None` if the result exceeds `limit` bytes; decompression stops there.
pub(super) fn decompress(body: &[u8], limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut out = Vec::new();
    let one_more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(body).take(one_more).read_to_end(&mut out)?;
    Ok((out.len() <= limit).then_some(out))
}

#[cfg(test)]
mod tests {
    use super::{compress, decompress};

    #[test]
    fn nothing_is_decompressed_beyond_the_limit() {
        let whole = compress(&vec![7; 1_000_000]).unwrap();
        assert_eq!(decompress(&whole, 1_000_000).unwrap().map(|body| body.len()), Some(1_000_000));
        assert_eq!(decompress(&whole, 999_999).unwrap(), None);
        // The missing end is noticed only if the limit is not reached before.
        let cut = &whole[..whole.len() - 9];
        assert_eq!(decompress(cut, 1_000).unwrap(), None);
        assert!(decompress(cut, 1_000_000).is_err());
    }
}
