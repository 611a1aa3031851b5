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

    /// The maximum length of a name.
    const NAME: usize = Self::SIZE - 4;

    /// The key with a name. Copies byte by byte, because this is computed for each field of a crate each time
    /// that the crate is checked, and the functions of slices take several times as long then.
    pub(super) const fn of(name: &str) -> Self {
        let mut text = [0; Self::SIZE];
        if name.len() > Self::NAME {
            return Self { text, len: 0 };
        }
        let mut rest = name.as_bytes();
        let mut len = 2;
        while let [byte, bytes @ ..] = rest {
            text[len] = *byte;
            len += 1;
            rest = bytes;
        }
        text[0] = b',';
        text[1] = b'"';
        text[len] = b'"';
        text[len + 1] = b':';
        #[allow(clippy::cast_possible_truncation, reason = "longer names do not fit")]
        Self { text, len: (len + 2) as u8 }
    }

    /// The length of the key if `text` starts with it. The byte in place of the comma is not compared.
    /// `None` also if the name is too long.
    #[inline]
    pub(crate) fn len_in(&self, text: &[u8; Self::SIZE]) -> Option<usize> {
        let len = usize::from(self.len);
        let [a, b, c, d] = words(text);
        let [e, f, g, h] = words(&self.text);
        let [i, j, k, l] = *MASKS.get(len)?;
        let difference = (a ^ e) & i | (b ^ f) & j | (c ^ g) & k | (d ^ h) & l;
        (difference == 0 && len != 0).then_some(len)
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

/// For each length, the bits of a key of this length without its comma.
static MASKS: [[u64; JsonKey::SIZE / 8]; JsonKey::SIZE + 1] = {
    let mut masks = [[0; JsonKey::SIZE / 8]; JsonKey::SIZE + 1];
    let mut rest: &mut [_] = &mut masks;
    let mut len = JsonKey::SIZE + 1;
    while let Some((row, shorter)) = rest.split_last_mut() {
        len -= 1;
        let mut bytes = [0; JsonKey::SIZE];
        if let Some((key, _)) = bytes.split_at_mut_checked(len)
            && let Some((_, name)) = key.split_first_mut()
        {
            let mut name: &mut [u8] = name;
            while let Some((byte, next)) = name.split_first_mut() {
                *byte = u8::MAX;
                name = next;
            }
        }
        *row = words(&bytes);
        rest = shorter;
    }
    masks
};

/// The words of a text of fixed size.
#[inline]
const fn words(text: &[u8; JsonKey::SIZE]) -> [u64; JsonKey::SIZE / 8] {
    let (chunks, _) = text.as_chunks();
    match *chunks {
        [a, b, c, d] => [
            u64::from_ne_bytes(a),
            u64::from_ne_bytes(b),
            u64::from_ne_bytes(c),
            u64::from_ne_bytes(d),
        ],
        _ => [0; JsonKey::SIZE / 8],
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

    #[test]
    fn a_text_starts_with_a_key_if_all_bytes_but_the_first_are_equal() {
        for length in 0..40 {
            let key = JsonKey::of(&"a".repeat(length));
            let mut text = [b'a'; JsonKey::SIZE];
            let Some((padded, len)) = key.padded() else {
                assert_eq!(key.len_in(&text), None);
                continue;
            };
            text[..len].copy_from_slice(&padded[..len]);
            for index in 0..JsonKey::SIZE {
                let byte = std::mem::replace(&mut text[index], b'?');
                let is_in_key = (1..len).contains(&index);
                assert_eq!(key.len_in(&text), (!is_in_key).then_some(len), "{index} of {len}");
                text[index] = byte;
            }
        }
    }
}
