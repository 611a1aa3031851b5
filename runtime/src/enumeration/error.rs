//! [`EnumValueError`], the error of strict conversions.

use std::fmt;

use super::nearest::nearest;
use super::{EnumDescriptor, EnumValueDescriptor};

/// The number of known values that an error lists.
const LISTED: usize = 12;

/// An error because an enum has no value with a name or number. Returned by `FromStr` and
/// `TryFrom<i32>` of generated enums.
///
/// Its text names the enum, the value, and the known name that is most similar, or the known
/// values.
#[derive(Clone, PartialEq, Eq)]
pub struct EnumValueError {
    name_of_enum: &'static str,
    known: &'static [EnumValueDescriptor],
    value: Value,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Name(Box<str>),
    Number(i32),
}

impl EnumValueError {
    pub(super) fn name(descriptor: &EnumDescriptor, name: &str) -> Self {
        Self::new(descriptor, Value::Name(name.into()))
    }

    pub(super) const fn number(descriptor: &EnumDescriptor, number: i32) -> Self {
        Self::new(descriptor, Value::Number(number))
    }

    const fn new(descriptor: &EnumDescriptor, value: Value) -> Self {
        Self { name_of_enum: descriptor.name(), known: descriptor.values(), value }
    }

    /// The full protobuf name of the enum, such as `acme.v1.BookState`.
    #[must_use]
    pub const fn enumeration(&self) -> &'static str {
        self.name_of_enum
    }

    /// The known wire name that is most similar to the given one, if any is.
    #[must_use]
    pub fn suggestion(&self) -> Option<&'static str> {
        match &self.value {
            Value::Name(name) => nearest(name, self.known.iter().map(EnumValueDescriptor::name)),
            Value::Number(_) => None,
        }
    }

    fn list_known(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("; known values are ")?;
        for (index, value) in self.known.iter().take(LISTED).enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            match self.value {
                Value::Name(_) => write!(f, "{separator}`{}`", value.name())?,
                Value::Number(_) => write!(f, "{separator}{} `{}`", value.number(), value.name())?,
            }
        }
        match self.known.len().saturating_sub(LISTED) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

impl fmt::Display for EnumValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = self.name_of_enum;
        match &self.value {
            Value::Name(name) => write!(f, "enum {of} has no value {name:?}")?,
            Value::Number(number) => write!(f, "enum {of} has no value with the number {number}")?,
        }
        match self.suggestion() {
            Some(known) => write!(f, "; did you mean `{known}`?"),
            None => self.list_known(f),
        }
    }
}

impl fmt::Debug for EnumValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnumValueError")
            .field("enumeration", &self.name_of_enum)
            .field("value", &self.value)
            .finish()
    }
}

impl std::error::Error for EnumValueError {}
