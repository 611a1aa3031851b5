//! The Rust types of fields. Used by the emitters of messages, oneofs, paging and rules.

use crate::ir::{
    Api, Encoding, Field, FieldType, MapKey, Presence, Repr, RustPath, Scalar, Type, TypeId,
    WellKnown,
};
use crate::tokens::{Tokens, Word, quote};

/// The type of a field in its struct.
pub(super) fn field_type(api: &Api, field: &Field, here: &RustPath) -> Tokens {
    match field.ty {
        FieldType::Single(ty) => {
            let inner = single(api, ty, here);
            match (field.presence, field.boxed) {
                (Presence::Implicit, _) => inner,
                (_, true) => quote!(Option<Box<#inner>>),
                (_, false) => quote!(Option<#inner>),
            }
        }
        FieldType::Repeated(ty) => {
            let inner = single(api, ty, here);
            quote!(Vec<#inner>)
        }
        FieldType::Map(key, ty) => {
            let (key, inner) = (map_key(key), single(api, ty, here));
            quote!(std::collections::BTreeMap<#key, #inner>)
        }
    }
}

/// The type of one value.
pub(super) fn single(api: &Api, ty: Type, here: &RustPath) -> Tokens {
    match ty {
        Type::Scalar(scalar) => self::scalar(scalar),
        Type::WellKnown(known) => well_known(known),
        Type::Enum(id) => api.path(TypeId::Enum(id)).from(here),
        Type::Message(id) => api.path(TypeId::Message(id)).from(here),
    }
}

/// The type of one value, as seen from outside the models.
pub(super) fn single_in_model(api: &Api, ty: Type) -> Tokens {
    match ty {
        Type::Scalar(scalar) => self::scalar(scalar),
        Type::WellKnown(known) => well_known(known),
        Type::Enum(id) => api.path(TypeId::Enum(id)).in_model(),
        Type::Message(id) => api.path(TypeId::Message(id)).in_model(),
    }
}

fn well_known(known: WellKnown) -> Tokens {
    let name = Word(known.short_name());
    quote!(rt::well_known::#name)
}

fn scalar(scalar: Scalar) -> Tokens {
    let repr = scalar.repr();
    let name = Word(repr.name());
    match repr {
        Repr::Bytes | Repr::Timestamp | Repr::Duration => quote!(rt::#name),
        _ => quote!(#name),
    }
}

/// The type of a map's keys.
pub(super) fn map_key(key: MapKey) -> Tokens {
    scalar(key.scalar())
}

/// The variant of the runtime's values and slots that holds a type.
pub(super) fn kind(ty: Type) -> Tokens {
    match ty {
        Type::Enum(_) | Type::WellKnown(WellKnown::NullValue) => quote!(Enum),
        Type::Message(_) | Type::WellKnown(_) => quote!(Message),
        Type::Scalar(scalar) => match scalar.repr() {
            Repr::String => quote!(String),
            Repr::Bool => quote!(Bool),
            Repr::Bytes => quote!(Bytes),
            Repr::I32 => quote!(I32),
            Repr::I64 => quote!(I64),
            Repr::U32 => quote!(U32),
            Repr::U64 => quote!(U64),
            Repr::F32 => quote!(F32),
            Repr::F64 => quote!(F64),
            Repr::Timestamp => quote!(Timestamp),
            Repr::Duration => quote!(Duration),
        },
    }
}

/// The kind of a type's rules, which tells integers of different encodings apart. For a wrapper, it is
/// that of its scalar.
pub(super) fn rule_kind(ty: Type) -> Tokens {
    match ty.unwrapped() {
        Type::Scalar(Scalar::Sint32) => quote!(Sint32),
        Type::Scalar(Scalar::Sint64) => quote!(Sint64),
        Type::Scalar(Scalar::Fixed32) => quote!(Fixed32),
        Type::Scalar(Scalar::Fixed64) => quote!(Fixed64),
        Type::Scalar(Scalar::Sfixed32) => quote!(Sfixed32),
        Type::Scalar(Scalar::Sfixed64) => quote!(Sfixed64),
        ty => kind(ty),
    }
}

/// The variant of the runtime's `Encoding` for a type. `None` for the default, `Length`.
pub(super) fn encoding(ty: Type) -> Option<Tokens> {
    let encoding = match ty {
        Type::Enum(_) | Type::WellKnown(WellKnown::NullValue) => Encoding::Varint,
        Type::Message(_) | Type::WellKnown(_) => Encoding::Length,
        Type::Scalar(scalar) => scalar.encoding(),
    };
    match encoding {
        Encoding::Varint => Some(quote!(Varint)),
        Encoding::ZigZag => Some(quote!(ZigZag)),
        Encoding::Fixed32 => Some(quote!(Fixed32)),
        Encoding::Fixed64 => Some(quote!(Fixed64)),
        Encoding::Length => None,
    }
}

/// Whether setters take a type as it is: numbers and booleans, so that the type of literals is
/// inferred, and enums, which nothing converts into.
pub(super) const fn is_taken_as_is(ty: Type) -> bool {
    match ty {
        Type::Scalar(scalar) => {
            !matches!(scalar, Scalar::String | Scalar::Bytes | Scalar::Timestamp | Scalar::Duration)
        }
        Type::Enum(_) | Type::WellKnown(WellKnown::NullValue) => true,
        Type::Message(_) | Type::WellKnown(_) => false,
    }
}

/// Whether the runtime's values hold a type by reference rather than by copy.
pub(super) const fn is_viewed_by_reference(ty: Type) -> bool {
    matches!(
        ty,
        Type::Enum(_)
            | Type::Message(_)
            | Type::WellKnown(_)
            | Type::Scalar(Scalar::String | Scalar::Bytes)
    )
}
