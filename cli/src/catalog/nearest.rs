//! "Did you mean": the known names that are most similar to an unknown one.

/// The minimum similarity of a suggestion, from 0 to 1.
const THRESHOLD: f64 = 0.7;

/// The maximum length of a name to suggest for; the comparison is quadratic.
const MAX_LENGTH: usize = 200;

/// A known name.
pub(super) struct Known<'a> {
    /// The name to compare with.
    pub(super) name: &'a str,
    /// The weight of its similarity, up to 1.
    pub(super) weight: f64,
    /// The name to suggest.
    pub(super) suggested: &'static str,
}

/// Returns at most `limit` distinct suggestions, best match first.
pub(super) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = Known<'a>>,
    limit: usize,
) -> Vec<&'static str> {
    if typed.len() > MAX_LENGTH {
        return Vec::new();
    }
    let typed = super::short(typed).to_lowercase();
    let score = |of: &Known<'_>| {
        of.weight * strsim::normalized_damerau_levenshtein(&typed, &of.name.to_lowercase())
    };
    let scored = known.into_iter().map(|of| (score(&of), of.suggested));
    let mut matches: Vec<(f64, &'static str)> =
        scored.filter(|(score, _)| *score > THRESHOLD).collect();
    // The sort is stable: equal matches stay in the order of the schema.
    matches.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut nearest = Vec::new();
    for (_, suggested) in matches {
        if nearest.len() < limit && !nearest.contains(&suggested) {
            nearest.push(suggested);
        }
    }
    nearest
}
