//! Compares a documented field with the field of the schema.
//!
//! Used by `walk`. A function of the two: it knows neither pages nor places.

use gitpod_codegen::ir::{
    Api, Bound, Field, FieldType, LengthRules, Repr, RuleSet, Scalar, StringFormat, Type, WellKnown,
};

use super::page::DocField;
use super::shape::Shape;

/// A difference of an attribute: its name, what the schema says and what the page says.
pub(super) type Mismatch = (String, String, String);

/// The differences of a field.
pub(super) fn field(field: &Field, doc: &DocField, api: &Api) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    let mut check = |name: &str, expected: String, found: String| {
        if expected != found {
            mismatches.push((name.to_owned(), expected, found));
        }
    };
    if !fits(field.ty, &doc.shape) {
        check("type", spelled(field.ty, api), doc.shape.describe());
    }
    check("required", word(field.documented_required), word(doc.required));
    if let Some(deprecated) = doc.deprecated {
        check("deprecated", word(field.deprecated.is_some()), word(deprecated));
    }
    if let Some(found) = &doc.limits {
        let expected = limits(field);
        let names = expected.iter().chain(found).map(|(name, _)| name);
        let mut names: Vec<&String> = names.collect();
        names.sort();
        names.dedup();
        for name in names {
            check(name, of(&expected, name), of(found, name));
        }
    }
    mismatches
}

fn word(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

fn of(limits: &[(String, String)], name: &str) -> String {
    let values = limits.iter().filter(|(of, _)| of == name).map(|(_, value)| value.as_str());
    let values: Vec<&str> = values.collect();
    if values.is_empty() { "nothing".to_owned() } else { values.join(", ") }
}

/// Whether a documented type can be that of a field.
fn fits(ty: FieldType, shape: &Shape) -> bool {
    match (ty, shape) {
        (FieldType::Single(ty), shape) => fits_one(ty, shape),
        (FieldType::Repeated(ty), Shape::List(shape))
        | (FieldType::Map(_, ty), Shape::Map(shape)) => fits_one(ty, shape),
        (FieldType::Repeated(_) | FieldType::Map(..), _) => false,
    }
}

fn fits_one(ty: Type, shape: &Shape) -> bool {
    match ty.unwrapped() {
        Type::Scalar(scalar) => match scalar.repr() {
            Repr::String | Repr::Bytes | Repr::Duration => *shape == Shape::Text,
            // In JSON, integers of 64 bits are texts.
            Repr::I64 | Repr::U64 => *shape == Shape::Text,
            Repr::I32 | Repr::U32 => matches!(shape, Shape::Integer | Shape::Number),
            Repr::F32 | Repr::F64 => *shape == Shape::Number,
            Repr::Bool => *shape == Shape::Bool,
            // The type for HTTP is that of JSON.
            Repr::Timestamp => matches!(shape, Shape::Time | Shape::Text),
        },
        Type::WellKnown(known) => match known {
            WellKnown::FieldMask => *shape == Shape::Text,
            _ => matches!(shape, Shape::Unknown | Shape::Named | Shape::Map(_) | Shape::List(_)),
        },
        Type::Enum(_) => matches!(shape, Shape::Named | Shape::Literals),
        Type::Message(_) => *shape == Shape::Named,
    }
}

fn spelled(ty: FieldType, api: &Api) -> String {
    let one = |ty: Type| match ty {
        Type::Scalar(scalar) => scalar.name().to_owned(),
        Type::WellKnown(known) => known.name().to_owned(),
        Type::Enum(id) => api[id].name.clone(),
        Type::Message(id) => api[id].name.clone(),
    };
    match ty {
        FieldType::Single(ty) => one(ty),
        FieldType::Repeated(ty) => format!("list of {}", one(ty)),
        FieldType::Map(_, ty) => format!("map of {}", one(ty)),
    }
}

/// The format and the limits that pages show for a field. They show none for the elements of lists
/// and maps, and leave out limits of zero.
fn limits(field: &Field) -> Vec<(String, String)> {
    let mut limits = Vec::new();
    let FieldType::Single(ty) = field.ty else { return limits };
    let rules = &field.rules;
    if let Some(format) = format(ty, rules) {
        limits.push(("format".to_owned(), format.to_owned()));
    }
    let LengthRules { min, max, .. } = rules.length;
    for (name, length) in [("minLength", min), ("maxLength", max)] {
        if let Some(length) = length.filter(|length| *length > 0) {
            limits.push((name.to_owned(), length.to_string()));
        }
    }
    for (bound, inclusive, exclusive) in [
        (rules.bounds.lower, "minimum", "exclusiveMinimum"),
        (rules.bounds.upper, "maximum", "exclusiveMaximum"),
    ] {
        if let Some((Bound::Integer(value), is_inclusive)) = bound
            && value != 0
        {
            let name = if is_inclusive { inclusive } else { exclusive };
            limits.push((name.to_owned(), value.to_string()));
        }
    }
    limits
}

fn format(ty: Type, rules: &RuleSet) -> Option<&'static str> {
    let Type::Scalar(scalar) = ty else { return None };
    match scalar {
        Scalar::Timestamp => Some("date-time"),
        Scalar::Duration => Some("regex"),
        Scalar::Bytes => Some("byte"),
        Scalar::Int32 => Some("int32"),
        Scalar::String => rules.format.map(|format| match format {
            StringFormat::Uuid => "uuid",
            StringFormat::Uri => "uri",
            StringFormat::Email => "email",
        }),
        _ => None,
    }
}
