//! Open enums: values that are not in the schema are kept, not rejected.
//!
//! A generated enum has one variant for each known value, and `Unknown` for all others. Only this
//! module can create the payload of `Unknown`, after it has looked the value up. So `Unknown` never
//! holds a known value, and a match on the known variants is reliable.
//!
//! Used by `message`, `json`, `serde_impl`, `sample` and generated code. Depends on no other module
//! of the crate.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// A protobuf enum. Its ProtoJSON form is the name of the value, or its number if it has no name.
pub trait Enumeration: fmt::Debug + Send + Sync + 'static {
    /// The descriptor of the type: its full protobuf name and its values in schema order.
    fn descriptor(&self) -> &'static EnumDescriptor;

    /// The index of the value in [`EnumDescriptor::values`], or the unknown value.
    #[doc(hidden)]
    fn index(&self) -> Result<usize, &RawUnknown>;

    /// Sets the value by its index in [`EnumDescriptor::values`], or to an unknown one.
    #[doc(hidden)]
    fn assign(&mut self, value: Result<usize, RawUnknown>);

    /// The number of the value; `None` for an unknown name.
    fn number(&self) -> Option<i32> {
        match self.index() {
            Ok(index) => self.descriptor().values.get(index).map(|value| value.number),
            Err(RawUnknown::Number(number)) => Some(*number),
            Err(RawUnknown::Name(_)) => None,
        }
    }

    /// The wire name of the value; `None` for an unknown number.
    fn name(&self) -> Option<&str> {
        match self.index() {
            Ok(index) => self.descriptor().values.get(index).map(|value| value.name),
            Err(RawUnknown::Name(name)) => Some(name),
            Err(RawUnknown::Number(_)) => None,
        }
    }

    /// Sets the value by its wire name, known or unknown.
    fn set_name(&mut self, name: &str) {
        let index = self.descriptor().values.iter().position(|value| value.name == name);
        self.assign(index.ok_or_else(|| RawUnknown::Name(name.into())));
    }

    /// Sets the value by its number, known or unknown.
    fn set_number(&mut self, number: i32) {
        let index = self.descriptor().values.iter().position(|value| value.number == number);
        self.assign(index.ok_or(RawUnknown::Number(number)));
    }

    /// The value with this wire name, known or unknown.
    #[must_use]
    fn from_name(name: &str) -> Self
    where
        Self: Default,
    {
        let mut value = Self::default();
        value.set_name(name);
        value
    }

    /// The value with this number, known or unknown.
    #[must_use]
    fn from_number(number: i32) -> Self
    where
        Self: Default,
    {
        let mut value = Self::default();
        value.set_number(number);
        value
    }
}

/// The descriptor of the value; `None` if the value is unknown.
pub(crate) fn known(value: &dyn Enumeration) -> Option<&'static EnumValueDescriptor> {
    value.index().ok().and_then(|index| value.descriptor().values.get(index))
}

/// The static descriptor of an enum type.
#[derive(Debug)]
pub struct EnumDescriptor {
    name: &'static str,
    values: &'static [EnumValueDescriptor],
}

impl EnumDescriptor {
    /// Creates a descriptor; called by generated code in a `static`.
    ///
    /// The first value must be the default, with the number 0.
    #[must_use]
    pub const fn new(name: &'static str, values: &'static [EnumValueDescriptor]) -> Self {
        Self { name, values }
    }

    /// The full protobuf name, such as `gitpod.v1.OrganizationTier`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The known values in schema order.
    #[must_use]
    pub const fn values(&self) -> &'static [EnumValueDescriptor] {
        self.values
    }
}

/// A known value of an enum.
#[derive(Debug)]
pub struct EnumValueDescriptor {
    name: &'static str,
    number: i32,
}

impl EnumValueDescriptor {
    /// Creates a descriptor; called by generated code in a `static`.
    #[must_use]
    pub const fn new(name: &'static str, number: i32) -> Self {
        Self { name, number }
    }

    /// The wire name, such as `ORGANIZATION_TIER_FREE`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The wire number.
    #[must_use]
    pub const fn number(&self) -> i32 {
        self.number
    }
}

/// An enum value that is not in the schema, as found in JSON.
///
/// Only the lookups of this module create one, and it cannot be cloned outside of it. So a value
/// that is unknown to one enum cannot get into another.
#[derive(Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RawUnknown {
    /// A name without a known value.
    #[non_exhaustive]
    Name(Box<str>),
    /// A number without a known value.
    #[non_exhaustive]
    Number(i32),
}

impl RawUnknown {
    fn copy(&self) -> Self {
        match self {
            Self::Name(name) => Self::Name(name.clone()),
            Self::Number(number) => Self::Number(*number),
        }
    }
}

/// The payload of a generated enum's `Unknown` variant: a value of `E` that is not in this version's
/// schema.
///
/// It has no public constructor and cannot be moved to another enum. `E::from_name` and
/// `E::from_number` return `Unknown` if the value is really unknown.
pub struct UnknownEnumValue<E> {
    raw: RawUnknown,
    of: PhantomData<fn() -> E>,
}

impl<E> UnknownEnumValue<E> {
    /// Wraps the unknown value of a lookup; called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(raw: RawUnknown) -> Self {
        Self { raw, of: PhantomData }
    }

    /// The wrapped value; called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn raw(&self) -> &RawUnknown {
        &self.raw
    }

    /// The wire name, if the value was given by name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.raw {
            RawUnknown::Name(name) => Some(name),
            RawUnknown::Number(_) => None,
        }
    }

    /// The wire number, if the value was given by number.
    #[must_use]
    pub const fn number(&self) -> Option<i32> {
        match self.raw {
            RawUnknown::Number(number) => Some(number),
            RawUnknown::Name(_) => None,
        }
    }
}

impl<E> Clone for UnknownEnumValue<E> {
    fn clone(&self) -> Self {
        Self::new(self.raw.copy())
    }
}

impl<E> PartialEq for UnknownEnumValue<E> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl<E> Eq for UnknownEnumValue<E> {}

impl<E> Hash for UnknownEnumValue<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}

impl<E> fmt::Debug for UnknownEnumValue<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<E> fmt::Display for UnknownEnumValue<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.raw {
            RawUnknown::Name(name) => f.write_str(name),
            RawUnknown::Number(number) => write!(f, "{number}"),
        }
    }
}
