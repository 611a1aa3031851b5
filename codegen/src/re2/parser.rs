//! The parser. It writes the translation as it reads.

use super::set::Set;
use super::{Error, class, escape};

/// The maximum of a counted repetition, and of the product of nested ones.
const MAX_REPEAT: u32 = 1000;

/// The depth of groups that is accepted.
const MAX_DEPTH: usize = 200;

/// The flags that a group can set and that change what matches. `U`, which changes the preferred
/// match and not whether there is one, is read and ignored.
#[derive(Clone, Copy, Default)]
struct Flags {
    /// `i`: letters match regardless of case.
    fold: bool,
    /// `m`: `^` and `$` match at lines.
    lines: bool,
    /// `s`: `.` matches a line feed.
    dot_all: bool,
}

/// A part that a repetition applies to.
struct Piece {
    text: String,
    /// The product of the counted repetitions in it.
    repeats: u32,
    /// Whether a repetition can follow the text as it is.
    is_atom: bool,
}

/// A group that is not closed, with the state around it.
struct Open {
    /// The flags to restore.
    flags: Flags,
    /// The parts before the group.
    before: Vec<Piece>,
    /// The alternatives of the group that are complete.
    alternatives: Vec<Piece>,
}

pub(super) struct Parser<'a> {
    source: &'a str,
    rest: &'a str,
    flags: Flags,
    /// The parts of the current alternative.
    parts: Vec<Piece>,
    /// The alternatives of the current group that are complete.
    alternatives: Vec<Piece>,
    open: Vec<Open>,
    /// Whether a repetition came right before, which no other may follow.
    after_repetition: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            rest: source,
            flags: Flags::default(),
            parts: Vec::new(),
            alternatives: Vec::new(),
            open: Vec::new(),
            after_repetition: false,
        }
    }

    pub(super) fn parse(mut self) -> Result<String, Error> {
        while let Some(next) = self.rest.chars().next() {
            let after_repetition = std::mem::take(&mut self.after_repetition);
            match next {
                '(' => self.open()?,
                ')' => self.close()?,
                '|' => {
                    self.skip(1);
                    self.end_alternative();
                }
                '^' if self.flags.lines => self.look("(?m:^)", 1),
                '$' if self.flags.lines => self.look("(?m:$)", 1),
                '^' => self.look("^", 1),
                '$' => self.look("$", 1),
                '.' => {
                    self.skip(1);
                    self.atom(if self.flags.dot_all { "(?s:.)" } else { "." });
                }
                '[' => self.class()?,
                '*' | '+' | '?' => self.repeat(after_repetition)?,
                '{' => self.count_or_brace(after_repetition)?,
                '\\' => self.escape()?,
                _ => {
                    self.skip(next.len_utf8());
                    self.character(next.into());
                }
            }
        }
        if !self.open.is_empty() {
            return Err(Error::new("missing closing `)`", self.source));
        }
        self.end_alternative();
        Ok(joined(&self.alternatives, "|"))
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn atom(&mut self, text: impl Into<String>) {
        self.parts.push(Piece { text: text.into(), repeats: 1, is_atom: true });
    }

    /// An assertion, which is not repeated as it is.
    fn look(&mut self, text: &str, length: usize) {
        self.skip(length);
        self.parts.push(Piece { text: text.to_owned(), repeats: 1, is_atom: false });
    }

    fn character(&mut self, code: u32) {
        let set = Set::between(code, code);
        let set = if self.flags.fold { set.folded() } else { set };
        self.atom(set.write());
    }

    fn end_alternative(&mut self) {
        let parts = std::mem::take(&mut self.parts);
        self.alternatives.push(Piece {
            text: joined(&parts, ""),
            repeats: most(&parts),
            is_atom: false,
        });
    }

    /// A group, or flags for the rest of the group.
    fn open(&mut self) -> Result<(), Error> {
        let restored = self.flags;
        if self.rest.starts_with("(?") {
            if !self.special_group()? {
                return Ok(());
            }
        } else {
            self.skip(1);
        }
        if self.open.len() == MAX_DEPTH {
            return Err(Error::new("groups are nested too deeply", ""));
        }
        self.open.push(Open {
            flags: restored,
            before: std::mem::take(&mut self.parts),
            alternatives: std::mem::take(&mut self.alternatives),
        });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Error> {
        let Some(Open { flags, before, alternatives }) = self.open.pop() else {
            return Err(Error::new("unexpected `)`", self.source));
        };
        self.skip(1);
        self.end_alternative();
        let inner = std::mem::replace(&mut self.alternatives, alternatives);
        self.parts = before;
        self.flags = flags;
        let (text, repeats) = (format!("(?:{})", joined(&inner, "|")), most(&inner));
        self.parts.push(Piece { text, repeats, is_atom: true });
        Ok(())
    }

    /// What follows `(?`: a name or flags. Returns whether a group starts.
    fn special_group(&mut self) -> Result<bool, Error> {
        let text = self.rest;
        for look in ["(?=", "(?!", "(?<=", "(?<!"] {
            if text.starts_with(look) {
                return Err(Error::new("look-around is not supported", look));
            }
        }
        for start in ["(?P<", "(?<"] {
            if let Some(named) = text.strip_prefix(start) {
                return self.name(named).map(|()| true);
            }
        }
        self.set_flags()
    }

    fn name(&mut self, text: &'a str) -> Result<(), Error> {
        let name = text.split_once('>').map(|(name, _)| name);
        let valid = |name: &&str| {
            !name.is_empty() && name.chars().all(|part| part == '_' || part.is_alphanumeric())
        };
        let Some(name) = name.filter(valid) else {
            return Err(Error::new("invalid name of a group", self.rest));
        };
        self.rest = text.get(name.len() + 1..).unwrap_or_default();
        Ok(())
    }

    /// The flags between `(?` and `)` or `:`. Returns whether a group starts.
    fn set_flags(&mut self) -> Result<bool, Error> {
        let text = self.rest;
        let mut flags = self.flags;
        let (mut is_on, mut any) = (true, false);
        for (at, flag) in text.char_indices().skip(2) {
            let error = || Error::new("invalid flag or group", &text[..at + flag.len_utf8()]);
            match flag {
                'i' => flags.fold = is_on,
                'm' => flags.lines = is_on,
                's' => flags.dot_all = is_on,
                'U' => {}
                '-' if is_on => {
                    (is_on, any) = (false, false);
                    continue;
                }
                ':' | ')' if is_on || any => {
                    self.flags = flags;
                    self.skip(at + 1);
                    return Ok(flag == ':');
                }
                _ => return Err(error()),
            }
            any = true;
        }
        Err(Error::new("missing closing `)`", text))
    }

    fn class(&mut self) -> Result<(), Error> {
        let (set, rest) = class::bracketed(self.rest, self.flags.fold)?;
        let written = &self.rest[..self.rest.len() - rest.len()];
        // Most classes mean the same in both syntaxes, and are easier to read as they were written.
        let text =
            if is_common(written) && !self.flags.fold { written.into() } else { set.write() };
        self.rest = rest;
        self.atom(text);
        Ok(())
    }

    /// `*`, `+` or `?`, each possibly followed by `?`.
    fn repeat(&mut self, after_repetition: bool) -> Result<(), Error> {
        let operator = &self.rest[..1];
        self.skip(1);
        self.repetition(operator, 1, after_repetition)
    }

    /// A counted repetition, or a brace that is a character.
    fn count_or_brace(&mut self, after_repetition: bool) -> Result<(), Error> {
        let Some((min, max, length)) = counts(self.rest) else {
            self.skip(1);
            self.character('{'.into());
            return Ok(());
        };
        let operator = &self.rest[..length];
        let is_valid = max.is_none_or(|max| min <= max && max <= MAX_REPEAT) && min <= MAX_REPEAT;
        if !is_valid {
            return Err(Error::new("invalid repetition, at most 1000 and in order", operator));
        }
        self.skip(length);
        self.repetition(operator, max.unwrap_or(min).max(1), after_repetition)
    }

    fn repetition(&mut self, operator: &str, times: u32, stacked: bool) -> Result<(), Error> {
        if let Some(rest) = self.rest.strip_prefix('?') {
            // Whether there is a match does not depend on how much is preferred.
            self.rest = rest;
        }
        if stacked {
            return Err(Error::new("a repetition cannot follow another one", operator));
        }
        let Some(piece) = self.parts.last_mut() else {
            return Err(Error::new("a repetition must follow what it repeats", operator));
        };
        piece.repeats = piece.repeats.saturating_mul(times);
        if piece.repeats > MAX_REPEAT {
            return Err(Error::new("nested repetitions multiply to more than 1000", operator));
        }
        piece.text = match piece.is_atom {
            true => format!("{}{operator}", piece.text),
            false => format!("(?:{}){operator}", piece.text),
        };
        piece.is_atom = false;
        self.after_repetition = true;
        Ok(())
    }

    fn escape(&mut self) -> Result<(), Error> {
        let fold = self.flags.fold;
        let text = self.rest;
        match text.chars().nth(1) {
            Some('A') => self.look(r"\A", 2),
            Some('z') => self.look(r"\z", 2),
            Some('b') => self.look(r"\b", 2),
            Some('B') => self.look(r"\B", 2),
            Some('C') => return Err(Error::new("single bytes are not supported", r"\C")),
            Some('Q') => self.quoted(),
            _ => {
                if let Some((set, rest)) = class::unicode(text, fold)? {
                    self.rest = rest;
                    self.atom(set.write());
                } else if let Some((set, rest)) = class::perl(text, fold) {
                    let written = &text[..2];
                    let same = matches!(written, r"\d" | r"\D" | r"\w" | r"\W") && !fold;
                    self.rest = rest;
                    self.atom(if same { written.to_owned() } else { set.write() });
                } else {
                    let (code, rest) = escape::read(text)?;
                    self.rest = rest;
                    self.character(code);
                }
            }
        }
        Ok(())
    }

    /// The characters between `\Q` and `\E`.
    fn quoted(&mut self) {
        let inner = self.rest.get(2..).unwrap_or_default();
        let (quoted, rest) = inner.split_once(r"\E").unwrap_or((inner, ""));
        self.rest = rest;
        for character in quoted.chars() {
            self.character(character.into());
        }
    }
}

fn joined(pieces: &[Piece], separator: &str) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(separator)
}

