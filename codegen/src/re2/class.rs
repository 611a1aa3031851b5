//! Classes in brackets, and classes that stand for themselves, such as `\d` and `\pL`.

use super::set::Set;
use super::{Error, escape, group};

/// The set of `\d`, `\W` and the like at the start of a text, and the rest of the text.
pub(super) fn perl(text: &str, fold: bool) -> Option<(Set, &str)> {
    let mut rest = text.strip_prefix('\\')?.chars();
    let letter = rest.next()?;
    let set = group::perl(letter)?;
    Some((signed(set, letter.is_ascii_uppercase(), fold), rest.as_str()))
}

/// The set of `\pL`, `\P{Lu}` or `\p{^Lu}` at the start of a text. `None` for another text.
pub(super) fn unicode(text: &str, fold: bool) -> Result<Option<(Set, &str)>, Error> {
    let (mut negated, rest) = match (text.strip_prefix(r"\p"), text.strip_prefix(r"\P")) {
        (Some(rest), _) => (false, rest),
        (_, Some(rest)) => (true, rest),
        _ => return Ok(None),
    };
    let (mut name, rest) = match rest.strip_prefix('{') {
        Some(inner) => {
            inner.split_once('}').ok_or_else(|| Error::new("unclosed class of Unicode", text))?
        }
        None => {
            let length = rest.chars().next().map_or(0, char::len_utf8);
            rest.split_at(length)
        }
    };
    if let Some(inner) = name.strip_prefix('^') {
        negated = !negated;
        name = inner;
    }
    Ok(Some((signed(group::unicode(name)?, negated, fold), rest)))
}

/// The set of a class in brackets at the start of a text, and the rest of the text.
pub(super) fn bracketed(text: &str, fold: bool) -> Result<(Set, &str), Error> {
    let unclosed = || Error::new("missing closing `]`", text);
    let inner = text.strip_prefix('[').unwrap_or(text);
    let (negated, mut rest) = match inner.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, inner),
    };
    let mut set = Set::empty();
    let mut is_first = true;
    while is_first || !rest.starts_with(']') {
        is_first = false;
        if rest.is_empty() {
            return Err(unclosed());
        }
        if let Some((named, after)) = posix(rest, fold)? {
            set.add(&named);
            rest = after;
        } else if let Some((named, after)) = unicode(rest, fold)? {
            set.add(&named);
            rest = after;
        } else if let Some((named, after)) = perl(rest, fold) {
            set.add(&named);
            rest = after;
        } else {
            let (low, high, after) = range(rest).map_err(|error| error.unwrap_or_else(unclosed))?;
            set.add(&signed(Set::between(low, high), false, fold));
            rest = after;
        }
    }
    let set = if negated { set.negated() } else { set };
    Ok((set, &rest[1..]))
}

/// The set of `[:alpha:]` or `[:^alpha:]`. `None` for another text.
fn posix(text: &str, fold: bool) -> Result<Option<(Set, &str)>, Error> {
    let Some((name, rest)) = text.strip_prefix("[:").and_then(|rest| rest.split_once(":]")) else {
        return Ok(None);
    };
    let (negated, bare) = match name.strip_prefix('^') {
        Some(bare) => (true, bare),
        None => (false, name),
    };
    match group::posix(bare) {
        Some(set) => Ok(Some((signed(set, negated, fold), rest))),
        None => Err(Error::new("unknown class", name)),
    }
}

/// A code point or range of them, and the rest. `None` is an error about the class itself.
fn range(text: &str) -> Result<(u32, u32, &str), Option<Error>> {
    let (low, rest) = character(text)?;
    let upper = rest.strip_prefix('-').filter(|upper| !upper.is_empty() && !upper.starts_with(']'));
    let Some(upper) = upper else { return Ok((low, low, rest)) };
    let (high, rest) = character(upper)?;
    if high < low {
        let part = &text[..text.len() - rest.len()];
        return Err(Some(Error::new("range from a higher to a lower character", part)));
    }
    Ok((low, high, rest))
}

fn character(text: &str) -> Result<(u32, &str), Option<Error>> {
    let mut rest = text.chars();
    match rest.next() {
        None => Err(None),
        Some('\\') => escape::read(text).map_err(Some),
        Some(other) => Ok((other.into(), rest.as_str())),
    }
}

/// A set under flags: case is folded before the set is negated.
fn signed(set: Set, negated: bool, fold: bool) -> Set {
    let set = if fold { set.folded() } else { set };
    if negated { set.negated() } else { set }
}
