//! [`JsonKey`]: the key of a field as it is in JSON.

/// The key of a field in JSON, with the punctuation around it: `,"name":`.
///
/// It is a part of the table, in an array of fixed size, so that an encoder copies and a decoder
/// compares it without a call. Few names are too long for it.
#[derive(Debug)]
pub(crate) struct JsonKey {
    text: [u8; Self::SIZE],
    len: u8,
}

impl JsonKey {
    /// The maximum length, with punctuation.
    pub(crate) const SIZE: usize = 32;

    pub(super) const fn of(name: &str) -> Self {
        let mut text = [0; Self::SIZE];
        #[allow(clippy::cast_possible_truncation, reason = "longer names do not fit")]
        let len = (name.len() + 4) as u8;
        if let Some((open, rest)) = text.split_first_chunk_mut()
            && let Some((key, rest)) = rest.split_at_mut_checked(name.len())
            && let Some((close, _)) = rest.split_first_chunk_mut()
        {
            *open = *b",\"";
            key.copy_from_slice(name.as_bytes());
            *close = *b"\":";
            Self { text, len }
        } else {
            Self { text: [0; Self::SIZE], len: 0 }
        }
    }

    /// The text, with bytes after it that are no part of it, and its length. `None` if the name is too
    /// long.
    #[inline]
    pub(crate) const fn padded(&self) -> Option<(&[u8; Self::SIZE], usize)> {
        match self.len {
            0 => None,
            len => Some((&self.text, len as usize)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::JsonKey;

    #[test]
    fn names_have_punctuation_unless_they_are_too_long() {
        for length in 0..300 {
            let name = "a".repeat(length);
            let key = JsonKey::of(&name);
            let text = key.padded().map(|(text, len)| text[..len].to_vec());
            let expected = (length <= 28).then(|| format!(",\"{name}\":").into_bytes());
            assert_eq!(text, expected, "{length}");
        }
    }
}
