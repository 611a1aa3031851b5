//! Suggestions for misspelled names: `did you mean …`.
//!
//! Comparing every misspelled name with every known name takes quadratic time. Among many names, [`Similar`]
//! compares a name with a few. If a known name differs by one mistake (a letter that is missing, added, wrong or
//! swapped with its neighbour, in upper or lower case) or by a prefix, the suggestion is the one that comparing
//! all names would give, as long as at most [`FEW`] known names share a form with it: what is left of a name
//! without a letter or a prefix. If more do, that many of them are compared, so that the suggestion may be another,
//! or missing. Names with more mistakes are found by rare letters that they share, and may be missed.

mod near;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::sync::OnceLock;

use near::Near;

/// The number of names up to which all are compared, and the maximum number of [`Near`] names that are, for one
/// lookup among many.
const FEW: usize = 64;

/// The maximum number of names that share a piece and are counted, for one lookup.
const COUNTED: usize = 64;

/// The maximum number of names that share pieces and are compared, for one lookup among many.
const COMPARED: usize = 8;

/// The length in bytes above which names are not compared: the comparison takes quadratic time, and
/// very long names are not typos.
const LONG: usize = 200;

/// The score from which two names are similar.
const SIMILAR: f64 = 0.66;

/// The number of letters up to which two mistakes leave too little to be similar, unless all letters
/// are there: `dcos` for `doc`.
const SHORT: usize = 5;

/// The score of short names with the same letters in another order.
const JUMBLED: f64 = 0.67;

/// Two or three adjacent letters in lower case, packed into a number. The ends of a name count as
/// spaces.
type Piece = u64;

/// Known names, among which similar ones are found.
#[derive(Debug, Default)]
pub(crate) struct Similar {
    names: Vec<String>,
    /// Built with the first lookup among many names.
    near: OnceLock<Near>,
    /// Pieces with the positions of the names that have them, sorted. Built with the first lookup for which a near
    /// name is not similar enough to be the suggestion: there is none, or it is short.
    index: OnceLock<Vec<(Piece, usize)>>,
}

impl Similar {
    /// Creates a table of names.
    pub(crate) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().map(str::to_owned).collect();
        Self { names, near: OnceLock::new(), index: OnceLock::new() }
    }

    /// Returns `did you mean …` if a known name is similar.
    pub(crate) fn did_you_mean(&self, name: &str) -> Option<String> {
        self.did_you_mean_other(name, "")
    }

    /// Returns `did you mean …` if a known name other than `own` is similar.
    pub(crate) fn did_you_mean_other(&self, name: &str, own: &str) -> Option<String> {
        if self.names.len() <= FEW {
            return did_you_mean(
                name,
                self.names.iter().map(String::as_str).filter(|it| *it != own),
            );
        }
        if name.len() > LONG {
            return None;
        }
        let mut candidates = self.near.get_or_init(|| Near::new(&self.names)).candidates(name);
        let best = |candidates: &[usize]| {
            let names = candidates.iter().filter_map(|at| self.names.get(*at));
            best(name, names.map(String::as_str).filter(|known| *known != own))
        };
        let near = best(&candidates).filter(|(score, _)| *score > JUMBLED);
        let best = near.or_else(|| {
            candidates.extend(self.sharing_pieces(name));
            candidates.sort_unstable();
            best(&candidates)
        });
        best.map(|(_, known)| suggestion(known))
    }

    /// The positions of names that share rare pieces with a name.
    fn sharing_pieces(&self, name: &str) -> Vec<usize> {
        let index = self.index.get_or_init(|| index(&self.names));
        let mut having: Vec<&[(Piece, usize)]> =
            pieces(name).into_iter().map(|piece| names_having(index, piece)).collect();
        // Rare pieces say more.
        having.sort_by_key(|names| names.len());
        let mut shared: Vec<usize> =
            having.into_iter().flatten().take(COUNTED).map(|(_, at)| *at).collect();
        shared.sort_unstable();
        let counted = shared.chunk_by(|a, b| a == b).map(|same| (same.len(), same.first()));
        let mut found: Vec<(usize, usize)> =
            counted.filter_map(|(count, at)| Some((count, *at?))).collect();
        let length = |at: usize| self.names.get(at).map_or(0, String::len);
        found.sort_by_key(|(count, at)| (Reverse(*count), length(*at).abs_diff(name.len()), *at));
        found.into_iter().take(COMPARED).map(|(_, at)| at).collect()
    }
}

fn index(names: &[String]) -> Vec<(Piece, usize)> {
    let short = names.iter().enumerate().filter(|(_, name)| name.len() <= LONG);
    let mut index: Vec<(Piece, usize)> = short
        .flat_map(|(at, name)| pieces(name).into_iter().map(move |piece| (piece, at)))
        .collect();
    index.sort_unstable();
    index
}

/// The part of an index with the names that have a piece or a form.
fn names_having(index: &[(u64, usize)], piece: u64) -> &[(u64, usize)] {
    let start = index.partition_point(|(other, _)| *other < piece);
    let end = index.partition_point(|(other, _)| *other <= piece);
    index.get(start..end).unwrap_or_default()
}

/// The pieces of a name, sorted and without duplicates.
fn pieces(name: &str) -> Vec<Piece> {
    let lower = name.chars().flat_map(char::to_lowercase);
    let letters = [' '].into_iter().chain(lower).chain([' ']).map(u64::from);
    let letters: Vec<u64> = letters.collect();
    // A character has at most 21 bits.
    let pack = |letters: &[u64]| letters.iter().fold(0, |packed, letter| packed << 21 | letter);
    let mut pieces: Vec<Piece> = letters.windows(2).chain(letters.windows(3)).map(pack).collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

/// Returns `did you mean …` if a name is similar to one of a few `candidates`.
#[must_use]
pub(crate) fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    best(name, candidates).map(|(_, candidate)| suggestion(candidate))
}

fn suggestion(known: &str) -> String {
    format!("did you mean `{known}`?")
}

/// The most similar name with its score, and the last of several.
fn best<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<(f64, &'a str)> {
    candidates
        .into_iter()
        .map(|candidate| (similarity(name, candidate), candidate))
        .filter(|(score, _)| *score > SIMILAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

/// Whether two names are similar.
pub(crate) fn is_similar(a: &str, b: &str) -> bool {
    similarity(a, b) > SIMILAR
}

fn similarity(a: &str, b: &str) -> f64 {
    if a.len() > LONG || b.len() > LONG {
        return 0.0;
    }
    // `RED` for `COLOUR_RED`: the name without its prefix.
    if b.strip_suffix(a).is_some_and(|before| before.ends_with(['_', '.'])) {
        return 0.9;
    }
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let length = a.chars().count().max(b.chars().count()).max(1);
    let (distance, letters) = (strsim::osa_distance(&a, &b) as f64, length as f64);
    let score = 1.0 - distance / letters;
    if length <= SHORT && is_jumbled(&a, &b) { score.max(JUMBLED) } else { score }
}

/// Whether two names start with the same letter and have the same letters, or one more.
fn is_jumbled(a: &str, b: &str) -> bool {
    let (longer, shorter) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let mut rest: Vec<char> = longer.chars().collect();
    let all_found = shorter.chars().all(|letter| {
        let at = rest.iter().position(|other| *other == letter);
        at.map(|at| rest.remove(at)).is_some()
    });
    shorter.len() >= 3 && rest.len() <= 1 && all_found && a.chars().next() == b.chars().next()
}
