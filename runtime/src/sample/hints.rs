//! [`Hints`]: the bounds, lengths, patterns and CEL literals in the rules of a value.
//!
//! A CEL rule is a function that returns a bool, so it cannot be asked for a valid value. The
//! literals in its source can: `this == 'a'` and `this >= duration('30m')` accept values near them.

use crate::message::rules::{Bound, Lower, Rule, Rules, Upper};

/// The maximum length of generated strings. A rule that requires more is not satisfied.
pub(super) const MAX_LEN: u64 = 1 << 16;

const NANOS_PER_SECOND: i128 = 1_000_000_000;

/// The constants in the rules of a value.
#[derive(Debug, Default)]
pub(super) struct Hints {
    /// Integers; durations and timestamps in nanoseconds.
    pub(super) numbers: Vec<i128>,
    pub(super) floats: Vec<f64>,
    /// String literals of CEL rules. Some are patterns.
    pub(super) texts: Vec<String>,
    pub(super) patterns: Vec<String>,
    pub(super) format: Option<Format>,
    pub(super) min_len: u64,
    pub(super) max_len: Option<u64>,
}

/// A format that strings must have.
#[derive(Debug, Clone, Copy)]
pub(super) enum Format {
    Email,
    Uri,
    Uuid,
}

impl Hints {
    /// Collects the constants in rules.
    pub(super) fn of(rules: Option<&Rules>) -> Self {
        let mut hints = Self::default();
        for rule in rules.map_or(&[][..], Rules::rules) {
            hints.add(rule);
        }
        hints.numbers.sort_unstable();
        hints.numbers.dedup();
        hints.floats.sort_by(f64::total_cmp);
        hints
    }

    /// Whether a string can have the required length.
    pub(super) fn is_satisfiable(&self) -> bool {
        self.min_len <= MAX_LEN && self.max_len.is_none_or(|max| self.min_len <= max)
    }

    fn add(&mut self, rule: &Rule) {
        match rule {
            Rule::Len(exact) => (self.min_len, self.max_len) = (*exact, Some(*exact)),
            Rule::MinLen(min) => self.min_len = *min,
            Rule::MaxLen(max) => self.max_len = Some(*max),
            Rule::Pattern(pattern) => self.patterns.push(pattern.translation().to_owned()),
            Rule::Bounds(lower, upper) => {
                if let Lower::Gt(bound) | Lower::Gte(bound) = lower {
                    self.bound(*bound);
                }
                if let Upper::Lt(bound) | Upper::Lte(bound) = upper {
                    self.bound(*bound);
                }
            }
            Rule::Email => self.format = Some(Format::Email),
            Rule::Uri => self.format = Some(Format::Uri),
            Rule::Uuid => self.format = Some(Format::Uuid),
            Rule::Cel(rule) => self.expression(rule.expression),
            _ => {}
        }
    }

    fn bound(&mut self, bound: Bound) {
        match bound {
            Bound::Integer(value) => self.numbers.push(value),
            Bound::Float(value) => self.floats.push(value),
            Bound::Duration(value) => {
                self.numbers.push(nanoseconds(value.seconds(), value.nanos().into()));
            }
            Bound::Timestamp(value) => {
                self.numbers.push(nanoseconds(value.seconds(), value.nanos().into()));
            }
        }
    }

    /// Collects the literals of a CEL expression. Invalid CEL only yields useless hints.
    fn expression(&mut self, expression: &str) {
        let mut rest = expression;
        while let Some(first) = rest.chars().next() {
            let taken = match first {
                '\'' | '"' => {
                    let (text, taken) = string(rest, first);
                    self.text(text);
                    taken
                }
                '0'..='9' => {
                    let taken = rest.find(ends_number).unwrap_or(rest.len());
                    self.number(rest.get(..taken).unwrap_or_default());
                    taken
                }
                // Skip identifiers, whose digits are not numbers.
                'a'..='z' | 'A'..='Z' | '_' => rest.find(ends_word).unwrap_or(rest.len()),
                _ => first.len_utf8(),
            };
            rest = rest.get(taken..).unwrap_or_default();
        }
    }

