//! [`unit`]: reads a text through the escapes of URLs, JSON and HTML.

/// A character of a text, as one byte.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    pub(super) byte: u8,
    /// The end of the character and of its escape in the text.
    pub(super) end: usize,
}

/// Whether a text has escapes.
pub(super) fn are_in(text: &[u8]) -> bool {
    text.iter().any(|byte| matches!(byte, b'%' | b'\\' | b'&'))
}

/// Reads the character at an offset. `depth` is the number of times that the text is unescaped.
///
/// Returns `None` at the end of the text, also within an escape. Only ASCII is unescaped.
pub(super) fn unit(text: &[u8], at: usize, depth: u8) -> Option<Unit> {
    let Some(outer) = depth.checked_sub(1) else {
        return Some(Unit { byte: *text.get(at)?, end: at + 1 });
    };
    let first = unit(text, at, outer)?;
    let mut rest = Rest { text, at: first.end, depth: outer };
    let byte = match first.byte {
        b'%' => rest.hex(2),
        b'\\' => rest.after_backslash(),
        b'&' => rest.entity(),
        _ => return Some(first),
    };
    match byte {
        Ok(byte) => Some(Unit { byte, end: rest.at }),
        Err(NoEscape::Other) => Some(first),
        Err(NoEscape::End) => None,
    }
}

/// Why there is no escape.
enum NoEscape {
    /// The text ends within it.
    End,
    /// The text goes on differently.
    Other,
}

/// The text after the start of an escape.
struct Rest<'t> {
    text: &'t [u8],
    at: usize,
    depth: u8,
}

impl Rest<'_> {
    fn next(&mut self) -> Result<u8, NoEscape> {
        let Unit { byte, end } = unit(self.text, self.at, self.depth).ok_or(NoEscape::End)?;
        self.at = end;
        Ok(byte)
    }

    fn digit(&mut self, radix: u32) -> Result<u32, NoEscape> {
        char::from(self.next()?).to_digit(radix).ok_or(NoEscape::Other)
    }

    /// Reads hexadecimal digits.
    fn hex(&mut self, digits: usize) -> Result<u8, NoEscape> {
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + self.digit(16)?;
        }
        ascii(code)
    }

    fn after_backslash(&mut self) -> Result<u8, NoEscape> {
        match self.next()? {
            b'u' => self.hex(4),
            b'x' => self.hex(2),
            b't' => Ok(b'\t'),
            same @ (b'"' | b'\'' | b'/' | b'\\') => Ok(same),
            _ => Err(NoEscape::Other),
        }
    }

    fn entity(&mut self) -> Result<u8, NoEscape> {
        const NAMES: [(&[u8], u8); 5] =
            [(b"amp", b'&'), (b"apos", b'\''), (b"gt", b'>'), (b"lt", b'<'), (b"quot", b'"')];
        let mut name = [0; 7];
        for length in 0..name.len() {
            let byte = self.next()?;
            if byte == b';' {
                let name = name.get(..length).unwrap_or_default();
                let named = NAMES.iter().find(|(known, _)| *known == name);
                return named.map_or_else(|| numeric(name), |(_, byte)| Ok(*byte));
            }
            if let Some(place) = name.get_mut(length) {
                *place = byte;
            }
        }
        Err(NoEscape::Other)
    }
}

/// The character of an entity such as `#65` or `#x41`.
fn numeric(name: &[u8]) -> Result<u8, NoEscape> {
    let code = std::str::from_utf8(name).ok().and_then(|name| {
        let number = name.strip_prefix('#')?;
        match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        }
    });
    ascii(code.ok_or(NoEscape::Other)?)
}

fn ascii(code: u32) -> Result<u8, NoEscape> {
    u8::try_from(code).ok().filter(u8::is_ascii).ok_or(NoEscape::Other)
}
