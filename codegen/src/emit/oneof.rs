//! Oneofs: an enum with a variant for each field.

use proc_macro2::TokenStream;
use quote::quote;

use super::{deprecation, docs, fields};
use crate::ir::{Api, Field, Message, Oneof, RustPath, Type};

/// The enum, with conversions from the message types of its fields.
pub(super) fn enumeration(api: &Api, message: &Message, oneof: &Oneof) -> TokenStream {
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
    let conversions = arms.iter().filter(|arm| is_only_arm_of_its_type(arm, &arms)).map(|arm| {
        let variant = &arm.rust;
        let ty = fields::single(api, arm.ty.inner(), here);
        let value = if arm.boxed { quote!(Box::new(value)) } else { quote!(value) };
        quote! {
            #allow_deprecated
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        }
    });
    let debug = (!is_redacted(message, oneof)).then(|| quote!(Debug,));
    quote! {
        #doc
        #allow_deprecated
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
        #(#conversions)*
    }
}

fn arm_type(api: &Api, arm: &Field, here: &RustPath) -> TokenStream {
    let ty = fields::single(api, arm.ty.inner(), here);
    if arm.boxed { quote!(Box<#ty>) } else { ty }
}

/// Whether an arm holds a message that no other arm holds, so that `From` is unambiguous.
fn is_only_arm_of_its_type(arm: &Field, arms: &[&Field]) -> bool {
    matches!(arm.ty.inner(), Type::Message(_))
        && arms.iter().filter(|other| other.ty == arm.ty).count() == 1
}

/// Whether an arm is sensitive, so that `Debug` redacts it.
fn is_redacted(message: &Message, oneof: &Oneof) -> bool {
    oneof.arms(message).any(|arm| arm.sensitive)
}

/// A `Debug` implementation that redacts sensitive arms. `None` if `Debug` is derived.
pub(super) fn redacting_debug(api: &Api, message: &Message, oneof: &Oneof) -> Option<TokenStream> {
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
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    #(#arms)*
                }
            }
        }
    })
}
