//! [`Patterns`]: secrets in the forms that are searched for.

use std::collections::{HashMap, HashSet};

use gitpod_formats::base64;

use super::PIECE;
use super::sent::{Kind, Secret};

/// The secrets of a request, normalized and in all encodings that are not escapes.
#[derive(Default)]
pub(super) struct Patterns {
    /// All pieces of credentials.
    pieces: HashSet<Piece>,
    /// The other patterns by their first piece.
    whole: HashMap<Piece, Vec<Box<[u8]>>>,
    /// The start of each pattern, shorter than a piece.
    starts: Vec<[u8; PIECE - 1]>,
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
        let (Some(first), Some(start)) = (form.first_chunk(), form.first_chunk()) else { return };
        self.starts.push(*start);
        match kind {
            Kind::Credential => {
                self.pieces.extend(form.windows(PIECE).filter_map(<[u8]>::first_chunk).map(piece))
            }
            Kind::Words => self.whole.entry(piece(first)).or_default().push(form),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Whether this is a piece of a credential.
    pub(super) fn has_piece(&self, piece: Piece) -> bool {
        self.pieces.contains(&piece)
    }

    /// What follows a piece in the patterns that start with it and are only found whole.
    pub(super) fn starting_with(&self, piece: Piece) -> impl Iterator<Item = &[u8]> {
        let whole = self.whole.get(&piece).into_iter().flatten();
        whole.filter_map(|pattern| pattern.get(PIECE..))
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
