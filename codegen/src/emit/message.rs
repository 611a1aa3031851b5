//! Messages: the struct, its setters, and the accessors of fields that are always present.

use super::{crate_root, deprecation, docs, fields};
use crate::ir::{
    Api, Field, FieldType, Member, Message, Oneof, Presence, RequiredAccessors, RustName, RustPath,
};
use crate::tokens::{Tokens, quote};

/// The struct.
pub(super) fn structure(api: &Api, message: &Message) -> Tokens {
    let name = &message.path.name;
    let doc = docs::with_facts(&message.doc, &facts(api, message));
    let alias = docs::alias(message.short_name(), name.as_str());
    let deprecated = deprecation::attribute(message.deprecated.as_ref());
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_message(api, message));
    let here = &message.path;
    let members = message.members().map(|member| match member {
        Member::Field(field) => field_member(api, field, here),
        Member::Oneof(oneof) => oneof_member(oneof, here),
    });
    quote! {
        #doc
        #alias
        #deprecated
        #allow_deprecated
        #[derive(Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#members)*
            pub(crate) _unknown: rt::UnknownFields,
        }
    }
}

/// The setters and accessors. `None` for a message without fields.
pub(super) fn methods(api: &Api, message: &Message) -> Option<Tokens> {
    let name = &message.path.name;
    let here = &message.path;
    let methods: Vec<Tokens> = message
        .members()
        .flat_map(|member| match member {
            Member::Field(field) => {
                let accessor = required_accessors(api, message, field);
                std::iter::once(setter(api, field, here)).chain(accessor).collect::<Vec<_>>()
            }
            Member::Oneof(oneof) => oneof_setters(api, message, oneof),
        })
        .collect();
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_message(api, message));
    (!methods.is_empty()).then(|| {
        quote! {
            #allow_deprecated
            impl #name {
                #(#methods)*
            }
        }
    })
}

fn facts(api: &Api, message: &Message) -> Vec<String> {
    let mut facts = vec![format!("Protobuf name: `{}`.", message.full_name)];
    facts.extend(crate_root::hidden(api, &message.path.modules, &message.path.name));
    if !message.validated {
        facts.push("Validation is disabled for the fields of this message.".to_owned());
    }
    facts.push(String::new());
    if message.error_detail {
        facts.push(
            "Attached to errors: [`Error::details_as`](crate::Error::details_as) decodes it."
                .to_owned(),
        );
    }
    facts.extend(docs::reached_by(api, &message.reached_by));
    // A detail is not a part of itself.
    let others = message.in_details.iter().filter(|id| **id != message.id);
    facts.extend(docs::in_details(api, &others.copied().collect::<Vec<_>>()));
    facts
}

