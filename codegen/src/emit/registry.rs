//! The registry of message types, for tools that choose the type at run time.

use super::{Item, Source, deprecation, paths};
use crate::ir::{Api, Message};
use crate::tokens::{Tokens, quote};

/// `types.rs`.
pub(super) fn emit(api: &Api) -> Source<'_> {
    let doc = vec!["The registry of message types, by protobuf name.".to_owned()];
    Source::new("src/types.rs", "api.yaml", doc, || items(api))
}

/// The entry of a message in a table.
pub(super) fn message_type(message: &Message) -> Tokens {
    let (path, full_name) = (message.path.in_model(), &message.full_name);
    quote!(rt::MessageType::of::<#path>(#full_name))
}

fn items(api: &Api) -> Vec<Item> {
    let entries = api.messages.iter().map(message_type);
    let is_deprecated = api.messages.iter().any(|message| message.deprecated.is_some());
    let allow_deprecated = deprecation::allow_deprecated(is_deprecated);
    let registry = quote! {
        /// All messages of the API, in schema order. Nested messages follow the enclosing one.
        #allow_deprecated
        pub const MESSAGES: &[rt::MessageType] = &[#(#entries),*];

        /// Returns the message type with a full protobuf name.
        #[must_use]
        #[inline]
        pub fn message_type(name: &str) -> Option<&'static rt::MessageType> {
            MESSAGES.iter().find(|message| message.name() == name)
        }
    };
    // A schema without messages has no models to import.
    let models = (!api.messages.is_empty()).then(|| {
        quote!(
            use crate::model;
        )
    });
    let runtime = paths::import();
    vec![Item::new("imports", quote!(#models #runtime)), Item::new("registry", registry)]
}
