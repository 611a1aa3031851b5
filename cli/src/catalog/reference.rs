//! What the reference says of an RPC: the types that its messages consist of, and its examples.

use gitpod_api::reference::REFERENCE;
use gitpod_api::runtime::reference::{Enum, Example, Message, Rpc};
use gitpod_api::runtime::rpc::MethodDescriptor;

use super::short;

/// A type of the reference.
pub(crate) enum Type {
    /// A message.
    Message(&'static Message),
    /// An enum.
    Enum(&'static Enum),
}

/// The reference of an RPC.
pub(crate) fn rpc(of: &MethodDescriptor) -> Option<&'static Rpc> {
    REFERENCE.rpc(of.path())
}

/// The first example of an RPC.
pub(crate) fn example(of: &MethodDescriptor) -> Option<&'static Example> {
    rpc(of)?.examples.first()
}

/// Finds an error detail by its name, with or without the package.
pub(crate) fn error_detail(name: &str) -> Option<&'static Message> {
    let mut details = REFERENCE.messages.iter().filter(|message| message.error_detail);
    details.find(|message| message.name == name || short(message.name) == name)
}

/// The request, the response and the types that they refer to, each once, in the order of their
/// first mention.
pub(crate) fn types(of: &MethodDescriptor) -> Vec<Type> {
    types_in(vec![of.request().name(), of.response().name()])
}

/// The named types and those that they refer to, each once, in the order of their first mention.
pub(crate) fn types_in(mut names: Vec<&'static str>) -> Vec<Type> {
    let mut types = Vec::new();
    let mut next = 0;
    while let Some(name) = names.get(next).copied() {
        next += 1;
        if let Some(message) = REFERENCE.message(name) {
            for name in message.fields.iter().filter_map(|field| field.refers_to) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            types.push(Type::Message(message));
        } else if let Some(of) = REFERENCE.enumeration(name) {
            types.push(Type::Enum(of));
        }
    }
    types
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::methods::all;

    #[test]
    fn every_rpc_has_a_description_and_an_example_and_its_types_are_complete() {
        for of in all() {
            let rpc = rpc(of).unwrap();
            assert!(!rpc.doc.is_empty() && example(of).is_some(), "{}", rpc.path);
            let types = types(of);
            let names: Vec<_> = types.iter().map(Type::name).collect();
            assert_eq!(names[..2], [of.request().name(), of.response().name()]);
            for message in types.iter().filter_map(Type::message) {
                let descriptor =
                    gitpod_api::types::message_type(message.name).unwrap().new_message();
                let fields = descriptor.descriptor().fields();
                assert_eq!(fields.len(), message.fields.len(), "{}", message.name);
                for (field, described) in fields.iter().zip(message.fields) {
                    assert_eq!(field.json_name(), described.name);
                    assert!(described.refers_to.is_none_or(|name| names.contains(&name)));
                }
            }
        }
    }

    #[test]
    fn error_details_are_found_by_both_of_their_names() {
        let details: Vec<_> = REFERENCE.messages.iter().filter(|of| of.error_detail).collect();
        assert!(details.len() > 3);
        for of in details {
            for name in [of.name, short(of.name)] {
                assert_eq!(error_detail(name).map(|found| found.name), Some(of.name));
            }
        }
        assert!(error_detail("Project").is_none(), "a message, but not an error detail");
    }

    impl Type {
        fn name(&self) -> &'static str {
            match self {
                Self::Message(message) => message.name,
                Self::Enum(of) => of.name,
            }
        }

        fn message(&self) -> Option<&'static Message> {
            match self {
                Self::Message(message) => Some(message),
                Self::Enum(_) => None,
            }
        }
    }
}
