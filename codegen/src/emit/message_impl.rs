//! What the engines need of a message: a table of fields, a way to look and a way to fill.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::rules::RuleItems;
use super::{deprecation, fields};
use crate::ir::{Api, Field, FieldType, Id, Message, Oneof, Presence};

/// The implementation of the runtime's `Message` and of the traits that stand on it.
pub(super) fn implementation(api: &Api, message: &Message) -> TokenStream {
    let name = message.path.in_model();
    let descriptor = descriptor(message);
    let looks = arms(message, look, quote!(rt::Value::Absent));
    let fills = arms(message, fill, quote!(rt::Slot::None));
    let silence = deprecation::silence(deprecation::in_message(api, message));
    let index = if message.fields.is_empty() { quote!(_) } else { quote!(index) };
    quote! {
        #silence
        impl rt::Message for #name {
            fn descriptor(&self) -> &'static rt::MessageDescriptor {
                #descriptor
            }
            fn get(&self, #index: usize) -> rt::Value<'_> {
                #looks
            }
            fn slot(&mut self, #index: usize) -> rt::Slot<'_> {
                #fills
            }
        }
        rt::message_traits!(#name);
    }
}

/// The static table of a message, behind what its rules need.
fn descriptor(message: &Message) -> TokenStream {
    let Message { full_name, validated, .. } = message;
    let mut items = RuleItems::default();
    let table: Vec<TokenStream> = message
        .fields
        .iter()
        .map(|field| {
            // Nobody would look at the rules.
            let rules = if *validated { items.field(field) } else { None };
            table_entry(field, rules.as_ref())
        })
        .collect();
    let items = items.tokens();
    let oneofs = message.oneofs.iter().map(|oneof| &oneof.name);
    let required = required_oneofs(message);
    let unvalidated = (!validated).then(|| quote!(.unvalidated()));
    quote! {
        #items
        static DESCRIPTOR: rt::MessageDescriptor =
            rt::MessageDescriptor::new(#full_name, &[#(#table),*], &[#(#oneofs),*])
            #required #unvalidated;
        &DESCRIPTOR
    }
}

/// The position that the runtime knows a field or oneof by.
fn index(id: impl Id) -> Literal {
    Literal::usize_unsuffixed(id.position())
}

fn required_oneofs(message: &Message) -> Option<TokenStream> {
    let oneofs = message.oneofs.enumerate().filter(|(_, oneof)| oneof.required);
    let indices: Vec<_> = oneofs.map(|(id, _)| index(id)).collect();
    (!indices.is_empty()).then(|| quote!(.require_oneofs(&[#(#indices),*])))
}

fn table_entry(field: &Field, rules: Option<&TokenStream>) -> TokenStream {
    let Field { name, json_name, .. } = field;
    let number = Literal::u32_unsuffixed(field.number);
    let sensitive = field.sensitive.then(|| quote!(.sensitive()));
    match field.presence {
        Presence::Implicit => quote!(rt::implicit(#number, #name, #json_name) #sensitive #rules),
        Presence::Message | Presence::Optional => {
            quote!(rt::explicit(#number, #name, #json_name) #sensitive #rules)
        }
        Presence::Oneof(oneof) => {
            let index = index(oneof);
            quote!(rt::arm(#number, #name, #json_name, #index) #sensitive #rules)
        }
    }
}

/// A `match` on the field's index; what is no field is `otherwise`.
fn arms(
    message: &Message,
    arm: impl Fn(&Message, &Field) -> TokenStream,
    otherwise: TokenStream,
) -> TokenStream {
    if message.fields.is_empty() {
        return otherwise;
    }
    let arms = message.fields.enumerate().map(|(id, field)| {
        let index = index(id);
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

fn look(message: &Message, field: &Field) -> TokenStream {
    let name = &field.rust;
    match (field.presence, field.ty) {
        (Presence::Oneof(oneof), _) => look_at_arm(&message[oneof], field),
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

fn look_at_arm(oneof: &Oneof, field: &Field) -> TokenStream {
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

/// The view of an arm's `value`, which is a reference.
fn arm_view(field: &Field) -> TokenStream {
    let ty = field.ty.inner();
    let kind = fields::kind(ty);
    match (field.boxed, fields::is_viewed_by_reference(ty)) {
        (true, _) => quote!(rt::Value::#kind(&**value)),
        (false, true) => quote!(rt::Value::#kind(value)),
        (false, false) => quote!(rt::Value::#kind(*value)),
    }
}

fn fill(message: &Message, field: &Field) -> TokenStream {
    let name = &field.rust;
    match (field.presence, field.ty) {
        (Presence::Oneof(oneof), _) => fill_arm(&message[oneof], field),
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

/// Makes the arm the one that is set, keeping its value if it is already, and gives its place.
fn fill_arm(oneof: &Oneof, field: &Field) -> TokenStream {
    let (member, variant) = (&oneof.rust, &field.rust);
    let path = oneof.path.in_model();
    let kind = fields::kind(field.ty.inner());
    let place = if field.boxed { quote!(&mut **value) } else { quote!(value) };
    quote! {{
        if !matches!(self.#member, Some(#path::#variant(_))) {
            self.#member = Some(#path::#variant(Default::default()));
        }
        match &mut self.#member {
            Some(#path::#variant(value)) => rt::Slot::#kind(#place),
            _ => rt::Slot::None,
        }
    }}
}