fn most(pieces: &[Piece]) -> u32 {
    pieces.iter().map(|piece| piece.repeats).max().unwrap_or(1)
}

/// The bounds of `{2}`, `{2,}` or `{2,3}` at the start of a text, and its length. `None` if the brace is
/// a character.
fn counts(text: &str) -> Option<(u32, Option<u32>, usize)> {
    let inner = text.strip_prefix('{')?;
    let (inner, _) = inner.split_once('}')?;
    let (min, max) = match inner.split_once(',') {
        Some((min, "")) => (count(min)?, None),
        Some((min, max)) => (count(min)?, Some(count(max)?)),
        None => (count(inner)?, Some(count(inner)?)),
    };
    Some((min, max, inner.len() + 2))
}

/// A number of up to nine digits, without leading zeros.
fn count(digits: &str) -> Option<u32> {
    let plain = (1..10).contains(&digits.len())
        && digits.bytes().all(|digit| digit.is_ascii_digit())
        && (digits.len() == 1 || !digits.starts_with('0'));
    digits.parse().ok().filter(|_| plain)
}

/// Whether a class in brackets has only what both syntaxes understand in the same way.
fn is_common(class: &str) -> bool {
    let inner = class.strip_prefix('[').and_then(|class| class.strip_suffix(']'));
    let inner = inner.map(|inner| inner.strip_prefix('^').unwrap_or(inner));
    let plain = |of: char| of.is_ascii_alphanumeric() || "_-./+: ,;@%=!'\"".contains(of);
    inner
        .is_some_and(|inner| !inner.is_empty() && inner.chars().all(plain) && !inner.contains("--"))
}

