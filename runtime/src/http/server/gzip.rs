//! Gzip for `connectrpc`.

use std::io::Read;

use bytes::Bytes;
use connectrpc::{CompressionProvider, ConnectError, GzipProvider};
use flate2::bufread::MultiGzDecoder;

/// Gzip with any number of members, as RFC 1952 defines it.
///
/// `connectrpc`'s own provider ignores everything after the first member, so a message would be cut
/// short in silence. Here the members are concatenated; anything else after a member is an error.
pub(super) struct Gzip(GzipProvider);

impl Gzip {
    pub(super) fn new() -> Self {
        Self(GzipProvider::new())
    }
}

impl CompressionProvider for Gzip {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn compress(&self, data: &[u8]) -> Result<Bytes, ConnectError> {
        self.0.compress(data)
    }

    fn decompressor<'a>(&self, data: &'a [u8]) -> Result<Box<dyn Read + 'a>, ConnectError> {
        Ok(Box::new(MultiGzDecoder::new(data)))
    }
}
