//! An index of names by what a mistake leaves of them, which finds all names with one mistake, or many of too many.
//!
//! Two names that differ by a letter, or by the order of two adjacent ones, are equal after a letter was removed
//! from one or both.

use std::collections::BTreeSet;

use super::{FEW, LONG, SHORT, names_having};

/// What is left of a name, hashed. Names with the same hash are compared, so a collision costs time, and counts
/// towards the maximum of names.
type Form = u64;

/// The factor of the hash.
const FACTOR: Form = 0x9e37_79b9_7f4a_7c15;

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
        let short = || names.iter().enumerate().filter(|(_, name)| name.len() <= LONG);
        // The form of all letters and one for each of them. Few names have others.
        let mut forms = Vec::with_capacity(short().map(|(_, name)| name.len() + 1).sum());
        for (at, name) in short() {
            with_mistake(name, |form| forms.push((form, at)));
            without_prefix(name, |form| forms.push((form, at)));
        }
        forms.sort_unstable();
        forms.dedup();
        Self(forms)
    }

    /// The positions, in order, of names with one mistake, of those with the same letters, and of the last ones with
    /// a prefix: all of these are equally similar. These are all, if at most [`FEW`] names share a form with the name.
    pub(super) fn candidates(&self, name: &str) -> Vec<usize> {
        // Another one, as an item is not suggested in its own place.
        let prefixed = form(Reading::Unprefixed, name.chars());
        let mut found: BTreeSet<usize> = self.having(prefixed).take(2).collect();
        with_mistake(name, |form| {
            for at in self.having(form) {
                if found.len() >= FEW {
                    break;
                }
                found.insert(at);
            }
        });
        found.into_iter().collect()
    }

    /// The positions of the names with a form, from the last.
    fn having(&self, form: Form) -> impl Iterator<Item = usize> {
        names_having(&self.0, form).iter().rev().map(|(_, at)| *at)
    }
}

/// The forms of a name without its prefixes.
fn without_prefix(name: &str, mut found: impl FnMut(Form)) {
    let mut rest = form(Reading::Unprefixed, [].into_iter());
    for letter in name.chars().rev() {
        if matches!(letter, '_' | '.') {
            found(rest);
        }
        rest = before(letter, rest);
    }
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
    let whole = letters.iter().copied();
    found(form(reading, whole.clone()));
    if letters.is_empty() {
        return;
    }
    // Without the first letter, then without the next one instead, and so on: each is hashed from the one before.
    let mut without = form(reading, whole.skip(1));
    found(without);
    let mut factor: Form = 1;
    for (back, removed) in letters.iter().zip(letters.iter().skip(1)) {
        let change = u64::from(*back).wrapping_sub(u64::from(*removed));
        without = without.wrapping_add(change.wrapping_mul(factor));
        factor = factor.wrapping_mul(FACTOR);
        // Without either of two equal letters, the same is left.
        if back != removed {
            found(without);
        }
    }
}

/// The hash of letters: a polynomial, whose lowest coefficient is the first letter and whose highest is the reading.
fn form(reading: Reading, letters: impl DoubleEndedIterator<Item = char>) -> Form {
    letters.rev().fold(reading as u64, |rest, letter| before(letter, rest))
}

/// The hash of a letter and the rest after it.
fn before(letter: char, rest: Form) -> Form {
    rest.wrapping_mul(FACTOR).wrapping_add(u64::from(letter))
}
