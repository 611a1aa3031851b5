//! A string of bytes.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet::{Alphabet, STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::error::ScalarError;

/// How many bytes `Debug` shows.
const SHOWN: usize = 8;

const WRITER: GeneralPurpose = base64::engine::general_purpose::STANDARD;
const STANDARD_READER: GeneralPurpose = lenient(&STANDARD);
const URL_SAFE_READER: GeneralPurpose = lenient(&URL_SAFE);

/// Padding is optional, and bits beyond the last byte are dropped, as protobuf's readers do.
const fn lenient(alphabet: &Alphabet) -> GeneralPurpose {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(alphabet, config)
}

/// A protobuf `bytes` value.
///
/// It is a `Vec<u8>` that JSON spells as base64: written in the standard alphabet with padding,
/// read in the standard or URL-safe alphabet, padded or not. `Debug` shows the length and the
/// first few bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Bytes(Vec<u8>);

impl Bytes {
    /// No bytes.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Gives the vector inside.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }

    /// Spells the bytes in the standard alphabet with padding.
    #[must_use]
    pub fn to_base64(&self) -> String {
        to_base64(&self.0)
    }

    /// Reads base64 of either alphabet, padded or not.
    ///
    /// # Errors
    ///
    /// [`ScalarError::Base64`] when the text is not base64 or mixes the alphabets.
    pub fn from_base64(text: &str) -> Result<Self, ScalarError> {
        let url_safe = text.bytes().any(|byte| matches!(byte, b'-' | b'_'));
        let reader = if url_safe { &URL_SAFE_READER } else { &STANDARD_READER };
        reader.decode(text).map(Self).map_err(|_| ScalarError::Base64)
    }
}

/// Spells bytes in the standard alphabet with padding.
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    WRITER.encode(bytes)
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

/// The base64 spelling.
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
