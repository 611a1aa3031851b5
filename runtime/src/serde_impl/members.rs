//! Writing a message whose type is known: one line a field, without a virtual call.
//!
//! The engine looks at fields through `&dyn Message`, and a writer of bytes can afford it. On top of
//! a format that escapes every string for itself it is felt, so generated code names its fields here
//! once more. What is written is the same as through [`serialize`](super::serialize).

use std::collections::BTreeMap;

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::ser::Written;
use crate::message::{Element, MapKey};
use crate::scalar::{Bytes, Duration, Timestamp};

/// What stands in a field, as ProtoJSON writes it.
pub trait Member {
    /// Whether a field of implicit presence with this value is left out.
    ///
    /// Messages and times are behind an `Option` and have no such value.
    #[inline]
    fn is_default(&self) -> bool {
        false
    }

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// When the serializer fails.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// The members of a message's object, in the order of the calls.
///
/// The first error ends the writing and is the outcome of [`end`](Self::end), so that a field is one
/// call and no more.
#[derive(Debug)]
pub struct Members<S: Serializer>(Result<S::SerializeMap, S::Error>);

impl<S: Serializer> Members<S> {
    /// Begins an object.
    #[must_use]
    #[inline]
    pub fn new(serializer: S) -> Self {
        Self(serializer.serialize_map(None))
    }

    /// A field that does not tell "not set" from its default.
    #[must_use]
    #[inline]
    pub fn implicit<T: Member>(self, name: &'static str, value: &T) -> Self {
        if value.is_default() { self } else { self.entry(name, value) }
    }

    /// A message or `optional` field.
    #[must_use]
    #[inline]
    pub fn explicit<T: Member>(self, name: &'static str, value: &Option<T>) -> Self {
        self.arm(name, value.as_ref())
    }

    /// An arm of a oneof, if it is the one that is set.
    #[must_use]
    #[inline]
    pub fn arm<T: Member>(self, name: &'static str, value: Option<&T>) -> Self {
        match value {
            Some(value) => self.entry(name, value),
            None => self,
        }
    }

    #[inline]
    fn entry<T: Member>(mut self, name: &'static str, value: &T) -> Self {
        if let Ok(members) = &mut self.0
            && let Err(error) = members.serialize_entry(name, &AsMember(value))
        {
            self.0 = Err(error);
        }
        self
    }

    /// Ends the object.
    ///
    /// # Errors
    ///
    /// The first error of the serializer.
    #[inline]
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0?.end()
    }
}

/// A value for serde: as a member, which for a 64-bit number is a string.
struct AsMember<'a, T>(&'a T);

impl<T: Member> Serialize for AsMember<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// Kinds that a serializer has a method for.
macro_rules! plain_members {
    ($($type:ty => |$value:ident| $is_default:expr;)*) => {$(
        impl Member for $type {
            #[inline]
            fn is_default(&self) -> bool {
                let $value = self;
                $is_default
            }

            #[inline]
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        }
    )*};
}

plain_members! {
    bool => |value| !value;
    i32 => |value| *value == 0;
    u32 => |value| *value == 0;
    String => |value| value.is_empty();
    Bytes => |value| value.is_empty();
}

/// Kinds that ProtoJSON spells in its own way, wholly or at times.
macro_rules! spelled_members {
    ($($type:ty),*) => {$(
        impl Member for $type {
            fn is_default(&self) -> bool {
                self.value().is_default()
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Written(&self.value()).serialize(serializer)
            }
        }
    )*};
}

spelled_members!(i64, u64, f32, f64);

macro_rules! times {
    ($($type:ty),*) => {$(
        impl Member for $type {
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.text().as_str())
            }
        }
    )*};
}

times!(Timestamp, Duration);

impl<T: Member> Member for Box<T> {
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).write(serializer)
    }
}

impl<T: Member> Member for Vec<T> {
    #[inline]
    fn is_default(&self) -> bool {
        self.is_empty()
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(AsMember))
    }
}

impl<K: MapKey, T: Member> Member for BTreeMap<K, T> {
    #[inline]
    fn is_default(&self) -> bool {
        self.is_empty()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            let mut outcome = Ok(());
            key.spell(&mut |key| outcome = entries.serialize_entry(key, &AsMember(value)));
            outcome?;
        }
        entries.end()
    }
}