    fn text(&mut self, text: String) {
        if let Ok(time) = text.parse::<crate::Timestamp>() {
            self.numbers.push(nanoseconds(time.seconds(), time.nanos().into()));
        }
        self.numbers.extend(duration(&text));
        self.patterns.push(text.clone());
        self.texts.push(text);
    }

    /// Adds a number with both signs, because a minus is a separate operator.
    fn number(&mut self, text: &str) {
        let text = text.trim_end_matches(['u', 'U']);
        let hexadecimal = text.strip_prefix("0x").map(|digits| i128::from_str_radix(digits, 16));
        if let Ok(number) = hexadecimal.unwrap_or_else(|| text.parse::<i128>()) {
            self.numbers.extend([number, -number]);
        }
        if let Ok(number) = text.parse::<f64>() {
            self.floats.extend([number, -number]);
        }
    }
}

fn ends_number(char: char) -> bool {
    !(char.is_ascii_alphanumeric() || char == '.')
}

fn ends_word(char: char) -> bool {
    !(char.is_ascii_alphanumeric() || char == '_')
}

/// Unescapes a string literal. Also returns its length in the source, with quotes.
fn string(literal: &str, quote: char) -> (String, usize) {
    let mut text = String::new();
    let mut chars = literal.char_indices().skip(1);
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => match chars.next().map_or('\\', |(_, escaped)| escaped) {
                'n' => text.push('\n'),
                'r' => text.push('\r'),
                't' => text.push('\t'),
                escaped => text.push(escaped),
            },
            char if char == quote => return (text, at + quote.len_utf8()),
            char => text.push(char),
        }
    }
    (text, literal.len())
}

/// Parses a CEL duration such as `1h30m`, `-1.5s` or `20ms` to nanoseconds.
fn duration(text: &str) -> Option<i128> {
    let (sign, mut rest) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    if rest.is_empty() {
        return None;
    }
    let mut seconds = 0.0;
    while !rest.is_empty() {
        let (number, tail) = rest.split_at(rest.find(|char: char| char.is_ascii_alphabetic())?);
        let end = tail.find(|char: char| !char.is_alphabetic()).unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(end);
        let unit = match unit {
            "h" => 3600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            "us" => 1e-6,
            "ns" => 1e-9,
            _ => return None,
        };
        seconds += number.parse::<f64>().ok()? * unit;
        rest = tail;
    }
    #[allow(clippy::cast_possible_truncation, reason = "hints may be inexact, and `as` saturates")]
    let nanos = (sign * seconds * 1e9).round() as i128;
    Some(nanos)
}

/// Converts seconds and nanoseconds to nanoseconds.
pub(super) fn nanoseconds(seconds: i64, nanos: i64) -> i128 {
    i128::from(seconds) * NANOS_PER_SECOND + i128::from(nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hints(expression: &str) -> Hints {
        let mut hints = Hints::default();
        hints.expression(expression);
        hints
    }

    #[test]
    fn literals_are_collected() {
        let found = hints(r#"this in ['a', "it\'s", 'ü'] || this.matches('^x{2}$') && a1 < 0x10u"#);
        assert_eq!(found.texts, ["a", "it's", "ü", "^x{2}$"]);
        assert_eq!(found.numbers, [16, -16]);
        assert_eq!(hints("this > 0.5 && this < 1e3").floats, [0.5, -0.5, 1e3, -1e3]);
        assert_eq!(hints("size(this) in [16, 32]").numbers, [16, -16, 32, -32]);
    }

    #[test]
    fn durations_and_timestamps_are_collected() {
        let found =
            hints("this == duration('-1h1.5s') || this > timestamp('1970-01-01T00:00:01Z')");
        assert_eq!(found.numbers, [-3_601_500_000_000, 1_000_000_000]);
        assert_eq!(duration("20ms"), Some(20_000_000));
        for text in ["", "1", "s", "1x", "-", "1hs", "m1"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn invalid_expressions_do_not_hang() {
        for text in [
            "'",
            "'\\",
            "\"a",
            "'\\'",
            "0x",
            "1.2.3",
            "99999999999999999999999999999999999999999999u",
            "é'é",
        ] {
            let _ = hints(text);
        }
    }
}
