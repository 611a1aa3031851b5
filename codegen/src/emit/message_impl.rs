//! The implementation of the runtime's `Fields`: the descriptor, and access to fields by index.

use super::rules::RuleItems;
use super::{deprecation, fields, numbers};
use crate::ir::{Api, Field, FieldType, Message, Oneof, Presence, Type, WellKnown};
use crate::tokens::{Tokens, quote};

/// The number of fields in a chunk: `FieldChunk::LEN` of the runtime.
const CHUNK: usize = 6;

/// The implementation of `Fields` and of the traits that follow from it.
pub(super) fn implementation(api: &Api, message: &Message) -> Tokens {
    let name = message.path.in_model();
    let descriptor = descriptor(message);
    let (chunk, values) = chunks(message, &quote!(rt::FieldChunk), &quote!(&), value);
    let (_, slots) = chunks(message, &quote!(rt::SlotChunk), &quote!(&mut), slot);
    let oneof_slot = oneof_slot(message);
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_message(api, message));
    let total = (!message.contains_float).then(|| quote!(rt::total_message_traits!(#name);));
    quote! {
        #allow_deprecated
        impl rt::Fields for #name {
            #[inline]
            fn descriptor() -> &'static rt::MessageDescriptor {
                #descriptor
            }
            #[inline]
            fn chunk(&self, #chunk: usize) -> rt::FieldChunk<'_> {
                #values
            }
            #[inline]
            fn slots(&mut self, #chunk: usize) -> rt::SlotChunk<'_> {
                #slots
            }
            #oneof_slot
        }
        rt::message_traits!(#name);
        #total
    }
}

/// The static descriptor of a message, preceded by the items that its rules use.
fn descriptor(message: &Message) -> Tokens {
    let Message { full_name, validated, .. } = message;
    let mut items = RuleItems::default();
    let table: Vec<Tokens> = message
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
fn types_of_any(message: &Message) -> Option<Tokens> {
    let any = Type::WellKnown(WellKnown::Any);
    let has_any = message.fields.iter().any(|field| field.ty.inner() == any);
    has_any.then(|| quote!(.types(crate::types::MESSAGES)))
}

fn required_oneofs(message: &Message) -> Option<Tokens> {
    let oneofs = message.oneofs.enumerate().filter(|(_, oneof)| oneof.required);
    let indices: Vec<_> = oneofs.map(|(id, _)| numbers::index(id)).collect();
    (!indices.is_empty()).then(|| quote!(.require_oneofs(&[#(#indices),*])))
}

fn table_entry(field: &Field, rules: Option<&Tokens>) -> Tokens {
    let Field { name, json_name, .. } = field;
    let number = field.number;
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
fn encoding(field: &Field) -> Tokens {
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

/// The pattern of the parameter of `chunk` or `slots`, and its body. `ty` is the type of the chunk, and
/// `borrow` how it borrows the unknown fields.
fn chunks(
    message: &Message,
    ty: &Tokens,
    borrow: &Tokens,
    field: impl Fn(&Message, &Field) -> Tokens,
) -> (Tokens, Tokens) {
    let chunk = |fields: &[Tokens]| quote!(#ty::new(Self::descriptor(), #borrow self._unknown, [#(#fields),*]));
    let fields: Vec<Tokens> = message.fields.iter().map(|item| field(message, item)).collect();
    let last = fields.len().saturating_sub(1) / CHUNK;
    if last == 0 {
        return (quote!(_), chunk(&fields));
    }
    let arms = fields.chunks(CHUNK).enumerate().map(|(index, fields)| {
        let pattern = match index {
            _ if index == last => quote!(_),
            _ => quote!(#index),
        };
        let chunk = chunk(fields);
        quote!(#pattern => #chunk,)
    });
    (quote!(chunk), quote!(match chunk { #(#arms)* }))
}

fn value(message: &Message, field: &Field) -> Tokens {
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

fn oneof_value(oneof: &Oneof, field: &Field) -> Tokens {
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
fn arm_view(field: &Field) -> Tokens {
    let ty = field.ty.inner();
    let kind = fields::kind(ty);
    match (field.boxed, fields::is_viewed_by_reference(ty)) {
        (true, _) => quote!(rt::Value::#kind(&**value)),
        (false, true) => quote!(rt::Value::#kind(value)),
        (false, false) => quote!(rt::Value::#kind(*value)),
    }
}

fn slot(_: &Message, field: &Field) -> Tokens {
    let name = &field.rust;
    match (field.presence, field.ty) {
        (Presence::Oneof(_), _) => quote!(rt::LazySlot::Oneof),
        (_, FieldType::Repeated(_)) => quote!(rt::LazySlot::Slot(rt::Slot::List(&mut self.#name))),
        (_, FieldType::Map(..)) => quote!(rt::LazySlot::Slot(rt::Slot::Map(&mut self.#name))),
        (Presence::Implicit, FieldType::Single(ty)) => {
            let kind = fields::kind(ty);
            quote!(rt::LazySlot::Slot(rt::Slot::#kind(&mut self.#name)))
        }
        (_, FieldType::Single(_)) if field.boxed => quote!(rt::LazySlot::Boxed(&mut self.#name)),
        (_, FieldType::Single(_)) => quote!(rt::LazySlot::Optional(&mut self.#name)),
    }
}

/// The method `oneof_slot` of a message with oneofs.
fn oneof_slot(message: &Message) -> Option<Tokens> {
    if message.oneofs.is_empty() {
        return None;
    }
    let arms = message.fields.enumerate().filter_map(|(id, field)| match field.presence {
        Presence::Oneof(oneof) => {
            let index = numbers::index(id);
            let slot = arm_slot(&message[oneof], field);
            Some(quote!(#index => #slot,))
        }
        Presence::Implicit | Presence::Message | Presence::Optional => None,
    });
    Some(quote! {
        #[inline]
        fn oneof_slot(&mut self, index: usize) -> rt::Slot<'_> {
            match index {
                #(#arms)*
                _ => rt::Slot::None,
            }
        }
    })
}

/// Sets the arm, keeping its value if it is set already, and returns its slot.
fn arm_slot(oneof: &Oneof, field: &Field) -> Tokens {
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
