//! Open enums: values that are not in the schema are kept, not rejected.
//!
//! A generated enum has one variant for each known value, and `Unknown` for all others. Only this
//! module can create the payload of `Unknown`, after it has looked the value up. So `Unknown` never
//! holds a known value, and a match on the known variants is reliable.
//!
//! Used by `message`, `json`, `serde_impl`, `sample` and generated code. Depends on no other module
//! of the crate.

mod descriptor;
mod error;
mod nearest;
mod unknown;

use std::fmt;

pub use descriptor::{EnumDescriptor, EnumValueDescriptor};
pub use error::EnumValueError;
pub use unknown::{RawUnknown, UnknownEnumValue};

/// A protobuf enum. Its ProtoJSON form is the name of the value, or its number if it has no name.
///
/// Generated enums also have the methods that need no trait: `ALL`, `as_str`, `number`, `FromStr`
/// and `TryFrom<i32>`. The last two reject values that the schema does not have.
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
            Ok(index) => self.descriptor().values().get(index).map(EnumValueDescriptor::number),
            Err(unknown) => unknown.number(),
        }
    }

    /// The wire name of the value; `None` for an unknown number.
    fn name(&self) -> Option<&str> {
        match self.index() {
            Ok(index) => self.descriptor().values().get(index).map(EnumValueDescriptor::name),
            Err(unknown) => unknown.name(),
        }
    }

    /// Sets the value by its wire name, known or unknown.
    fn set_name(&mut self, name: &str) {
        let index = self.descriptor().index_of_name(name);
        self.assign(index.ok_or_else(|| RawUnknown::of_name(name)));
    }

    /// Sets the value by its number, known or unknown.
    fn set_number(&mut self, number: i32) {
        let index = self.descriptor().index_of_number(number);
        self.assign(index.ok_or_else(|| RawUnknown::of_number(number)));
    }

    /// The value with this wire name, or `Unknown` if the schema has no such value.
    ///
    /// For programs that forward values of a newer API. A misspelled name is sent as it is; parse
    /// with `FromStr` to reject it.
    #[must_use]
    fn from_name_or_unknown(name: &str) -> Self
    where
        Self: Default,
    {
        let mut value = Self::default();
        value.set_name(name);
        value
    }

    /// The value with this number, or `Unknown` if the schema has no such value.
    ///
    /// For programs that forward values of a newer API. Convert with `TryFrom<i32>` to reject
    /// unknown numbers.
    #[must_use]
    fn from_number_or_unknown(number: i32) -> Self
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
    value.index().ok().and_then(|index| value.descriptor().values().get(index))
}

/// The wire name, or the number if the value has no name.
pub(crate) fn text(value: &dyn Enumeration) -> &str {
    match value.index() {
        Ok(_) => known(value).map_or("", EnumValueDescriptor::name),
        Err(unknown) => unknown.text(),
    }
}

/// The sizes of the blocks that a value owns on the heap, which it only does if it is unknown.
pub(crate) fn blocks(value: &dyn Enumeration) -> Option<[usize; 2]> {
    value.index().err().map(RawUnknown::blocks)
}

/// The known value with this wire name.
pub(crate) fn parse<E: Enumeration + Default>(name: &str) -> Result<E, EnumValueError> {
    let mut value = E::default();
    let descriptor = value.descriptor();
    let index = descriptor.index_of_name(name);
    value.assign(Ok(index.ok_or_else(|| EnumValueError::name(descriptor, name))?));
    Ok(value)
}

/// The known value with this number.
pub(crate) fn convert<E: Enumeration + Default>(number: i32) -> Result<E, EnumValueError> {
    let mut value = E::default();
    let descriptor = value.descriptor();
    let index = descriptor.index_of_number(number);
    value.assign(Ok(index.ok_or_else(|| EnumValueError::number(descriptor, number))?));
    Ok(value)
}
