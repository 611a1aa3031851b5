//! [`Patterns`]: secrets in the forms that are searched for.

use std::collections::HashMap;

use gitpod_formats::base64;

use super::PIECE;
use super::sent::{Kind, Secret};

/// The secrets of a request, normalized and in all encodings that are not escapes.
#[derive(Default)]
pub(super) struct Patterns {
    pieces: HashMap<Piece, Found>,
    /// The start of each pattern, shorter than a piece.
    starts: Vec<[u8; PIECE - 1]>,
}

/// What is found with a piece.
#[derive(Default)]
pub(super) struct Found {
    /// Whether the piece is one of a credential.
    pub(super) is_secret: bool,
    /// What follows in the patterns that start with the piece and are only found whole.
    pub(super) rests: Vec<Box<[u8]>>,
}

/// [`PIECE`] bytes as a number.
pub(super) type Piece = u64;

impl Patterns {
    pub(super) fn new(secrets: &[Secret]) -> Self {
        let mut patterns = Self::default();
        for Secret { kind, text } in secrets {
            for form in forms(text) {
                patterns.add(*kind, &form);
            }
        }
        patterns
    }

    fn add(&mut self, kind: Kind, form: &[u8]) {
        let form: Box<[u8]> = form.iter().copied().map(normalized).collect();
        let (Some((first, rest)), Some(start)) = (form.split_first_chunk(), form.first_chunk())
        else {
            return;
        };
        self.starts.push(*start);
        match kind {
            Kind::Credential => {
                for bytes in form.windows(PIECE).filter_map(<[u8]>::first_chunk) {
                    self.pieces.entry(piece(bytes)).or_default().is_secret = true;
                }
            }
            Kind::Words => self.pieces.entry(piece(first)).or_default().rests.push(rest.into()),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// What is found with a piece. `None` if nothing is.
    pub(super) fn found_with(&self, piece: Piece) -> Option<&Found> {
        self.pieces.get(&piece)
    }

    /// The starts of all patterns, shorter than a piece.
    pub(super) fn starts(&self) -> &[[u8; PIECE - 1]] {
        &self.starts
    }
}

fn piece(bytes: &[u8; PIECE]) -> Piece {
    Piece::from_be_bytes(*bytes)
}

/// A byte in the form that is compared: hosts are in lower case, and both alphabets of base64 are the
/// same.
pub(super) const fn normalized(byte: u8) -> u8 {
    match byte.to_ascii_lowercase() {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    }
}

/// A secret as it was sent, and the characters that it determines in base64 of a text around it.
fn forms(secret: &str) -> impl Iterator<Item = Vec<u8>> {
    let encoded = (0..3).map(|before| {
        let bytes = [&vec![0; before], secret.as_bytes()].concat();
        let text = base64::encode_unpadded(&bytes);
        // Each character has six bits. The first and the last may share some with other bytes.
        let (start, end) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
        text.as_bytes().get(start..end).unwrap_or_default().to_vec()
    });
    std::iter::once(secret.as_bytes().to_vec()).chain(encoded)
}
