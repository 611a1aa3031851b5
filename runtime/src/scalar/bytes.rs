//! The protobuf type `bytes`.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;

use gitpod_formats::base64;

use super::error::ScalarError;

/// The number of bytes that `Debug` shows.
const SHOWN: usize = 8;

/// A protobuf `bytes` value.
///
/// A `Vec<u8>` that is base64 in JSON: written in the standard alphabet with padding, read in the
/// standard or URL-safe alphabet with or without padding. `Debug` shows the length and the first
/// few bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Bytes(Vec<u8>);

impl Bytes {
    /// Creates an empty value.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Returns the vector inside.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }

    /// Encodes the bytes in the standard alphabet with padding.
    #[must_use]
    pub fn to_base64(&self) -> String {
        base64::encode(&self.0)
    }

    /// Decodes base64 in the standard or URL-safe alphabet, with or without padding.
    ///
    /// # Errors
    ///
    /// [`ScalarError::Base64`] if the text is not base64 or mixes the alphabets.
    pub fn from_base64(text: &str) -> Result<Self, ScalarError> {
        base64::decode(text).map(Self).ok_or(ScalarError::Base64)
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl DerefMut for Bytes {
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Bytes {
    fn from(bytes: [u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Bytes {
    fn from(bytes: &[u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Bytes> for Vec<u8> {
    fn from(bytes: Bytes) -> Self {
        bytes.0
    }
}

impl FromIterator<u8> for Bytes {
    fn from_iter<I: IntoIterator<Item = u8>>(bytes: I) -> Self {
        Self(bytes.into_iter().collect())
    }
}

/// Writes base64; see [`Bytes::to_base64`].
impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.to_base64())
    }
}

/// Reads base64; see [`Bytes::from_base64`].
impl FromStr for Bytes {
    type Err = ScalarError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_base64(text)
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(&self.0, f)
    }
}

/// Shows the length and the first few bytes, as in `Bytes(3: 01 02 ff)`.
pub(crate) fn debug(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "Bytes({}", bytes.len())?;
    for (index, byte) in bytes.iter().take(SHOWN).enumerate() {
        let separator = if index == 0 { ": " } else { " " };
        write!(f, "{separator}{byte:02x}")?;
    }
    f.write_str(if bytes.len() > SHOWN { " …)" } else { ")" })
}
