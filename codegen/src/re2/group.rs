//! Named sets of characters: `\d`, `[:alpha:]` and `\pL`.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, HirKind};

use super::Error;
use super::set::Set;

const DIGIT: &[(char, char)] = &[('0', '9')];
// Without U+000B.
const SPACE: &[(char, char)] = &[('\t', '\n'), ('\u{c}', '\r'), (' ', ' ')];
const WORD: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];

/// The set of `\d`, `\s` or `\w`, by the letter.
pub(super) fn perl(letter: char) -> Option<Set> {
    match letter {
        'd' | 'D' => Some(Set::of(DIGIT)),
        's' | 'S' => Some(Set::of(SPACE)),
        'w' | 'W' => Some(Set::of(WORD)),
        _ => None,
    }
}

/// The set of a POSIX class, such as `alpha`.
pub(super) fn posix(name: &str) -> Option<Set> {
    Some(Set::of(match name {
        "alnum" => &[('0', '9'), ('A', 'Z'), ('a', 'z')],
        "alpha" => &[('A', 'Z'), ('a', 'z')],
        "ascii" => &[('\0', '\u{7f}')],
        "blank" => &[('\t', '\t'), (' ', ' ')],
        "cntrl" => &[('\0', '\u{1f}'), ('\u{7f}', '\u{7f}')],
        "digit" => DIGIT,
        "graph" => &[('!', '~')],
        "lower" => &[('a', 'z')],
        "print" => &[(' ', '~')],
        "punct" => &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        "space" => &[('\t', '\r'), (' ', ' ')],
        "upper" => &[('A', 'Z')],
        "word" => WORD,
        "xdigit" => &[('0', '9'), ('A', 'F'), ('a', 'f')],
        _ => return None,
    }))
}

/// General categories of Unicode, by the names that RE2 has for them.
const CATEGORIES: &[&str] = &[
    "Cc", "Cf", "Co", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl",
    "No", "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So", "Z", "Zl",
    "Zp", "Zs",
];

/// The set of a Unicode class, such as `Lu`.
pub(super) fn unicode(name: &str) -> Result<Set, Error> {
    match name {
        "Any" => Ok(Set::between(0, 0x0010_FFFF)),
        // Without unassigned code points.
        "C" => {
            let mut set = Set::empty();
            for part in ["Cc", "Cf", "Co"] {
                set.add(&unicode(part)?);
            }
            Ok(set)
        }
        // Surrogates are not characters.
        "Cs" => Ok(Set::empty()),
        _ if CATEGORIES.contains(&name) => category(name)
            .ok_or_else(|| Error::new("no table of the characters in this class", name)),
        _ => Err(Error::new("only general categories are supported, not this class", name)),
    }
}

fn category(name: &str) -> Option<Set> {
    let hir = ParserBuilder::new().build().parse(&format!(r"\p{{gc={name}}}")).ok()?;
    match hir.into_kind() {
        HirKind::Class(Class::Unicode(class)) => Some(class.into()),
        _ => None,
    }
}
