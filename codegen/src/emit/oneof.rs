//! Oneofs: an enum with a variant for each field.

use super::{deprecation, docs, fields};
use crate::ir::{Api, Field, Message, Oneof, RustPath, Type};
use crate::tokens::{Tokens, quote};

/// The enum, with conversions from the message types of its fields.
pub(super) fn enumeration(api: &Api, message: &Message, oneof: &Oneof) -> Tokens {
    let name = &oneof.path.name;
    let here = &oneof.path;
    let doc = docs::with_facts(
        &oneof.doc,
        &[format!("Protobuf oneof: `{}` of `{}`.", oneof.name, message.full_name)],
    );
    let arms: Vec<&Field> = oneof.arms(message).collect();
    let variants = arms.iter().map(|arm| {
        let variant = &arm.rust;
        let ty = arm_type(api, arm, here);
        let doc = docs::with_facts(&arm.doc, &docs::field_facts(arm));
        let deprecated = deprecation::attribute(arm.deprecated.as_ref());
        quote! {
            #doc
            #deprecated
            #variant(#ty),
        }
    });
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_message(api, message));
    let conversions = oneof.arms_by_type(message).map(|arm| {
        let variant = &arm.rust;
        let ty = fields::single(api, arm.ty.inner(), here);
        let value = if arm.boxed { quote!(Box::new(value)) } else { quote!(value) };
        quote! {
            #allow_deprecated
            impl From<#ty> for #name {
                #[inline]
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        }
    });
    let debug = (!is_redacted(message, oneof)).then(|| quote!(Debug,));
    let has_float = arms.iter().any(|arm| api.contains_float(arm.ty.inner()));
    let total = (!has_float).then(|| quote!(, Eq, Hash));
    quote! {
        #doc
        #allow_deprecated
        #[derive(Clone, #debug PartialEq #total)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
        #(#conversions)*
    }
}

fn arm_type(api: &Api, arm: &Field, here: &RustPath) -> Tokens {
    let ty = fields::single(api, arm.ty.inner(), here);
    if arm.boxed { quote!(Box<#ty>) } else { ty }
}

/// The conversions of a oneof and its arms into the message, if they say all that it must have.
pub(super) fn into_message(api: &Api, message: &Message) -> Option<Tokens> {
    let oneof = message.convertible_oneof()?;
    let (name, here, setter) = (&message.path.name, &message.path, &oneof.setter);
    // A message is converted into itself already.
    let itself = Type::Message(message.id);
    let arms = oneof.arms_by_type(message).filter(|arm| arm.ty.inner() != itself);
    let arms = arms.map(|arm| fields::single(api, arm.ty.inner(), here));
    let sources = std::iter::once(oneof.path.from(here)).chain(arms);
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_message(api, message));
    let conversions = sources.map(|source| {
        quote! {
            #allow_deprecated
            impl From<#source> for #name {
                #[inline]
                fn from(value: #source) -> Self {
                    Self::default().#setter(value)
                }
            }
        }
    });
    Some(quote!(#(#conversions)*))
}

/// Whether an arm is sensitive, so that `Debug` redacts it.
fn is_redacted(message: &Message, oneof: &Oneof) -> bool {
    oneof.arms(message).any(|arm| arm.sensitive)
}

/// A `Debug` implementation that redacts sensitive arms. `None` if `Debug` is derived.
pub(super) fn redacting_debug(api: &Api, message: &Message, oneof: &Oneof) -> Option<Tokens> {
    if !is_redacted(message, oneof) {
        return None;
    }
    let name = oneof.path.in_model();
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_message(api, message));
    let arms = oneof.arms(message).map(|arm| {
        let variant = &arm.rust;
        let label = variant.stem();
        match arm.sensitive {
            true => quote! {
                Self::#variant(_) => f.debug_tuple(#label).field(&rt::Redacted).finish(),
            },
            false => quote! {
                Self::#variant(value) => f.debug_tuple(#label).field(value).finish(),
            },
        }
    });
    Some(quote! {
        #allow_deprecated
        impl std::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    #(#arms)*
                }
            }
        }
    })
}
