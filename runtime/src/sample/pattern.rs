//! Strings that match a regular expression, from its syntax tree.

use regex_syntax::hir::{Class, Hir, HirKind};
use regex_syntax::{Parser, ParserBuilder};

use super::Style;
use super::rng::Rng;

/// How long a string may get; patterns can ask for far more than anyone could store.
const LONGEST: usize = 1 << 16;
/// How many parts of a pattern are written at most: repetitions of nothing get no longer.
const PARTS: u32 = 1 << 17;
/// How many more repetitions there are than must be, at most, while nobody asks for length.
const FEW: u64 = 4;

/// A regular expression to make strings of.
#[derive(Debug)]
pub(super) struct Pattern {
    hir: Hir,
}

impl Pattern {
    /// Reads a pattern; `None` for what is none.
    ///
    /// Classes such as `\w` are those of ASCII, as where patterns are checked; a class of other
    /// characters can only be read as Unicode.
    pub(super) fn new(source: &str) -> Option<Self> {
        let parser = |unicode: bool| -> Parser {
            ParserBuilder::new().unicode(unicode).utf8(unicode).nest_limit(100).build()
        };
        let read = |unicode: bool| parser(unicode).parse(source).ok();
        Some(Self { hir: read(false).or_else(|| read(true))? })
    }

    /// A string that likely matches: anchors and word boundaries are taken for granted. With
    /// `length`, repetitions go up to it.
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
                let more = u64::from(more).min(self.length.max(FEW));
                let count = u64::from(repetition.min) + self.rng.below(more + 1);
                for _ in 0..count {
                    if self.bytes.len() > LONGEST || self.parts > PARTS {
                        return;
                    }
                    self.write(&repetition.sub);
                }
            }
        }
    }

    /// One character of a class; nothing of an empty one.
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
        // A byte beyond ASCII is no character by itself.
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

/// The parts of ranges that lie between two characters, if there are any.
fn within(ranges: &[(u32, u32)], first: u32, last: u32) -> Option<Vec<(u32, u32)>> {
    let parts = ranges.iter().map(|(low, high)| (*low.max(&first), *high.min(&last)));
    let parts: Vec<_> = parts.filter(|(low, high)| low <= high).collect();
    (!parts.is_empty()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of a hundred strings match.
    fn matching(source: &str, style: Style, length: u64) -> usize {
        let regex = regex_lite::Regex::new(source).expect("a pattern");
        let pattern = Pattern::new(source).expect("a pattern");
        let mut rng = Rng::new(1);
        let strings = (0..100).filter_map(|_| pattern.string(&mut rng, style, length));
        strings.filter(|text| regex.is_match(text)).count()
    }

    #[test]
    fn strings_match() {
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
    fn what_cannot_match_or_is_huge_ends() {
        assert!(Pattern::new("(").is_none());
        assert!(Pattern::new(&"(".repeat(10_000)).is_none());
        let huge = Pattern::new("^((a{1000}){1000}){1000}$").expect("a pattern");
        let text = huge.string(&mut Rng::new(1), Style::Filled, u64::MAX).expect("ASCII");
        assert!(text.len() <= LONGEST + 1000, "{}", text.len());
        let empty = Pattern::new("(((){60000}){60000}){60000}x").expect("a pattern");
        assert!(empty.string(&mut Rng::new(1), Style::Filled, 0).is_some());
        assert_eq!(matching(r"^[^\x00-\x{10ffff}]$", Style::Filled, 0), 0);
    }
}
