//! The types of CEL, and the expressions of each.

use std::fmt;

use super::literal::Literal;
use crate::ir::{Condition, FieldType, Integer, Operand, Operands, Repr, Type, WellKnown};

/// The type of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CelType {
    Bool,
    Int,
    Uint,
    Double,
    Text,
    Bytes,
    Duration,
    Timestamp,
    List,
    Map,
    Message,
}

impl CelType {
    /// Returns the type of `this` for a schema type. Enums are integers.
    pub(super) const fn of(ty: FieldType) -> Self {
        match ty.unwrapped() {
            FieldType::Repeated(_) => Self::List,
            FieldType::Map(..) => Self::Map,
            FieldType::Single(Type::Enum(_) | Type::WellKnown(WellKnown::NullValue)) => Self::Int,
            FieldType::Single(Type::Message(_) | Type::WellKnown(_)) => Self::Message,
            FieldType::Single(Type::Scalar(scalar)) => match scalar.repr() {
                Repr::String => Self::Text,
                Repr::Bool => Self::Bool,
                Repr::Bytes => Self::Bytes,
                Repr::I32 | Repr::I64 => Self::Int,
                Repr::U32 | Repr::U64 => Self::Uint,
                Repr::F32 | Repr::F64 => Self::Double,
                Repr::Timestamp => Self::Timestamp,
                Repr::Duration => Self::Duration,
            },
        }
    }
}

impl fmt::Display for CelType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool => "a boolean",
            Self::Int => "an integer",
            Self::Uint => "an unsigned integer",
            Self::Double => "a floating-point number",
            Self::Text => "a string",
            Self::Bytes => "bytes",
            Self::Duration => "a duration",
            Self::Timestamp => "a timestamp",
            Self::List => "a list",
            Self::Map => "a map",
            Self::Message => "a message",
        })
    }
}

/// A type-checked expression. Of bytes, lists, maps and messages there is only `this`.
#[derive(Debug)]
pub(super) enum Typed {
    Bool(Condition),
    Int(Integer),
    Uint(Operand<u64>),
    Double(Operand<f64>),
    Text(Operand<String>),
    Duration(Operand<i128>),
    Timestamp(Operand<i128>),
    Bytes,
    List,
    Map,
    Message,
}

impl Typed {
    /// `this` of a type.
    pub(super) const fn this(ty: CelType) -> Self {
        match ty {
            CelType::Bool => Self::Bool(Condition::This),
            CelType::Int => Self::Int(Integer::This),
            CelType::Uint => Self::Uint(Operand::This),
            CelType::Double => Self::Double(Operand::This),
            CelType::Text => Self::Text(Operand::This),
            CelType::Duration => Self::Duration(Operand::This),
            CelType::Timestamp => Self::Timestamp(Operand::This),
            CelType::Bytes => Self::Bytes,
            CelType::List => Self::List,
            CelType::Map => Self::Map,
            CelType::Message => Self::Message,
        }
    }

    pub(super) fn constant(literal: Literal) -> Self {
        match literal {
            Literal::Bool(value) => Self::Bool(Condition::Constant(value)),
            Literal::Int(value) => Self::Int(Integer::Constant(value)),
            Literal::Uint(value) => Self::Uint(Operand::Constant(value)),
            Literal::Double(value) => Self::Double(Operand::Constant(value)),
            Literal::Text(value) => Self::Text(Operand::Constant(value)),
            Literal::Duration(value) => Self::Duration(Operand::Constant(value)),
            Literal::Timestamp(value) => Self::Timestamp(Operand::Constant(value)),
        }
    }

    pub(super) const fn ty(&self) -> CelType {
        match self {
            Self::Bool(_) => CelType::Bool,
            Self::Int(_) => CelType::Int,
            Self::Uint(_) => CelType::Uint,
            Self::Double(_) => CelType::Double,
            Self::Text(_) => CelType::Text,
            Self::Duration(_) => CelType::Duration,
            Self::Timestamp(_) => CelType::Timestamp,
            Self::Bytes => CelType::Bytes,
            Self::List => CelType::List,
            Self::Map => CelType::Map,
            Self::Message => CelType::Message,
        }
    }
}

/// Pairs two expressions of the same ordered type.
pub(super) fn pair(left: Typed, right: Typed) -> Option<Operands> {
    Some(match (left, right) {
        (Typed::Bool(left), Typed::Bool(right)) => Operands::Bool(Box::new(left), Box::new(right)),
        (Typed::Int(left), Typed::Int(right)) => Operands::Int(left, right),
        (Typed::Uint(left), Typed::Uint(right)) => Operands::Uint(left, right),
        (Typed::Double(left), Typed::Double(right)) => Operands::Double(left, right),
        (Typed::Text(left), Typed::Text(right)) => Operands::Text(left, right),
        (Typed::Duration(left), Typed::Duration(right)) => Operands::Duration(left, right),
        (Typed::Timestamp(left), Typed::Timestamp(right)) => Operands::Timestamp(left, right),
        _ => return None,
    })
}
