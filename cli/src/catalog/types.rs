//! Message types by name.

use gitpod_api::runtime::rpc::MessageType;
use gitpod_api::types::{MESSAGES, message_type};

use super::nearest::{Known, nearest};
use super::short;

/// Finds a message type by its name, with or without the package.
pub(crate) fn find(name: &str) -> Option<&'static MessageType> {
    message_type(name).or_else(|| MESSAGES.iter().find(|of| short(of.name()) == name))
}

/// The name of the message type that is most similar to an unknown name.
pub(crate) fn similar(name: &str) -> Option<&'static str> {
    nearest(name, MESSAGES.iter().flat_map(known), 1).pop()
}

fn known(of: &MessageType) -> impl Iterator<Item = Known<'static>> {
    let suggested = of.name();
    let short_name = short(suggested);
    // Users often leave the outer message of a nested one out.
    let inner = short_name.rsplit_once('.').map(|(_, inner)| (inner, 0.9));
    let all = [Some((short_name, 1.0)), inner].into_iter().flatten();
    all.map(move |(name, weight)| Known { name, weight, suggested })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_found_by_both_of_its_names() {
        for of in MESSAGES {
            assert_eq!(find(of.name()).map(MessageType::name), Some(of.name()));
            assert_eq!(find(short(of.name())).map(MessageType::name), Some(of.name()));
            assert!(!short(of.name()).starts_with(gitpod_api::PACKAGE));
        }
    }

    #[test]
    fn misspelled_names_have_suggestions() {
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
