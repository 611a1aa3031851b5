//! The Rust types of fields. Used by the emitters of messages, oneofs, paging and rules.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Field, FieldType, MapKey, Presence, RustPath, Scalar, Type, TypeId};

/// The type of a field in its struct.
pub(super) fn field_type(api: &Api, field: &Field, here: &RustPath) -> TokenStream {
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
pub(super) fn single(api: &Api, ty: Type, here: &RustPath) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => self::scalar(scalar),
        Type::Enum(id) => api.path(TypeId::Enum(id)).from(here),
        Type::Message(id) => api.path(TypeId::Message(id)).from(here),
    }
}

/// The type of one value, as seen from outside the models.
pub(super) fn single_in_model(api: &Api, ty: Type) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => self::scalar(scalar),
        Type::Enum(id) => api.path(TypeId::Enum(id)).in_model(),
        Type::Message(id) => api.path(TypeId::Message(id)).in_model(),
    }
}

fn scalar(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::String => quote!(String),
        Scalar::Bool => quote!(bool),
        Scalar::Bytes => quote!(rt::Bytes),
        Scalar::Int32 => quote!(i32),
        Scalar::Int64 => quote!(i64),
        Scalar::Uint32 => quote!(u32),
        Scalar::Uint64 => quote!(u64),
        Scalar::Float => quote!(f32),
        Scalar::Double => quote!(f64),
        Scalar::Timestamp => quote!(rt::Timestamp),
        Scalar::Duration => quote!(rt::Duration),
    }
}

/// The type of a map's keys.
pub(super) fn map_key(key: MapKey) -> TokenStream {
    scalar(key.scalar())
}

/// The variant of the runtime's values and slots that holds a type.
pub(super) fn kind(ty: Type) -> TokenStream {
    match ty {
        Type::Enum(_) => quote!(Enum),
        Type::Message(_) => quote!(Message),
        Type::Scalar(scalar) => match scalar {
            Scalar::String => quote!(String),
            Scalar::Bool => quote!(Bool),
            Scalar::Bytes => quote!(Bytes),
            Scalar::Int32 => quote!(I32),
            Scalar::Int64 => quote!(I64),
            Scalar::Uint32 => quote!(U32),
            Scalar::Uint64 => quote!(U64),
            Scalar::Float => quote!(F32),
            Scalar::Double => quote!(F64),
            Scalar::Timestamp => quote!(Timestamp),
            Scalar::Duration => quote!(Duration),
        },
    }
}

/// The variant of the runtime's `Encoding` for a type. `None` for the default, `Length`.
pub(super) fn encoding(ty: Type) -> Option<TokenStream> {
    match ty {
        Type::Enum(_) => Some(quote!(Varint)),
        Type::Message(_) => None,
        Type::Scalar(scalar) => match scalar {
            Scalar::Bool | Scalar::Int32 | Scalar::Int64 | Scalar::Uint32 | Scalar::Uint64 => {
                Some(quote!(Varint))
            }
            Scalar::Float => Some(quote!(Fixed32)),
            Scalar::Double => Some(quote!(Fixed64)),
            Scalar::String | Scalar::Bytes | Scalar::Timestamp | Scalar::Duration => None,
        },
    }
}

/// Whether setters take a type as it is: numbers and booleans, so that the type of literals is
/// inferred, and enums, which nothing converts into.
pub(super) const fn is_taken_as_is(ty: Type) -> bool {
    match ty {
        Type::Scalar(scalar) => {
            !matches!(scalar, Scalar::String | Scalar::Bytes | Scalar::Timestamp | Scalar::Duration)
        }
        Type::Enum(_) => true,
        Type::Message(_) => false,
    }
}

/// Whether the runtime's values hold a type by reference rather than by copy.
pub(super) const fn is_viewed_by_reference(ty: Type) -> bool {
    matches!(ty, Type::Enum(_) | Type::Message(_) | Type::Scalar(Scalar::String | Scalar::Bytes))
}
