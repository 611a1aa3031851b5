//! Strings.

use super::hints::{Format, Hints, LONGEST};
use super::propose::{GUIDED, Wish};
use super::rng::Rng;
use super::{Style, names};

/// A string that looks real; later attempts try what the rules mention.
pub(super) fn plain(rng: &mut Rng, wish: &Wish, attempt: u32) -> String {
    let hints = &wish.hints;
    match (hints.format, attempt % 4) {
        (Some(Format::Uuid), _) => names::uuid(rng),
        (Some(Format::Email), kind) => email(rng, hints, kind),
        (Some(Format::Uri), kind) => uri(rng, hints, kind),
        (None, _) if attempt < GUIDED => {
            let text = names::like(rng, wish.name);
            fitted(rng, text, hints, LETTERS)
        }
        (None, 0) if !wish.patterns.is_empty() => matching(rng, wish, Style::Filled, attempt),
        (None, 1) if !hints.texts.is_empty() => around_a_literal(rng, hints),
        (None, 2) => {
            let length = length(rng, hints);
            letters(rng, length, LETTERS)
        }
        (None, _) => fitted(rng, String::new(), hints, LETTERS),
    }
}

/// A string that something might trip over.
pub(super) fn odd(rng: &mut Rng, wish: &Wish) -> String {
    const WHOLE: &[&str] = &[
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
    let hints = &wish.hints;
    match (hints.format, rng.below(8)) {
        (Some(Format::Uuid), _) => names::uuid(rng).to_uppercase(),
        (Some(Format::Email), _) => {
            rng.pick(&["a@b", "!#$%&'*+/=?^_`{|}~-@x-y.example"]).to_owned()
        }
        (Some(Format::Uri), _) => rng
            .pick(&["urn:x", "a:", "mailto:a@b", "http://[::1]:8080/%F0%9F%98%80?x#y", "x://@:/"])
            .to_owned(),
        (None, 0..4) if !wish.patterns.is_empty() => {
            let attempt = u32::try_from(rng.below(64)).unwrap_or_default();
            matching(rng, wish, Style::Arbitrary, attempt)
        }
        (None, 0..3) => rng.pick(WHOLE).to_owned(),
        (None, 3) if !hints.texts.is_empty() => around_a_literal(rng, hints),
        (None, 4) => {
            let length = length(rng, hints);
            let alphabet = rng.pick(ALPHABETS);
            letters(rng, length, alphabet)
        }
        (None, 5) if rng.once_in(16) => letters(rng, 3000, ASTRAL),
        _ => {
            let (length, alphabet) = (rng.below(12), rng.pick(ALPHABETS));
            let text = letters(rng, length, alphabet);
            fitted(rng, text, hints, alphabet)
        }
    }
}

/// Ranges of characters.
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

/// Characters of an alphabet; `length` counts them.
fn letters(rng: &mut Rng, length: u64, alphabet: Alphabet) -> String {
    let mut text = String::new();
    for _ in 0..affordable(length) {
        let (low, high) = rng.pick(alphabet);
        let code = rng.between(u32::from(low).into(), u32::from(high).into());
        // What lies between the ends may be half of a surrogate pair, which is no character.
        text.push(u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(low));
    }
    text
}

/// A text cut or continued to the length that the rules want.
fn fitted(rng: &mut Rng, text: String, hints: &Hints, alphabet: Alphabet) -> String {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    if length < hints.min_len {
        return text + &letters(rng, hints.min_len - length, alphabet);
    }
    match hints.max_len {
        Some(max) if max < length => text.chars().take(affordable(max)).collect(),
        _ => text,
    }
}

/// A length that the rules might want.
pub(super) fn length(rng: &mut Rng, hints: &Hints) -> u64 {
    let mentioned = hints.numbers.iter().filter_map(|number| u64::try_from(*number).ok());
    let mut lengths: Vec<u64> =
        mentioned.flat_map(|n| [n, n.saturating_add(1), n.saturating_sub(1)]).collect();
    lengths.extend([hints.min_len, hints.min_len.saturating_add(rng.below(20))]);
    lengths.extend(hints.max_len);
    rng.pick(&lengths)
}

/// A length that memory is spent on.
pub(super) fn affordable(length: u64) -> usize {
    usize::try_from(length.min(LONGEST)).unwrap_or_default()
}

/// A string that matches one of the patterns, longer with every attempt.
fn matching(rng: &mut Rng, wish: &Wish, style: Style, attempt: u32) -> String {
    let hints = &wish.hints;
    let length = match attempt {
        0..16 => 0,
        16..48 => u64::from(attempt),
        _ => hints.min_len.max(length(rng, hints)),
    };
    let pattern = wish.patterns.get(rng.index(wish.patterns.len()));
    let text = pattern.and_then(|pattern| pattern.string(rng, style, length.min(LONGEST)));
    text.unwrap_or_default()
}

/// Literals of conditions, and what may stand around and between them.
fn around_a_literal(rng: &mut Rng, hints: &Hints) -> String {
    let literal = |rng: &mut Rng| {
        hints.texts.get(rng.index(hints.texts.len())).map(String::as_str).unwrap_or_default()
    };
    let (one, other) = (literal(rng), literal(rng));
    let (few, char) = (letters(rng, 3, LETTERS), rng.index(one.chars().count()));
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

/// An address; later attempts are as short or as long as the rules want.
fn email(rng: &mut Rng, hints: &Hints, kind: u32) -> String {
    if kind == 0 && hints.max_len.is_none_or(|max| max >= 40) {
        return names::like(rng, "email");
    }
    let domain = if kind == 1 { "x.io" } else { "example.com" };
    let room =
        hints.max_len.unwrap_or(40).saturating_sub(1 + u64::try_from(domain.len()).unwrap_or(0));
    let local = hints.min_len.clamp(1, 40).min(room.max(1));
    format!("{}@{domain}", letters(rng, local.max(room.min(6)), LETTERS))
}

/// A URI; later attempts are as short or as long as the rules want.
fn uri(rng: &mut Rng, hints: &Hints, kind: u32) -> String {
    if kind == 0 {
        return names::like(rng, "url");
    }
    let start = if kind == 1 { "https://example.com/" } else { "x:/" };
    let taken = u64::try_from(start.len()).unwrap_or(0);
    let (min, max) =
        (hints.min_len.saturating_sub(taken), hints.max_len.map(|max| max.saturating_sub(taken)));
    let length = max.unwrap_or(u64::MAX).min(min.max(4));
    format!("{start}{}", letters(rng, length, LETTERS))
}
