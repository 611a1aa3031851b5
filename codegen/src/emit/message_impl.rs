//! The implementation of the runtime's `Message`: the descriptor, and access to fields by index.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};

use super::rules::RuleItems;
use super::{deprecation, fields, numbers};
use crate::ir::{Api, Field, FieldType, Message, Oneof, Presence, Type, WellKnown};

/// The number of fields in a chunk: `FieldChunk::LEN` of the runtime.
const CHUNK: usize = 6;

/// The implementation of `Message` and of the traits derived from it.
pub(super) fn implementation(api: &Api, message: &Message) -> TokenStream {
    let name = message.path.in_model();
    let descriptor = descriptor(message);
    let (chunk, values) = chunks(message);
    let slots = arms(message, slot, quote!(rt::Slot::None));
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_message(api, message));
    let total = (!message.contains_float).then(|| quote!(rt::total_message_traits!(#name);));
    let index = if message.fields.is_empty() { quote!(_) } else { quote!(index) };
    quote! {
        #allow_deprecated
        impl rt::Message for #name {
            fn descriptor(&self) -> &'static rt::MessageDescriptor {
                #descriptor
            }
            fn chunk(&self, #chunk: usize) -> rt::FieldChunk<'_> {
                #values
            }
            fn slot(&mut self, #index: usize) -> rt::Slot<'_> {
                #slots
            }
            rt::message_methods!();
        }
        rt::message_traits!(#name);
        #total
    }
}

/// The static descriptor of a message, preceded by the items that its rules use.
fn descriptor(message: &Message) -> TokenStream {
    let Message { full_name, validated, .. } = message;
    let mut items = RuleItems::default();
    let table: Vec<TokenStream> = message
        .fields
        .iter()
        .map(|field| {
            // Rules that are not checked are not emitted.
            let rules = if *validated { items.field(field) } else { None };
            table_entry(field, rules.as_ref())
        })
        .collect();
    let items = items.tokens();
    let oneofs = message.oneofs.iter().map(|oneof| &oneof.name);
    let required = required_oneofs(message);
    let types = types_of_any(message);
    let unvalidated = (!validated).then(|| quote!(.unvalidated()));
    quote! {
        #items
        static DESCRIPTOR: rt::MessageDescriptor =
            rt::MessageDescriptor::new(#full_name, &[#(#table),*], &[#(#oneofs),*])
            #required #types #unvalidated;
        &DESCRIPTOR
    }
}

/// The types that an `Any` in the message may hold: those of the crate.
fn types_of_any(message: &Message) -> Option<TokenStream> {
    let any = Type::WellKnown(WellKnown::Any);
    let has_any = message.fields.iter().any(|field| field.ty.inner() == any);
    has_any.then(|| quote!(.types(crate::types::MESSAGES)))
}

fn required_oneofs(message: &Message) -> Option<TokenStream> {
    let oneofs = message.oneofs.enumerate().filter(|(_, oneof)| oneof.required);
    let indices: Vec<_> = oneofs.map(|(id, _)| numbers::index(id)).collect();
    (!indices.is_empty()).then(|| quote!(.require_oneofs(&[#(#indices),*])))
}

fn table_entry(field: &Field, rules: Option<&TokenStream>) -> TokenStream {
    let Field { name, json_name, .. } = field;
    let number = Literal::u32_unsuffixed(field.number);
    let entry = match field.presence {
        Presence::Implicit => quote!(rt::implicit(#number, #name, #json_name)),
        Presence::Message | Presence::Optional => quote!(rt::explicit(#number, #name, #json_name)),
        Presence::Oneof(oneof) => {
            let index = numbers::index(oneof);
            quote!(rt::arm(#number, #name, #json_name, #index))
        }
    };
    let encoding = encoding(field);
    let is_nullable =
        matches!(field.ty, FieldType::Single(Type::WellKnown(known)) if known.is_nullable());
    let nullable = is_nullable.then(|| quote!(.nullable()));
    let sensitive = field.sensitive.then(|| quote!(.sensitive()));
    quote!(#entry #encoding #nullable #sensitive #rules)
}

/// The binary encodings of values and keys that differ from the default, `Length`.
fn encoding(field: &Field) -> TokenStream {
    let value = fields::encoding(field.ty.inner());
    let key = match field.ty {
        FieldType::Map(key, _) => fields::encoding(Type::Scalar(key.scalar())),
        FieldType::Single(_) | FieldType::Repeated(_) => None,
    };
    let value = value.map(|name| quote!(.encoded(rt::Encoding::#name)));
    let key = key.map(|name| quote!(.key_encoded(rt::Encoding::#name)));
    let unpacked = (!field.packed).then(|| quote!(.unpacked()));
    quote!(#value #key #unpacked)
}

/// The body of `chunk`, and the pattern of its parameter.
fn chunks(message: &Message) -> (TokenStream, TokenStream) {
    let values: Vec<TokenStream> =
        message.fields.iter().map(|field| value(message, field)).collect();
    let last = values.len().saturating_sub(1) / CHUNK;
    if last == 0 {
        return (quote!(_), chunk(&values));
    }
    let arms = values.chunks(CHUNK).enumerate().map(|(index, values)| {
        let pattern = match index {
            _ if index == last => quote!(_),
            _ => Literal::usize_unsuffixed(index).into_token_stream(),
        };
        let chunk = chunk(values);
        quote!(#pattern => { #chunk })
    });
    (quote!(chunk), quote!(match chunk { #(#arms)* }))
}

fn chunk(values: &[TokenStream]) -> TokenStream {
    quote! {
        let values = [#(#values),*];
        rt::FieldChunk::new(self.descriptor(), &self._unknown, values)
    }
}

/// A `match` on the field index. Other indices evaluate to `otherwise`.
fn arms(
    message: &Message,
    arm: impl Fn(&Message, &Field) -> TokenStream,
    otherwise: TokenStream,
) -> TokenStream {
    if message.fields.is_empty() {
        return otherwise;
    }
    let arms = message.fields.enumerate().map(|(id, field)| {
        let index = numbers::index(id);
        let body = arm(message, field);
        quote!(#index => #body,)
    });
    quote! {
        match index {
            #(#arms)*
            _ => #otherwise,
        }
    }
}

fn value(message: &Message, field: &Field) -> TokenStream {
    let name = &field.rust;
    match (field.presence, field.ty) {
        (Presence::Oneof(oneof), _) => oneof_value(&message[oneof], field),
        (_, FieldType::Repeated(_)) => quote!(rt::Value::List(&self.#name)),
        (_, FieldType::Map(..)) => quote!(rt::Value::Map(&self.#name)),
        (Presence::Implicit, FieldType::Single(ty)) => {
            let kind = fields::kind(ty);
            let by_reference = fields::is_viewed_by_reference(ty).then(|| quote!(&));
            quote!(rt::Value::#kind(#by_reference self.#name))
        }
        (_, FieldType::Single(_)) if field.boxed => quote!(rt::Value::boxed(&self.#name)),
        (_, FieldType::Single(_)) => quote!(rt::Value::optional(&self.#name)),
    }
}

fn oneof_value(oneof: &Oneof, field: &Field) -> TokenStream {
    let (member, variant) = (&oneof.rust, &field.rust);
    let path = oneof.path.in_model();
    let value = arm_view(field);
    quote! {
        match &self.#member {
            Some(#path::#variant(value)) => #value,
            _ => rt::Value::Absent,
        }
    }
}

/// The `rt::Value` of an arm. `value` is a reference.
fn arm_view(field: &Field) -> TokenStream {
    let ty = field.ty.inner();
    let kind = fields::kind(ty);
    match (field.boxed, fields::is_viewed_by_reference(ty)) {
        (true, _) => quote!(rt::Value::#kind(&**value)),
        (false, true) => quote!(rt::Value::#kind(value)),
        (false, false) => quote!(rt::Value::#kind(*value)),
    }
}

fn slot(message: &Message, field: &Field) -> TokenStream {
    let name = &field.rust;
    match (field.presence, field.ty) {
        (Presence::Oneof(oneof), _) => oneof_slot(&message[oneof], field),
        (_, FieldType::Repeated(_)) => quote!(rt::Slot::List(&mut self.#name)),
        (_, FieldType::Map(..)) => quote!(rt::Slot::Map(&mut self.#name)),
        (Presence::Implicit, FieldType::Single(ty)) => {
            let kind = fields::kind(ty);
            quote!(rt::Slot::#kind(&mut self.#name))
        }
        (_, FieldType::Single(_)) if field.boxed => quote!(rt::Slot::boxed(&mut self.#name)),
        (_, FieldType::Single(_)) => quote!(rt::Slot::optional(&mut self.#name)),
    }
}

/// Sets the arm, keeping its value if it is set already, and returns its slot.
fn oneof_slot(oneof: &Oneof, field: &Field) -> TokenStream {
    let (member, variant) = (&oneof.rust, &field.rust);
    let path = oneof.path.in_model();
    let kind = fields::kind(field.ty.inner());
    let target = if field.boxed { quote!(&mut **value) } else { quote!(value) };
    quote! {{
        if !matches!(self.#member, Some(#path::#variant(_))) {
            self.#member = Some(#path::#variant(Default::default()));
        }
        match &mut self.#member {
            Some(#path::#variant(value)) => rt::Slot::#kind(#target),
            _ => rt::Slot::None,
        }
    }}
}
