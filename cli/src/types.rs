//! Message types by the names that people type.

use gitpod_api::runtime::rpc::MessageType;
use gitpod_api::types::{MESSAGES, message_type};

use crate::names::{self, Candidate};

/// The message type of a name, which may leave the package out.
pub(crate) fn find(name: &str) -> Option<&'static MessageType> {
    message_type(name).or_else(|| MESSAGES.iter().find(|of| names::short(of.name()) == name))
}

/// The name of a message type that is most like a name that is none.
pub(crate) fn similar(name: &str) -> Option<&'static str> {
    names::nearest(name, MESSAGES.iter().flat_map(candidates), 1).pop()
}

fn candidates(of: &MessageType) -> impl Iterator<Item = Candidate<'static>> {
    let suggested = of.name();
    let short = names::short(suggested);
    // What is nested is often asked for without the name of what it is in.
    let inner = short.rsplit_once('.').map(|(_, inner)| (inner, 0.9));
    let all = [Some((short, 1.0)), inner].into_iter().flatten();
    all.map(move |(name, weight)| Candidate { name, weight, suggested })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_found_by_both_of_its_names() {
        for of in MESSAGES {
            assert_eq!(find(of.name()).map(MessageType::name), Some(of.name()));
            assert_eq!(find(names::short(of.name())).map(MessageType::name), Some(of.name()));
            assert!(!names::short(of.name()).starts_with(gitpod_api::PACKAGE));
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
