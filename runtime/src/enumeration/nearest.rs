//! "Did you mean": the known name that is most similar to an unknown one.

/// Names longer than this are not typos, and comparing them takes quadratic time.
const LONGEST: usize = 100;

/// The known name that is most similar to `name`, ignoring case. A name may omit words at the start,
/// such as the prefix of its enum. `None` if no name is similar.
pub(super) fn nearest(
    name: &str,
    known: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    let name = name.trim().to_ascii_uppercase();
    if name.len() > LONGEST {
        return None;
    }
    let distances = known.map(|known| (distance(&name, known), known));
    let (distance, known) = distances.min_by_key(|(distance, _)| *distance)?;
    // At most one edit for every three characters.
    (distance * 3 <= name.chars().count()).then_some(known)
}

/// The number of edits from a name to a known one, or to the words at its end.
fn distance(name: &str, known: &str) -> usize {
    let ends = known.match_indices('_').filter_map(|(at, _)| known.get(at + 1..));
    ends.chain([known]).map(|end| edits(name, end)).min().unwrap_or(usize::MAX)
}

/// The Levenshtein distance, with one row of the table at a time.
fn edits(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (line, left) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, right) in to.chars().enumerate() {
            let replaced = diagonal + usize::from(left != right);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["ROLE_UNSPECIFIED", "ROLE_ADMIN", "ROLE_ORG_MEMBER"];

    #[test]
    fn similar_names_are_found() {
        for (typed, meant) in [
            ("admin", "ROLE_ADMIN"),
            ("ROLE_ADMNI", "ROLE_ADMIN"),
            ("role_admin ", "ROLE_ADMIN"),
            ("ORG_MEMBR", "ROLE_ORG_MEMBER"),
            ("member", "ROLE_ORG_MEMBER"),
            ("ROLE_UNSPECIFED", "ROLE_UNSPECIFIED"),
        ] {
            assert_eq!(nearest(typed, KNOWN.into_iter()), Some(meant), "{typed}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for typed in ["", "x", "ROLE", "owner", "77", &"X".repeat(100_000)] {
            assert_eq!(nearest(typed, KNOWN.into_iter()), None, "{typed}");
        }
    }
}
