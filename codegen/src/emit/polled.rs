//! The runtime's `Polled` for the responses of RPCs whose calls can wait for a state.

use super::{Item, deprecation, fields};
use crate::ir::{Api, Polled, Rpc, Service};
use crate::tokens::quote;

/// The implementations for the responses of a service.
pub(super) fn implementations(api: &Api, service: &Service) -> Vec<Item> {
    service.rpcs.iter().filter_map(|rpc| implementation(api, rpc)).collect()
}

fn implementation(api: &Api, rpc: &Rpc) -> Option<Item> {
    let polled = api.polled(rpc)?;
    let response = api[rpc.response].path.in_model();
    let (item, borrowed, owned) = match polled {
        Polled::Field(field) => {
            let name = &field.rust;
            let (borrowed, owned) = match field.boxed {
                true => (quote!(self.#name.as_deref()), quote!(self.#name.map(|value| *value))),
                false => (quote!(self.#name.as_ref()), quote!(self.#name)),
            };
            (fields::single_in_model(api, field.ty.inner()), borrowed, owned)
        }
        Polled::Response => (
            quote!(Self),
            quote!(::core::option::Option::Some(self)),
            quote!(::core::option::Option::Some(self)),
        ),
    };
    let uses_deprecated =
        deprecation::in_rpc(api, rpc) || deprecation::in_message(api, &api[rpc.response]);
    let allow_deprecated = deprecation::allow_deprecated(uses_deprecated);
    let tokens = quote! {
        #allow_deprecated
        impl rt::Polled for #response {
            type Item = #item;
            #[inline]
            fn item(&self) -> Option<&Self::Item> {
                #borrowed
            }
            #[inline]
            fn into_item(self) -> Option<Self::Item> {
                #owned
            }
        }
    };
    Some(Item::new(format!("item of {}", rpc.name), tokens))
}
