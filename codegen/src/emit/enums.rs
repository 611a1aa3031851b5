//! Open enums: a variant for each known value, and `Unknown` for all others.

use super::{crate_root, deprecation, docs, numbers};
use crate::ir::{Api, Enum};
use crate::tokens::{Tokens, quote};

/// The enum.
pub(super) fn definition(api: &Api, of: &Enum) -> Tokens {
    let name = &of.path.name;
    let mut facts = vec![format!("Protobuf name: `{}`.", of.full_name)];
    facts.extend(crate_root::hidden(api, &of.path.modules, &of.path.name));
    facts.push("Non-exhaustive: see [enums](crate::model#enums).".to_owned());
    facts.push(String::new());
    facts.extend(docs::reached_by(api, &of.reached_by));
    facts.extend(docs::in_details(api, &of.in_details));
    let doc = docs::with_facts(&of.doc, &facts);
    let alias = docs::alias(of.short_name(), name.as_str());
    let deprecated = deprecation::attribute(of.deprecated.as_ref());
    let first = of.values.enumerate().next();
    let variants = of.values.enumerate().map(|(id, value)| {
        let variant = &value.rust;
        let fact = format!("JSON name: `{}`. Number: {}.", value.name, value.number);
        let also = value.aliases.iter().map(|alias| format!("Also read from `{}`.", alias.name));
        let facts: Vec<String> = [fact].into_iter().chain(also).collect();
        let doc = docs::with_facts(&value.doc, &facts);
        let alias = docs::alias(&value.name, variant.as_str());
        let deprecated = deprecation::attribute(value.deprecated.as_ref());
        let is_first = first.is_some_and(|(first, _)| first == id);
        let default = is_first.then(|| quote!(#[default]));
        quote! {
            #doc
            #alias
            #deprecated
            #default
            #variant,
        }
    });
    let default_is_deprecated = first.is_some_and(|(_, value)| value.deprecated.is_some());
    let allow_deprecated = deprecation::allow_deprecated(default_is_deprecated);
    let all = all(of);
    quote! {
        #doc
        #alias
        #deprecated
        #allow_deprecated
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the crate does not know. Encoded as it was decoded.
            Unknown(rt::UnknownEnumValue<#name>),
        }
        #all
    }
}

/// The list of known values.
fn all(of: &Enum) -> Tokens {
    let name = &of.path.name;
    let variants = of.values.iter().map(|value| &value.rust).map(|variant| quote!(Self::#variant));
    let allow_deprecated = deprecation::allow_deprecated(uses_deprecated(of));
    quote! {
        #allow_deprecated
        impl #name {
            /// The known values in schema order.
            pub const ALL: &'static [Self] = &[#(#variants),*];
        }
    }
}

/// Whether the implementations of an enum use deprecated items.
fn uses_deprecated(of: &Enum) -> bool {
    of.deprecated.is_some() || of.values.iter().any(|value| value.deprecated.is_some())
}

/// The implementation of the runtime's `Enumeration`.
pub(super) fn implementation(of: &Enum) -> Tokens {
    let name = of.path.in_model();
    let full_name = &of.full_name;
    let table = of.values.iter().map(|value| {
        let (name, number) = (&value.name, numbers::integer(value.number.into()));
        quote!(rt::EnumValueDescriptor::new(#name, #number))
    });
    let aliases = aliases(of);
    let indices = of.values.enumerate().map(|(id, value)| {
        let (variant, index) = (&value.rust, numbers::index(id));
        quote!(Self::#variant => #index,)
    });
    let assigned = of.values.enumerate().map(|(id, value)| {
        let (variant, index) = (&value.rust, numbers::index(id));
        quote!(Ok(#index) => Self::#variant,)
    });
    let allow_deprecated = deprecation::allow_deprecated(uses_deprecated(of));
    quote! {
        #allow_deprecated
        impl rt::Enumeration for #name {
            #[inline]
            fn descriptor(&self) -> &'static rt::EnumDescriptor {
                static DESCRIPTOR: rt::EnumDescriptor =
                    rt::EnumDescriptor::new(#full_name, &[#(#table),*])#aliases;
                &DESCRIPTOR
            }
            #[inline]
            fn index(&self) -> Result<usize, &rt::RawUnknown> {
                Ok(match self {
                    #(#indices)*
                    Self::Unknown(value) => return Err(value.raw()),
                })
            }
            #[inline]
            fn assign(&mut self, value: Result<usize, rt::RawUnknown>) {
                *self = match value {
                    #(#assigned)*
                    Ok(_) => Self::default(),
                    Err(raw) => Self::Unknown(rt::UnknownEnumValue::new(raw)),
                };
            }
        }
        rt::enumeration_traits!(#name);
    }
}

/// The call that adds the aliases to the descriptor, if there are any.
fn aliases(of: &Enum) -> Option<Tokens> {
    let table: Vec<_> = of
        .values
        .iter()
        .flat_map(|value| value.aliases.iter().map(|alias| (&alias.name, value.number)))
        .map(|(name, number)| {
            let number = numbers::integer(number.into());
            quote!(rt::EnumValueDescriptor::new(#name, #number))
        })
        .collect();
    (!table.is_empty()).then(|| quote!(.with_aliases(&[#(#table),*])))
}