fn field_member(api: &Api, field: &Field, here: &RustPath) -> Tokens {
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

fn oneof_member(oneof: &Oneof, here: &RustPath) -> Tokens {
    let name = &oneof.rust;
    let ty = oneof.path.from(here);
    let mut facts = vec![format!("Protobuf oneof: `{}`.", oneof.name)];
    if oneof.required {
        facts.push("Required.".to_owned());
    }
    let doc = docs::with_facts(&oneof.doc, &facts);
    quote! {
        #doc
        pub #name: Option<#ty>,
    }
}

fn setter(api: &Api, field: &Field, here: &RustPath) -> Tokens {
    let name = &field.rust;
    let Argument { ty, value } = Argument::new(api, field.ty, here);
    let value = match (field.presence, field.boxed) {
        (Presence::Implicit, _) => value,
        (_, true) => quote!(Some(Box::new(#value))),
        (_, false) => quote!(Some(#value)),
    };
    let doc = format!("Sets `{}`.", name.stem());
    let deprecated = deprecation::attribute(field.deprecated.as_ref());
    set(&field.setter, &doc, &ty, &quote!(self.#name = #value;), deprecated.as_ref())
}

/// The argument of a setter: its type, and the expression that converts it to the field's type.
struct Argument {
    ty: Tokens,
    value: Tokens,
}

impl Argument {
    fn new(api: &Api, ty: FieldType, here: &RustPath) -> Self {
        let inner = fields::single(api, ty.inner(), here);
        let as_is = fields::is_taken_as_is(ty.inner());
        match ty {
            FieldType::Single(_) if as_is => Self { ty: inner, value: quote!(value) },
            FieldType::Single(_) => {
                Self { ty: quote!(impl Into<#inner>), value: quote!(value.into()) }
            }
            FieldType::Repeated(_) if as_is => Self {
                ty: quote!(impl IntoIterator<Item = #inner>),
                value: quote!(value.into_iter().collect()),
            },
            FieldType::Repeated(_) => Self {
                ty: quote!(impl IntoIterator<Item = impl Into<#inner>>),
                value: quote!(value.into_iter().map(Into::into).collect()),
            },
            FieldType::Map(key, _) => {
                let key = fields::map_key(key);
                let (ty, value) = match as_is {
                    true => (inner, quote!(v)),
                    false => (quote!(impl Into<#inner>), quote!(v.into())),
                };
                Self {
                    ty: quote!(impl IntoIterator<Item = (impl Into<#key>, #ty)>),
                    value: quote!(value.into_iter().map(|(k, v)| (k.into(), #value)).collect()),
                }
            }
        }
    }
}

/// A setter for the oneof, and one for each of its fields.
fn oneof_setters(api: &Api, message: &Message, oneof: &Oneof) -> Vec<Tokens> {
    let here = &message.path;
    let (name, path) = (&oneof.rust, oneof.path.from(here));
    let doc = format!("Sets the oneof `{}`.", name.stem());
    let whole_type = quote!(impl Into<#path>);
    let body = quote!(self.#name = Some(value.into()););
    let whole = set(&oneof.setter, &doc, &whole_type, &body, None);
    let arms = oneof.arms(message).map(|arm| {
        let variant = &arm.rust;
        let Argument { ty, value } = Argument::new(api, arm.ty, here);
        let value = if arm.boxed { quote!(Box::new(#value)) } else { value };
        let doc = format!("Sets the oneof `{}` to `{}`.", name.stem(), arm.name);
        let body = quote!(self.#name = Some(#path::#variant(#value)););
        let deprecated = deprecation::attribute(arm.deprecated.as_ref());
        set(&arm.setter, &doc, &ty, &body, deprecated.as_ref())
    });
    std::iter::once(whole).chain(arms).collect()
}

fn set(
    setter: &RustName,
    doc: &str,
    argument: &Tokens,
    body: &Tokens,
    deprecated: Option<&Tokens>,
) -> Tokens {
    let doc = docs::line(doc);
    quote! {
        #doc
        #deprecated
        #[must_use]
        #[inline]
        pub fn #setter(mut self, value: #argument) -> Self {
            #body
            self
        }
    }
}

/// The accessors of a message field that return an error if it is not set: one that borrows and one
/// that takes the value.
fn required_accessors(api: &Api, message: &Message, field: &Field) -> Option<Tokens> {
    let RequiredAccessors { borrow, take } = field.required_accessors.as_ref()?;
    let name = &field.rust;
    let target = fields::single(api, field.ty.inner(), &message.path);
    let (borrowed, owned) = match field.boxed {
        true => (quote!(self.#name.as_deref()), quote!(self.#name.map(|value| *value))),
        false => (quote!(self.#name.as_ref()), quote!(self.#name)),
    };
    let (full_name, field_name) = (&message.full_name, &field.name);
    let error = quote!(rt::MissingField::new(#full_name, #field_name));
    let always = match field.documented_required {
        true => ", which is documented as always present",
        false => "",
    };
    let doc = |start: &str| {
        docs::attributes(&[
            format!("{start} `{}`{always}.", name.stem()),
            String::new(),
            "# Errors".to_owned(),
            String::new(),
            "Returns an error that names the message and the field if it is not set.".to_owned(),
        ])
    };
    let (borrow_doc, take_doc) =
        (doc("Returns a reference to"), doc("Consumes the message and returns"));
    let deprecated = deprecation::attribute(field.deprecated.as_ref());
    Some(quote! {
        #borrow_doc
        #deprecated
        #[inline]
        pub fn #borrow(&self) -> Result<&#target, rt::MissingField> {
            #borrowed.ok_or(#error)
        }
        #take_doc
        #deprecated
        #[inline]
        pub fn #take(self) -> Result<#target, rt::MissingField> {
            #owned.ok_or(#error)
        }
    })
}
