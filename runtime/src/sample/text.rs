//! Strings.

use super::hints::{Format, Hints, MAX_LEN};
use super::propose::{NAME_ATTEMPTS, ValueSpec};
use super::rng::Rng;
use super::{Style, names};

/// A realistic string; later attempts follow the rules.
pub(super) fn realistic(rng: &mut Rng, spec: &ValueSpec, attempt: u32) -> String {
    let hints = &spec.hints;
    match (hints.format, attempt % 4) {
        (Some(Format::Uuid), _) => names::uuid(rng),
        (Some(Format::Email), kind) => email(rng, hints, kind),
        (Some(Format::Uri), kind) => uri(rng, hints, kind),
        (None, _) if attempt < NAME_ATTEMPTS => {
            let text = names::for_field(rng, spec.name);
            with_length(rng, text, hints, LETTERS)
        }
        (None, 0) if !spec.patterns.is_empty() => matching(rng, spec, Style::Filled, attempt),
        (None, 1) if !hints.texts.is_empty() => near_literal(rng, hints),
        (None, 2) => {
            let length = length(rng, hints);
            random_string(rng, length, LETTERS)
        }
        (None, _) => with_length(rng, String::new(), hints, LETTERS),
    }
}

/// Strings that often break programs.
const EDGE_CASES: &[&str] = &[
    "",
    " ",
    "null",
    "true",
    "0",
    "-1",
    "1e400",
    "NaN",
    "\0",
    "\u{feff}",
    "\u{fffd}",
    "\"",
    "\\",
    "\\u0041",
    "\\\"",
    "</script>",
    "{}",
    "[",
    "\r\n",
    "\u{2028}\u{2029}",
    "\u{7f}\u{80}",
    "e\u{301}",
    "\u{10ffff}",
    "\u{202e}rtl",
    "👩‍👩‍👧",
    "ß",
    "İ",
    "..",
    "/",
    "%00",
    "$1",
    "😀",
];

/// An edge case: a string that often breaks programs.
pub(super) fn edge_case(rng: &mut Rng, spec: &ValueSpec) -> String {
    let hints = &spec.hints;
    match (hints.format, rng.below(8)) {
        (Some(Format::Uuid), _) => names::uuid(rng).to_uppercase(),
        (Some(Format::Email), _) => {
            rng.pick(&["a@b", "!#$%&'*+/=?^_`{|}~-@x-y.example"]).to_owned()
        }
        (Some(Format::Uri), _) => rng
            .pick(&["urn:x", "a:", "mailto:a@b", "http://[::1]:8080/%F0%9F%98%80?x#y", "x://@:/"])
            .to_owned(),
        (None, 0..4) if !spec.patterns.is_empty() => {
            let attempt = u32::try_from(rng.below(64)).unwrap_or_default();
            matching(rng, spec, Style::Arbitrary, attempt)
        }
        (None, 0..3) => rng.pick(EDGE_CASES).to_owned(),
        (None, 3) if !hints.texts.is_empty() => near_literal(rng, hints),
        (None, 4) => {
            let length = length(rng, hints);
            let alphabet = rng.pick(ALPHABETS);
            random_string(rng, length, alphabet)
        }
        (None, 5) if rng.once_in(16) => random_string(rng, 3000, ASTRAL),
        _ => {
            let (length, alphabet) = (rng.below(12), rng.pick(ALPHABETS));
            let text = random_string(rng, length, alphabet);
            with_length(rng, text, hints, alphabet)
        }
    }
}

/// Inclusive ranges of characters.
type Alphabet = &'static [(char, char)];

const LETTERS: Alphabet = &[('a', 'z')];
const ASTRAL: Alphabet = &[('😀', '🙏'), ('\u{20000}', '\u{20100}'), ('\u{10fff0}', '\u{10ffff}')];
const ALPHABETS: &[Alphabet] = &[
    LETTERS,
    ASTRAL,
    &[(' ', '~')],
    &[('\0', '\u{1f}'), ('\u{7f}', '\u{9f}')],
    &[('"', '"'), ('\\', '\\'), ('/', '/'), ('\n', '\n'), ('u', 'u')],
    &[('À', 'ſ'), ('Α', 'ω'), ('а', 'я')],
    &[('一', '十'), ('あ', 'ん'), ('\u{ff01}', '\u{ff5e}')],
    &[('a', 'c'), ('\u{300}', '\u{36f}'), ('\u{200b}', '\u{200f}'), ('\u{d7f0}', '\u{e00f}')],
];

