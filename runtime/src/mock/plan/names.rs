//! Naming conventions of RPCs, messages and fields.

/// A name in lower case without underscores, so that `scm_integration` and `SCMIntegration` match.
pub(crate) fn squash(name: &str) -> String {
    name.chars().filter(|char| *char != '_').flat_map(char::to_lowercase).collect()
}

/// The first word of a method's name and the rest, such as `Create` and `SCMIntegration`.
pub(crate) fn verb_and_noun(method: &str) -> (&str, &str) {
    let end = method.char_indices().skip(1).find(|(_, char)| char.is_uppercase());
    method.split_at(end.map_or(method.len(), |(at, _)| at))
}

/// The possible singulars of a plural.
pub(crate) fn singulars(plural: &str) -> impl Iterator<Item = String> {
    [("ies", "y"), ("es", ""), ("s", "")].into_iter().filter_map(|(ending, singular)| {
        Some(format!("{}{singular}", plural.strip_suffix(ending)?))
    })
}

/// Whether a field holds an id: `id` or `…_id`.
pub(crate) fn is_id(field: &str) -> bool {
    field == "id" || field.ends_with("_id")
}

/// Whether a field such as `scm_configuration_id` is named after a message type.
pub(crate) fn refers_to(field: &str, type_name: &str) -> bool {
    field.strip_suffix("_id").is_some_and(|stem| squash(stem) == squash(type_name))
}

/// Whether an enum value such as `STATE_VERIFIED` is the outcome of a verb such as `Verify` or a flag
/// such as `verified`.
pub(crate) fn is_outcome(value: &str, word: &str) -> bool {
    let last = value.rsplit('_').next().unwrap_or(value).to_lowercase();
    let word = word.to_lowercase();
    let stem = word.strip_suffix(['y', 'e']).unwrap_or(&word);
    last == word || (stem.len() > 2 && last.starts_with(stem) && last.ends_with("ed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn method_names_are_a_verb_and_a_noun() {
        assert_eq!(verb_and_noun("CreateSCMIntegration"), ("Create", "SCMIntegration"));
        assert_eq!(verb_and_noun("Ping"), ("Ping", ""));
        assert_eq!(verb_and_noun(""), ("", ""));
    }

    #[test]
    fn ids_match_types_regardless_of_spelling() {
        assert!(refers_to("scm_integration_id", "SCMIntegration"));
        assert!(!refers_to("integration_id", "SCMIntegration") && !refers_to("id", ""));
        assert!(is_id("id") && is_id("user_id") && !is_id("identity") && !is_id("ids"));
    }

    #[test]
    fn plurals_lose_their_ending() {
        let all = |plural| singulars(plural).collect::<Vec<_>>();
        assert!(all("policies").contains(&"policy".to_owned()));
        assert!(all("statuses").contains(&"status".to_owned()));
        assert!(all("user_ids").contains(&"user_id".to_owned()));
        assert!(all("staff").is_empty());
    }

    #[test]
    fn the_last_word_decides_the_outcome() {
        assert!(is_outcome("STATE_VERIFIED", "Verify"));
        assert!(is_outcome("USER_STATUS_SUSPENDED", "suspended"));
        assert!(!is_outcome("USER_STATUS_ACTIVE", "suspended"));
        assert!(!is_outcome("STATE_UNVERIFIED", "Verify") && !is_outcome("RED", "be"));
    }
}
