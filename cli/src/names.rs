//! Names that people type: without the package, and with slips of the hand.

use gitpod_api::PACKAGE;

/// How alike a name must be to be what was meant, from 0 to 1.
const ALIKE: f64 = 0.7;

/// Names that are longer are never a slip of the hand, and the comparison is quadratic.
const LONGEST: usize = 200;

/// A name without the package.
pub(crate) fn short(name: &str) -> &str {
    name.strip_prefix(PACKAGE).and_then(|rest| rest.strip_prefix('.')).unwrap_or(name)
}

/// What a name may have been meant to be.
pub(crate) struct Candidate<'a> {
    /// The name that is compared.
    pub(crate) name: &'a str,
    /// How much it counts to be like it, up to 1.
    pub(crate) weight: f64,
    /// What is then suggested.
    pub(crate) suggested: &'static str,
}

/// The suggestions for a name that is none, the most alike first, each of them once.
pub(crate) fn nearest<'a>(
    typed: &str,
    candidates: impl IntoIterator<Item = Candidate<'a>>,
    at_most: usize,
) -> Vec<&'static str> {
    if typed.len() > LONGEST {
        return Vec::new();
    }
    let typed = short(typed).to_lowercase();
    let score = |of: &Candidate<'_>| {
        of.weight * strsim::normalized_damerau_levenshtein(&typed, &of.name.to_lowercase())
    };
    let scored = candidates.into_iter().map(|of| (score(&of), of.suggested));
    let mut alike: Vec<(f64, &'static str)> = scored.filter(|(score, _)| *score > ALIKE).collect();
    // The sort is stable: what is equally alike stays in the order of the schema.
    alike.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut nearest = Vec::new();
    for (_, suggested) in alike {
        if nearest.len() < at_most && !nearest.contains(&suggested) {
            nearest.push(suggested);
        }
    }
    nearest
}
