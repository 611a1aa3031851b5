//! Message types by the names that people type.

use gitpod_api::PACKAGE;
use gitpod_api::runtime::rpc::MessageType;
use gitpod_api::types::{MESSAGES, message_type};

/// The message type of a name, which may leave the package out.
pub(crate) fn find(name: &str) -> Option<&'static MessageType> {
    message_type(name).or_else(|| MESSAGES.iter().find(|of| short_name(of) == name))
}

/// The name of a message type that is most like a name that is none.
pub(crate) fn similar(name: &str) -> Option<&'static str> {
    // Names that are absurdly long are never a typing slip, and the comparison is quadratic.
    if name.len() > 200 {
        return None;
    }
    let typed = name.strip_prefix(PACKAGE).map_or(name, |rest| rest.trim_start_matches('.'));
    MESSAGES
        .iter()
        .map(|of| (similarity(typed, of), of.name()))
        .filter(|(score, _)| *score > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// How alike they are, up to 1.
fn similarity(typed: &str, of: &MessageType) -> f64 {
    let short = short_name(of);
    let typed = typed.to_lowercase();
    let alike = |name: &str| strsim::normalized_damerau_levenshtein(&typed, &name.to_lowercase());
    // What is nested is often asked for without the name of what it is in.
    let inner = short.rsplit_once('.').map_or(0.0, |(_, inner)| alike(inner) * 0.9);
    alike(short).max(inner)
}

/// A type's name without the package.
fn short_name(of: &MessageType) -> &'static str {
    let name = of.name();
    name.strip_prefix(PACKAGE).and_then(|rest| rest.strip_prefix('.')).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_found_by_both_of_its_names() {
        for of in MESSAGES {
            assert_eq!(find(of.name()).map(MessageType::name), Some(of.name()));
            assert_eq!(find(short_name(of)).map(MessageType::name), Some(of.name()));
            assert!(!short_name(of).starts_with(PACKAGE));
        }
    }

    #[test]
    fn slips_of_the_hand_find_what_was_meant() {
        for of in MESSAGES.iter().step_by(9) {
            let (first, rest) = of.name().split_at(of.name().len() - 1);
            let swapped = format!("{first}x{rest}");
            assert!(find(&swapped).is_none());
            assert!(similar(&swapped).is_some(), "{swapped}");
        }
        assert_eq!(similar("qqqqqqqqqqqq"), None);
        assert_eq!(similar(""), None);
        assert_eq!(similar(&"x".repeat(1_000_000)), None);
    }
}
