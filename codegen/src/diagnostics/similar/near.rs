//! An index of names by what a mistake leaves of them, which finds a name with one mistake exactly.
//!
//! Two names that differ by a letter, or by the order of two adjacent ones, are equal after a letter was removed
//! from one or both.

use super::{LONG, SHORT, names_having};

/// What is left of a name, hashed. Names with the same hash are compared, so a collision costs only time.
type Form = u64;

/// The forms of names with the positions of the names, sorted.
#[derive(Debug)]
pub(super) struct Near(Vec<(Form, usize)>);

/// Ways to read a name. Forms of different readings differ.
#[derive(Clone, Copy)]
enum Reading {
    /// Letters in lower case.
    Letters = 1,
    /// The letters of a short name in alphabetical order.
    Jumbled = 2,
    /// The name without a prefix.
    Unprefixed = 3,
}

impl Near {
    pub(super) fn new(names: &[String]) -> Self {
        let mut forms = Vec::new();
        for (at, name) in names.iter().enumerate().filter(|(_, name)| name.len() <= LONG) {
            with_mistake(name, |form| forms.push((form, at)));
            let ends = name.match_indices(['_', '.']).filter_map(|(end, _)| name.get(end + 1..));
            forms.extend(ends.map(|rest| (unprefixed(rest), at)));
        }
        forms.sort_unstable();
        forms.dedup();
        Self(forms)
    }

    /// The positions, in order, of all names with one mistake, of those with the same letters, and of the last ones
    /// with a prefix: all of these are equally similar.
    pub(super) fn candidates(&self, name: &str) -> Vec<usize> {
        let mut found = Vec::new();
        with_mistake(name, |form| found.extend(self.having(form)));
        // Another one, as an item is not suggested in its own place.
        found.extend(self.having(unprefixed(name)).rev().take(2));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn having(&self, form: Form) -> impl DoubleEndedIterator<Item = usize> {
        names_having(&self.0, form).iter().map(|(_, at)| *at)
    }
}

fn unprefixed(name: &str) -> Form {
    form(Reading::Unprefixed, name.chars())
}

/// The forms of a name: all of its letters, and those without one.
fn with_mistake(name: &str, mut found: impl FnMut(Form)) {
    let mut letters: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    forms(Reading::Letters, &letters, &mut found);
    if letters.len() <= SHORT {
        letters.sort_unstable();
        forms(Reading::Jumbled, &letters, &mut found);
    }
}

fn forms(reading: Reading, letters: &[char], found: &mut impl FnMut(Form)) {
    found(form(reading, letters.iter().copied()));
    for removed in 0..letters.len() {
        let (before, after) = letters.split_at(removed);
        found(form(reading, before.iter().chain(after.iter().skip(1)).copied()));
    }
}

/// The FNV-1a hash of letters.
fn form(reading: Reading, letters: impl Iterator<Item = char>) -> Form {
    const PRIME: u64 = 0x0100_0000_01b3;
    let letters = letters.map(u64::from);
    [reading as u64]
        .into_iter()
        .chain(letters)
        .fold(0xcbf2_9ce4_8422_2325, |hash, letter| (hash ^ letter).wrapping_mul(PRIME))
}
