//! Suggestions for misspelled names: `did you mean …`.
//!
//! Comparing every misspelled name with every known name takes quadratic time. [`Similar`] compares a
//! name with a bounded number of known names, which it finds by the letters that they share.

use std::cell::OnceCell;
use std::cmp::Reverse;

/// The number of names up to which all are compared.
const FEW: usize = 64;

/// The maximum number of names that share a piece and are counted, for one lookup.
const COUNTED: usize = 64;

/// The maximum number of names that are compared, for one lookup among many.
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
    /// Pieces with the positions of the names that have them, sorted. Built with the first lookup.
    index: OnceCell<Vec<(Piece, usize)>>,
}

impl Similar {
    /// Creates a table of names.
    pub(crate) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().map(str::to_owned).collect();
        Self { names, index: OnceCell::new() }
    }

    /// Returns `did you mean …` if a known name is similar.
    pub(crate) fn did_you_mean(&self, name: &str) -> Option<String> {
        self.did_you_mean_other(name, "")
    }

    /// Returns `did you mean …` if a known name other than `own` is similar.
    pub(crate) fn did_you_mean_other(&self, name: &str, own: &str) -> Option<String> {
        let candidates = self.candidates(name).into_iter().filter_map(|at| self.names.get(at));
        did_you_mean(name, candidates.map(String::as_str).filter(|known| *known != own))
    }

    /// The positions of the names to compare with a name, in order.
    fn candidates(&self, name: &str) -> Vec<usize> {
        if self.names.len() <= FEW {
            return (0..self.names.len()).collect();
        }
        if name.len() > LONG {
            return Vec::new();
        }
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
        let mut found: Vec<usize> = found.into_iter().take(COMPARED).map(|(_, at)| at).collect();
        found.sort_unstable();
        found
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

/// The part of the index with the names that have a piece.
fn names_having(index: &[(Piece, usize)], piece: Piece) -> &[(Piece, usize)] {
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
    candidates
        .into_iter()
        .map(|candidate| (similarity(name, candidate), candidate))
        .filter(|(score, _)| *score > SIMILAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| format!("did you mean `{candidate}`?"))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Names that share most of their letters, which is the worst case.
    fn many() -> Similar {
        let names: Vec<String> = (0..8_000).map(|number| format!("Thing{number}")).collect();
        Similar::new(names.iter().map(String::as_str))
    }

    #[test]
    fn lookups_among_many_names_compare_few_of_them() {
        let (names, mut found) = (many(), 0);
        for number in 0..8_000 {
            let misspelled = format!("Thinng{number}");
            let compared = names.candidates(&misspelled);
            assert!(compared.len() <= COMPARED, "{misspelled}: {}", compared.len());
            let expected = format!("did you mean `Thing{number}`?");
            found += usize::from(names.did_you_mean(&misspelled) == Some(expected));
        }
        assert!(found > 7_500, "{found}");
    }

    #[test]
    fn lookups_among_many_names_find_the_same_as_among_few() {
        let names = many();
        assert_eq!(names.did_you_mean("thing4711").unwrap(), "did you mean `Thing4711`?");
        assert_eq!(names.did_you_mean("Thimg17").unwrap(), "did you mean `Thing17`?");
        assert_eq!(names.did_you_mean("Envelope"), None);
        assert_eq!(names.did_you_mean(&"Thing".repeat(100)), None);
        let others = (0..100).map(|number| format!("OTHER{number}"));
        let prefixed: Vec<String> = others.chain(["COLOUR_RED".to_owned()]).collect();
        let prefixed = Similar::new(prefixed.iter().map(String::as_str));
        assert_eq!(prefixed.did_you_mean("RED").unwrap(), "did you mean `COLOUR_RED`?");
    }

    #[test]
    fn short_names_with_letters_in_another_order_are_similar() {
        for (name, known) in [("dcos", "doc"), ("dco", "doc"), ("tyeps", "type"), ("nmea", "name")]
        {
            assert!(is_similar(name, known), "{name}");
        }
        for (name, known) in [("note", "doc"), ("code", "doc"), ("cod", "doc"), ("on", "no")] {
            assert!(!is_similar(name, known), "{name}");
        }
    }

    #[test]
    fn an_item_is_not_suggested_in_its_own_place() {
        let names = Similar::new(["Thing"]);
        assert!(names.did_you_mean("Thimg").is_some());
        assert_eq!(names.did_you_mean_other("Thimg", "Thing"), None);
    }
}