/// `length` random characters of an alphabet.
fn random_string(rng: &mut Rng, length: u64, alphabet: Alphabet) -> String {
    let mut text = String::new();
    for _ in 0..capped_len(length) {
        let (low, high) = rng.pick(alphabet);
        let code = rng.between(u32::from(low).into(), u32::from(high).into());
        // A code in the range may be a surrogate, which is not a character.
        text.push(u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(low));
    }
    text
}

/// Truncates or extends a string to the length in the rules.
fn with_length(rng: &mut Rng, text: String, hints: &Hints, alphabet: Alphabet) -> String {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    if length < hints.min_len {
        return text + &random_string(rng, hints.min_len - length, alphabet);
    }
    match hints.max_len {
        Some(max) if max < length => text.chars().take(capped_len(max)).collect(),
        _ => text,
    }
}

/// A length near the numbers in the rules.
pub(super) fn length(rng: &mut Rng, hints: &Hints) -> u64 {
    let mentioned = hints.numbers.iter().filter_map(|number| u64::try_from(*number).ok());
    let mut lengths: Vec<u64> =
        mentioned.flat_map(|n| [n, n.saturating_add(1), n.saturating_sub(1)]).collect();
    lengths.extend([hints.min_len, hints.min_len.saturating_add(rng.below(20))]);
    lengths.extend(hints.max_len);
    rng.pick(&lengths)
}

/// Caps a length at [`MAX_LEN`].
pub(super) fn capped_len(length: u64) -> usize {
    usize::try_from(length.min(MAX_LEN)).unwrap_or_default()
}

/// A string that matches one of the patterns. Later attempts are longer.
fn matching(rng: &mut Rng, spec: &ValueSpec, style: Style, attempt: u32) -> String {
    let hints = &spec.hints;
    let length = match attempt {
        0..16 => 0,
        16..48 => u64::from(attempt),
        _ => hints.min_len.max(length(rng, hints)),
    };
    let pattern = spec.patterns.get(rng.index(spec.patterns.len()));
    let text = pattern.and_then(|pattern| pattern.string(rng, style, length.min(MAX_LEN)));
    text.unwrap_or_default()
}

/// A string made of the literals in CEL rules, with other characters around and between them.
fn near_literal(rng: &mut Rng, hints: &Hints) -> String {
    let literal = |rng: &mut Rng| {
        hints.texts.get(rng.index(hints.texts.len())).map(String::as_str).unwrap_or_default()
    };
    let (one, other) = (literal(rng), literal(rng));
    let (few, char) = (random_string(rng, 3, LETTERS), rng.index(one.chars().count()));
    match rng.below(7) {
        0 => one.to_owned(),
        1 => format!("{one}{few}"),
        2 => format!("{few}{one}"),
        3 => format!("{few}{one}{few}"),
        4 => format!("{one}{few}{other}"),
        5 => hints.texts.join(&few),
        _ => one.chars().skip(char).take(1).collect(),
    }
}

/// An e-mail address; later attempts follow the length rules.
fn email(rng: &mut Rng, hints: &Hints, kind: u32) -> String {
    if kind == 0 && hints.max_len.is_none_or(|max| max >= 40) {
        return names::for_field(rng, "email");
    }
    let domain = if kind == 1 { "x.io" } else { "example.com" };
    let room =
        hints.max_len.unwrap_or(40).saturating_sub(1 + u64::try_from(domain.len()).unwrap_or(0));
    let local = hints.min_len.clamp(1, 40).min(room.max(1));
    format!("{}@{domain}", random_string(rng, local.max(room.min(6)), LETTERS))
}

/// A URI; later attempts follow the length rules.
fn uri(rng: &mut Rng, hints: &Hints, kind: u32) -> String {
    if kind == 0 {
        return names::for_field(rng, "url");
    }
    let start = if kind == 1 { "https://example.com/" } else { "x:/" };
    let taken = u64::try_from(start.len()).unwrap_or(0);
    let (min, max) =
        (hints.min_len.saturating_sub(taken), hints.max_len.map(|max| max.saturating_sub(taken)));
    let length = max.unwrap_or(u64::MAX).min(min.max(4));
    format!("{start}{}", random_string(rng, length, LETTERS))
}
