//! A message: its struct, its setters and its accessors of documented fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::{deprecation, docs, fields};
use crate::ir::{Api, Field, FieldType, Message, Oneof, Presence, RustName, RustPath, Type};

/// The struct.
pub(super) fn structure(api: &Api, message: &Message) -> TokenStream {
    let name = &message.path.name;
    let doc = docs::with_facts(&message.doc, &facts(message));
    let alias = docs::alias(message.short_name(), name.as_str());
    let deprecated = deprecation::attribute(message.deprecated.as_ref());
    let silence = deprecation::silence(deprecation::in_message(api, message));
    let here = &message.path;
    let members = members(message).map(|member| match member {
        Member::Field(field) => field_member(api, field, here),
        Member::Oneof(oneof) => oneof_member(oneof, here),
    });
    quote! {
        #doc
        #alias
        #deprecated
        #silence
        #[derive(Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#members)*
        }
    }
}

/// The setters and accessors; nothing for a message without fields.
pub(super) fn methods(api: &Api, message: &Message) -> Option<TokenStream> {
    let name = &message.path.name;
    let here = &message.path;
    let methods: Vec<TokenStream> = members(message)
        .flat_map(|member| match member {
            Member::Field(field) => {
                let accessor = required_accessor(api, message, field);
                std::iter::once(setter(api, field, here)).chain(accessor).collect::<Vec<_>>()
            }
            Member::Oneof(oneof) => oneof_setters(api, message, oneof),
        })
        .collect();
    let silence = deprecation::silence(deprecation::in_message(api, message));
    (!methods.is_empty()).then(|| {
        quote! {
            #silence
            impl #name {
                #(#methods)*
            }
        }
    })
}

/// What a struct has one member for: a field, or a oneof at the place of its first arm.
enum Member<'a> {
    Field(&'a Field),
    Oneof(&'a Oneof),
}

fn members(message: &Message) -> impl Iterator<Item = Member<'_>> {
    message.fields.iter().enumerate().filter_map(|(index, field)| match field.presence {
        Presence::Oneof(oneof) => {
            let oneof = message.oneofs.get(oneof)?;
            (oneof.arms.first() == Some(&index)).then_some(Member::Oneof(oneof))
        }
        _ => Some(Member::Field(field)),
    })
}

fn facts(message: &Message) -> Vec<String> {
    let mut facts = vec![format!("Wire name: `{}`.", message.full_name)];
    facts.extend(docs::reached_by(&message.reached_by));
    if !message.validated {
        facts.push("The service does not check the rules of its fields.".to_owned());
    }
    facts
}

fn field_member(api: &Api, field: &Field, here: &RustPath) -> TokenStream {
    let name = &field.rust;
    let ty = fields::field_type(api, field, here);
    let doc = docs::with_facts(&field.doc, &docs::field_facts(field));
    let deprecated = deprecation::attribute(field.deprecated.as_ref());
    quote! {
        #doc
        #deprecated
        pub #name: #ty,
    }
}

fn oneof_member(oneof: &Oneof, here: &RustPath) -> TokenStream {
    let name = &oneof.rust;
    let ty = oneof.path.from(here);
    let mut facts = vec![format!("The oneof `{}`: at most one arm is set.", oneof.name)];
    if oneof.required {
        facts.push("Valid: one arm is set.".to_owned());
    }
    let doc = docs::with_facts(&oneof.doc, &facts);
    quote! {
        #doc
        pub #name: Option<#ty>,
    }
}

fn setter(api: &Api, field: &Field, here: &RustPath) -> TokenStream {
    let name = &field.rust;
    let value = match (field.presence, field.boxed) {
        (Presence::Implicit, _) => quote!(value.into()),
        (_, true) => quote!(Some(Box::new(value.into()))),
        (_, false) => quote!(Some(value.into())),
    };
    let target = match field.ty {
        FieldType::Single(ty) => fields::single(api, ty, here),
        FieldType::Repeated(_) | FieldType::Map(..) => fields::field_type(api, field, here),
    };
    let deprecated = deprecation::attribute(field.deprecated.as_ref());
    set(
        &field.setter,
        &format!("Sets `{}`.", name.stem()),
        &target,
        &quote!(self.#name = #value;),
        &quote!(#deprecated),
    )
}

/// A setter for the oneof as a whole and one for each arm.
fn oneof_setters(api: &Api, message: &Message, oneof: &Oneof) -> Vec<TokenStream> {
    let here = &message.path;
    let (name, path) = (&oneof.rust, oneof.path.from(here));
    let doc = format!("Sets `{}` to one of its arms.", name.stem());
    let whole =
        set(&oneof.setter, &doc, &path, &quote!(self.#name = Some(value.into());), &quote!());
    let arms = oneof.arms.iter().filter_map(|arm| message.fields.get(*arm)).map(|arm| {
        let variant = &arm.rust;
        let value = match arm.boxed {
            true => quote!(Box::new(value.into())),
            false => quote!(value.into()),
        };
        let doc = format!("Sets `{}` to its arm `{}`.", name.stem(), arm.name);
        let deprecated = deprecation::attribute(arm.deprecated.as_ref());
        set(
            &arm.setter,
            &doc,
            &fields::single(api, arm.ty.inner(), here),
            &quote!(self.#name = Some(#path::#variant(#value));),
            &quote!(#deprecated),
        )
    });
    std::iter::once(whole).chain(arms).collect()
}

fn set(
    setter: &RustName,
    doc: &str,
    target: &TokenStream,
    body: &TokenStream,
    attributes: &TokenStream,
) -> TokenStream {
    let doc = docs::line(doc);
    quote! {
        #doc
        #attributes
        #[must_use]
        pub fn #setter(mut self, value: impl Into<#target>) -> Self {
            #body
            self
        }
    }
}

/// The accessor of a message that the documentation shows as always present.
fn required_accessor(api: &Api, message: &Message, field: &Field) -> Option<TokenStream> {
    let FieldType::Single(ty) = field.ty else { return None };
    if !field.documented_required || field.presence == Presence::Implicit {
        return None;
    }
    let is_message = match ty {
        Type::Message(_) => true,
        Type::Scalar(scalar) => scalar.is_well_known_message(),
        Type::Enum(_) => false,
    };
    if !is_message {
        return None;
    }
    let name = &field.rust;
    let accessor = name.prefixed("require_");
    let target = fields::single(api, ty, &message.path);
    let value = match field.boxed {
        true => quote!(self.#name.as_deref()),
        false => quote!(self.#name.as_ref()),
    };
    let (full_name, field_name) = (&message.full_name, &field.name);
    let doc = docs::attributes(&[
        format!("`{}`, which is documented as always present.", name.stem()),
        String::new(),
        "# Errors".to_owned(),
        String::new(),
        "When it is absent all the same; the error names message and field.".to_owned(),
    ]);
    let deprecated = deprecation::attribute(field.deprecated.as_ref());
    Some(quote! {
        #doc
        #deprecated
        pub fn #accessor(&self) -> Result<&#target, rt::MissingField> {
            #value.ok_or(rt::MissingField::new(#full_name, #field_name))
        }
    })
}
