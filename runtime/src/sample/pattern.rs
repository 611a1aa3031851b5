//! Strings that match a regular expression, from its syntax tree.

use regex_syntax::hir::{Class, Hir, HirKind};
use regex_syntax::{Parser, ParserBuilder};

use super::Style;
use super::rng::Rng;

/// The maximum length of a string, in bytes. Patterns can require more than fits into memory.
const MAX_LEN: usize = 1 << 16;
/// The maximum number of pattern parts to visit, because repeating an empty pattern adds no bytes.
const MAX_PARTS: u32 = 1 << 17;
/// The maximum number of optional repetitions if no length is required.
const EXTRA_REPETITIONS: u64 = 4;

/// A regular expression to generate strings from.
#[derive(Debug)]
pub(super) struct Pattern {
    hir: Hir,
}

impl Pattern {
    /// Parses a pattern; `None` if it is invalid.
    ///
    /// Classes such as `\w` are ASCII, as in validation. Patterns with other characters in a class
    /// only parse as Unicode.
    pub(super) fn new(source: &str) -> Option<Self> {
        let parser = |unicode: bool| -> Parser {
            ParserBuilder::new().unicode(unicode).utf8(unicode).nest_limit(100).build()
        };
        let read = |unicode: bool| parser(unicode).parse(source).ok();
        Some(Self { hir: read(false).or_else(|| read(true))? })
    }

    /// A string that probably matches: anchors and word boundaries are ignored. Repeats up to `length`
    /// times where the pattern allows.
    pub(super) fn string(&self, rng: &mut Rng, style: Style, length: u64) -> Option<String> {
        let mut writer = Writer { rng, style, length, parts: 0, bytes: Vec::new() };
        writer.write(&self.hir);
        String::from_utf8(writer.bytes).ok()
    }
}

struct Writer<'a> {
    rng: &'a mut Rng,
    style: Style,
    length: u64,
    parts: u32,
    bytes: Vec<u8>,
}

impl Writer<'_> {
    fn write(&mut self, hir: &Hir) {
        self.parts += 1;
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.bytes.extend_from_slice(&literal.0),
            HirKind::Class(class) => self.class(class),
            HirKind::Capture(capture) => self.write(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.write(part)),
            HirKind::Alternation(parts) => {
                if let Some(part) = parts.get(self.rng.index(parts.len())) {
                    self.write(part);
                }
            }
            HirKind::Repetition(repetition) => {
                let more =
                    repetition.max.map_or(u32::MAX, |max| max.saturating_sub(repetition.min));
                let more = u64::from(more).min(self.length.max(EXTRA_REPETITIONS));
                let count = u64::from(repetition.min) + self.rng.below(more + 1);
                for _ in 0..count {
                    if self.bytes.len() > MAX_LEN || self.parts > MAX_PARTS {
                        return;
                    }
                    self.write(&repetition.sub);
                }
            }
        }
    }

    /// Writes one character of a class, or nothing if it is empty.
    fn class(&mut self, class: &Class) {
        let ranges: Vec<(u32, u32)> = match class {
            Class::Unicode(class) => {
                let ranges = class.ranges().iter();
                ranges.map(|range| (range.start().into(), range.end().into())).collect()
            }
            Class::Bytes(class) => {
                let ranges = class.ranges().iter();
                ranges.map(|range| (range.start().into(), range.end().into())).collect()
            }
        };
        // Bytes above ASCII are not characters.
        let last = if matches!(class, Class::Bytes(_)) { 0x7f } else { 0x0010_ffff };
        let plain = match self.style {
            Style::Filled => within(&ranges, 'a'.into(), 'z'.into()).or_else(|| {
                within(&ranges, '0'.into(), '9'.into()).or_else(|| within(&ranges, 0x21, 0x7e))
            }),
            Style::Arbitrary => None,
        };
        let Some(choice) = plain.or_else(|| within(&ranges, 0, last)) else { return };
        let (low, high) = choice.get(self.rng.index(choice.len())).copied().unwrap_or_default();
        let code = self.rng.between(low.into(), high.into());
        let char = u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('\u{fffd}');
        self.bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// The intersection of ranges with another range; `None` if it is empty.
fn within(ranges: &[(u32, u32)], first: u32, last: u32) -> Option<Vec<(u32, u32)>> {
    let parts = ranges.iter().map(|(low, high)| (*low.max(&first), *high.min(&last)));
    let parts: Vec<_> = parts.filter(|(low, high)| low <= high).collect();
    (!parts.is_empty()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of matching strings out of 100.
    fn matching(source: &str, style: Style, length: u64) -> usize {
        let regex = regex_lite::Regex::new(source).expect("a pattern");
        let pattern = Pattern::new(source).expect("a pattern");
        let mut rng = Rng::new(1);
        let strings = (0..100).filter_map(|_| pattern.string(&mut rng, style, length));
        strings.filter(|text| regex.is_match(text)).count()
    }

    #[test]
    fn generated_strings_match() {
        for source in [
            r"^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,}$",
            r"^$|^[^/].*",
            r"^\d{3}-\w+\s[[:upper:]]$",
            r"^(a|b|c)*(?P<name>x?)[^\n]$",
            "^[äöü]+ß$",
            r"(?i)^yes$",
            "",
        ] {
            assert_eq!(matching(source, Style::Filled, 0), 100, "{source}");
            assert!(matching(source, Style::Arbitrary, 40) > 50, "{source}");
        }
    }

    #[test]
    fn invalid_empty_and_huge_patterns_do_not_hang() {
        assert!(Pattern::new("(").is_none());
        assert!(Pattern::new(&"(".repeat(10_000)).is_none());
        let huge = Pattern::new("^((a{1000}){1000}){1000}$").expect("a pattern");
        let text = huge.string(&mut Rng::new(1), Style::Filled, u64::MAX).expect("ASCII");
        assert!(text.len() <= MAX_LEN + 1000, "{}", text.len());
        let empty = Pattern::new("(((){60000}){60000}){60000}x").expect("a pattern");
        assert!(empty.string(&mut Rng::new(1), Style::Filled, 0).is_some());
        assert_eq!(matching(r"^[^\x00-\x{10ffff}]$", Style::Filled, 0), 0);
    }
}
