//! Open enums: a value that this build does not know is kept, not refused.
//!
//! A generated enum has one variant a known value and `Unknown`, whose payload only this module
//! can make, after it has looked the value up. So `Unknown` never holds a known value, and a
//! match on the known variants is reliable.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// A protobuf enum with its ProtoJSON form: the value's name, or its number where it has none.
pub trait Enumeration: fmt::Debug + Send + Sync + 'static {
    /// Describes the type: its full protobuf name and its values in schema order.
    fn descriptor(&self) -> &'static EnumDescriptor;

    /// The index of the value in [`EnumDescriptor::values`], or the unknown value as it was read.
    #[doc(hidden)]
    fn index(&self) -> Result<usize, &RawUnknown>;

    /// Becomes the value at an index of [`EnumDescriptor::values`], or an unknown one.
    #[doc(hidden)]
    fn assign(&mut self, value: Result<usize, RawUnknown>);

    /// The number of the value; `None` where only an unknown name is there.
    fn number(&self) -> Option<i32> {
        match self.index() {
            Ok(index) => self.descriptor().values.get(index).map(|value| value.number),
            Err(RawUnknown::Number(number)) => Some(*number),
            Err(RawUnknown::Name(_)) => None,
        }
    }

    /// The wire name of the value; `None` where only an unknown number is there.
    fn name(&self) -> Option<&str> {
        match self.index() {
            Ok(index) => self.descriptor().values.get(index).map(|value| value.name),
            Err(RawUnknown::Name(name)) => Some(name),
            Err(RawUnknown::Number(_)) => None,
        }
    }

    /// Becomes the value of this wire name, known or not.
    fn set_name(&mut self, name: &str) {
        let index = self.descriptor().values.iter().position(|value| value.name == name);
        self.assign(index.ok_or_else(|| RawUnknown::Name(name.into())));
    }

    /// Becomes the value of this number, known or not.
    fn set_number(&mut self, number: i32) {
        let index = self.descriptor().values.iter().position(|value| value.number == number);
        self.assign(index.ok_or(RawUnknown::Number(number)));
    }

    /// The value of this wire name, known or not.
    #[must_use]
    fn from_name(name: &str) -> Self
    where
        Self: Default,
    {
        let mut value = Self::default();
        value.set_name(name);
        value
    }

    /// The value of this number, known or not.
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

/// The value's table entry; `None` where the value is unknown.
pub(crate) fn known(value: &dyn Enumeration) -> Option<&'static EnumValueDescriptor> {
    value.index().ok().and_then(|index| value.descriptor().values.get(index))
}

/// The static description of an enum type.
#[derive(Debug)]
pub struct EnumDescriptor {
    name: &'static str,
    values: &'static [EnumValueDescriptor],
}

impl EnumDescriptor {
    /// Describes an enum; called by generated code in a `static`.
    ///
    /// The first value is the default, the one with the number 0.
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
    /// Describes a value; called by generated code in a `static`.
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

/// An enum value that is not known, as it stood in JSON. Only this module's lookups make one, and
/// it cannot be copied, so that what one enum does not know never gets into another.
#[derive(Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RawUnknown {
    /// A name that the enum does not have.
    #[non_exhaustive]
    Name(Box<str>),
    /// A number that the enum does not have.
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

/// The payload of a generated enum's `Unknown`: a value of `E` that this build does not know.
///
/// It cannot be made from outside, nor moved to another enum; `E::from_name` and
/// `E::from_number` give one where the value is really unknown.
pub struct UnknownEnumValue<E> {
    raw: RawUnknown,
    of: PhantomData<fn() -> E>,
}

impl<E> UnknownEnumValue<E> {
    /// Wraps what a lookup found unknown; called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(raw: RawUnknown) -> Self {
        Self { raw, of: PhantomData }
    }

    /// What was read; called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn raw(&self) -> &RawUnknown {
        &self.raw
    }

    /// The name that was read, if it was a name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.raw {
            RawUnknown::Name(name) => Some(name),
            RawUnknown::Number(_) => None,
        }
    }

    /// The number that was read, if it was a number.
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
