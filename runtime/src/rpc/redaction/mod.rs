//! [`Secrets`]: finds what a server echoes of a request's credentials, and redacts it.
//!
//! `sent` selects the secrets among the headers of a request, `patterns` prepares them, `escapes`
//! reads texts through their escapes, and `search` finds the patterns. [`Error`](super::Error) applies
//! them to all of its parts. Depends on [`Metadata`] and on nothing else of `rpc`.

mod escapes;
mod patterns;
mod search;
mod sent;

use std::ops::Range;

use patterns::Patterns;

use super::{Metadata, REDACTED};

/// The secrets of a request, which must not appear in errors.
///
/// A secret is found as it was sent, percent-encoded, escaped as in JSON or HTML, and as part of a
/// base64 text in any alphabet, each in any case of letters. Each piece of at least [`PIECE`] characters
/// is found, too. Only a secret with spaces is not found in pieces unless it is cut off at the end,
/// because its pieces may be ordinary words.
pub(super) struct Secrets {
    patterns: Patterns,
}

/// The minimum length of a secret, and of the pieces that are found.
///
/// Shorter values, such as `1` or `true`, are not secret, and redacting them would remove ordinary
/// words and numbers.
const PIECE: usize = 8;

impl Secrets {
    /// The secrets in the headers of a request.
    pub(super) fn sent_in(headers: &Metadata) -> Self {
        Self { patterns: Patterns::new(&sent::secrets(headers)) }
    }

    /// Redacts the secrets in a text. Returns `None` if there are none.
    pub(super) fn redact(&self, text: &str) -> Option<String> {
        replaced(text, &search::find(&self.patterns, text.as_bytes(), false))
    }

    /// Redacts the secrets in the start of a text, which may end within a secret.
    pub(super) fn redact_start(&self, text: &str) -> Option<String> {
        replaced(text, &search::find(&self.patterns, text.as_bytes(), true))
    }

    /// Overwrites the secrets in binary data with asterisks, because a text of another length would
    /// not be the same message.
    pub(super) fn mask(&self, bytes: &mut [u8]) {
        for range in search::find(&self.patterns, bytes, false) {
            bytes.get_mut(range).unwrap_or_default().fill(b'*');
        }
    }
}

/// Replaces ranges, which are sorted and apart from each other.
fn replaced(text: &str, ranges: &[Range<usize>]) -> Option<String> {
    if ranges.is_empty() {
        return None;
    }
    let (mut out, mut kept_to) = (String::with_capacity(text.len()), 0);
    for range in ranges {
        // A secret may hold characters of several bytes, and be found from within one.
        let (start, end) = (floor(text, range.start), ceil(text, range.end));
        out.push_str(text.get(kept_to..start).unwrap_or_default());
        out.push_str(REDACTED);
        kept_to = end;
    }
    out.push_str(text.get(kept_to..).unwrap_or_default());
    Some(out)
}

/// The start of the character at an offset.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The end of the character before an offset.
fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests;
