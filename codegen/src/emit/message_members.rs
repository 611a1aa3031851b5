//! What serde's formats need of a message: its fields by name, with their own types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Field, Message, Presence};

/// The implementation of the support crate's `Member`, without attributes.
pub(super) fn implementation(message: &Message) -> TokenStream {
    let name = &message.path.name;
    let fields = message.fields.iter().map(|field| member(message, field));
    quote! {
        impl rt::Member for #name {
            fn write<S: rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                rt::Members::new(serializer) #(#fields)* .end()
            }
        }
    }
}

/// The call for a field, which says its presence as the table's entry does.
fn member(message: &Message, field: &Field) -> TokenStream {
    let Field { rust, json_name, .. } = field;
    match field.presence {
        Presence::Implicit => quote!(.implicit(#json_name, &self.#rust)),
        Presence::Message | Presence::Optional => quote!(.explicit(#json_name, &self.#rust)),
        Presence::Oneof(id) => {
            let oneof = &message[id];
            let (member, path) = (&oneof.rust, oneof.path.from(&message.path));
            quote! {
                .arm(#json_name, match &self.#member {
                    Some(#path::#rust(value)) => Some(value),
                    _ => None,
                })
            }
        }
    }
}
