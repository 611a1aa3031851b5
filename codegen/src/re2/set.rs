//! Sets of characters, and how they are written in a class.

use std::fmt::Write as _;

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

/// A set of characters.
#[derive(Debug, Clone)]
pub(super) struct Set(ClassUnicode);

impl Set {
    pub(super) fn empty() -> Self {
        Self(ClassUnicode::empty())
    }

    pub(super) fn of(ranges: &[(char, char)]) -> Self {
        Self(ClassUnicode::new(
            ranges.iter().map(|(low, high)| ClassUnicodeRange::new(*low, *high)),
        ))
    }

    /// The characters between two code points. Surrogates are not characters.
    pub(super) fn between(low: u32, high: u32) -> Self {
        let halves = [(low, high.min(0xD7FF)), (low.max(0xE000), high)];
        let ranges: Vec<_> = halves
            .into_iter()
            .filter(|(low, high)| low <= high)
            .filter_map(|(low, high)| Some((char::from_u32(low)?, char::from_u32(high)?)))
            .collect();
        Self::of(&ranges)
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.0.union(&other.0);
    }

    pub(super) fn negated(mut self) -> Self {
        self.0.negate();
        self
    }

    /// Adds what differs only by case, by the simple case folding of Unicode.
    pub(super) fn folded(mut self) -> Self {
        // Fails only without the tables, which are a feature of the crate.
        let _ = self.0.try_case_fold_simple();
        self
    }

    /// The only character of the set.
    pub(super) fn single(&self) -> Option<char> {
        match self.0.ranges() {
            [range] if range.start() == range.end() => Some(range.start()),
            _ => None,
        }
    }

    /// The set as an expression that matches one of its characters.
    pub(super) fn write(&self) -> String {
        if let Some(only) = self.single() {
            return literal(only);
        }
        let mut ranges = self.0.ranges();
        let mut out = "[".to_owned();
        let complement = self.clone().negated();
        match complement.0.ranges() {
            [] => return "(?s:.)".to_owned(),
            // A set with both ends is shorter by what it lacks.
            lacking if lacking.len() < ranges.len() => {
                out.push('^');
                ranges = lacking;
            }
            _ => {}
        }
        if ranges.is_empty() {
            // Matches nothing.
            return r"(?:\b\B)".to_owned();
        }
        for range in ranges {
            write_in_class(range.start(), &mut out);
            if range.start() != range.end() {
                out.push('-');
                write_in_class(range.end(), &mut out);
            }
        }
        out.push(']');
        out
    }
}

impl From<ClassUnicode> for Set {
    fn from(class: ClassUnicode) -> Self {
        Self(class)
    }
}

/// A character as an expression.
pub(super) fn literal(of: char) -> String {
    let special = r"\.+*?()|[]{}^$";
    match of {
        _ if special.contains(of) => format!("\\{of}"),
        _ if is_plain(of) => of.to_string(),
        _ => code(of),
    }
}

fn write_in_class(of: char, out: &mut String) {
    if of.is_ascii_alphanumeric() || (is_plain(of) && !of.is_ascii()) {
        out.push(of);
    } else {
        out.push_str(&code(of));
    }
}

/// Whether a character reads well in an expression.
fn is_plain(of: char) -> bool {
    of == ' ' || of.is_ascii_graphic() || of.is_alphabetic()
}

fn code(of: char) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(out, "\\x{{{:X}}}", u32::from(of));
    out
}