#[cfg(test)]
mod tests {
    use super::super::translate;

    #[test]
    fn common_expressions_stay_as_they_are() {
        for same in ["", "^[a-z]+$", "a|b", r"\w+\.\d{2,3}", "[^/].*", r"^$|^[^/].*", "ä"] {
            assert_eq!(translate(same).as_deref(), Ok(same));
        }
    }

    #[test]
    fn what_differs_is_spelled_out() {
        for (source, expected) in [
            (r"\s", r"[\x{9}-\x{A}\x{C}-\x{D}\x{20}]"),
            (r"\<a\>", "<a>"),
            ("(?i)k", "[Kk\u{212a}]"),
            ("(?i:a)b", "(?:[Aa])b"),
            (r"a\Q.*\E+", r"a\.\*+"),
            ("(?P<n>a)|(?s).", "(?:a)|(?s:.)"),
            ("(?m)^$", "(?m:^)(?m:$)"),
            ("x{,2}", r"x\{,2\}"),
        ] {
            let found = translate(source);
            let found = found.as_deref().map(|text| text.replace(r"\}", "}"));
            assert_eq!(found.as_deref(), Ok(&*expected.replace(r"\}", "}")), "{source}");
        }
    }

    #[test]
    fn what_re2_rejects_is_an_error() {
        for source in [
            "a**",
            "a++",
            "a{2}{3}",
            "*",
            "(*)",
            "a|*",
            "a{1001}",
            "a{2,1}",
            "(a{100}){11}",
            "(",
            ")",
            "[",
            "[a",
            "[b-a]",
            "[[:none:]]",
            r"\",
            r"\1",
            r"\u0041",
            r"\Z",
            r"\y",
            r"\x{110000}",
            r"\x4",
            "(?x)a",
            "(?=a)",
            "(?!a)",
            "(?<=a)",
            "(?<!a)",
            "(?P=n)",
            "(?P<>a)",
            "(?P<n",
            "(?i",
            "(?i-)",
            r"\pX",
            r"\p{L",
            r"\Q\E*",
        ] {
            assert!(translate(source).is_err(), "{source}");
        }
    }
}
