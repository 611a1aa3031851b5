//! Macros for the trait implementations that all messages and all enums share.
//!
//! Methods are generic or `#[inline]`, so that programs compile those that they use.

/// Implements `Debug` for a type that implements `Message`, and serde's traits with their feature.
#[macro_export]
#[doc(hidden)]
macro_rules! __message_traits {
    ($message:ty) => {
        #[allow(deprecated)]
        impl ::std::fmt::Debug for $message {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug(self, f)
            }
        }

        $crate::__serde_traits!($message, serialize, deserialize);
    };
}

/// Implements `Eq` and `Hash` for a message without floats.
#[macro_export]
#[doc(hidden)]
macro_rules! __total_message_traits {
    ($message:ty) => {
        #[allow(deprecated)]
        impl ::std::cmp::Eq for $message {}

        #[allow(deprecated)]
        impl ::std::hash::Hash for $message {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                $crate::__private::hash(self, state);
            }
        }
    };
}

/// Implements the remaining traits for a type that implements `Enumeration`.
#[macro_export]
#[doc(hidden)]
macro_rules! __enumeration_traits {
    ($enumeration:ty) => {
        #[allow(deprecated)]
        impl $crate::__private::Element for $enumeration {
            #[inline]
            fn value(&self) -> $crate::__private::Value<'_> {
                $crate::__private::Value::Enum(self)
            }

            #[inline]
            fn slot(&mut self) -> $crate::__private::Slot<'_> {
                $crate::__private::Slot::Enum(self)
            }
        }

        /// Writes the wire name, or the number if the value has no name.
        #[allow(deprecated)]
        impl ::std::fmt::Display for $enumeration {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #[allow(deprecated)]
        impl $enumeration {
            /// The wire name. For an unknown value, its name or the digits of its number.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                $crate::__private::enum_text(self)
            }

            /// The wire number. `None` for an unknown name.
            #[must_use]
            #[inline]
            pub fn number(&self) -> ::std::option::Option<i32> {
                $crate::__private::Enumeration::number(self)
            }
        }

        /// Parses a wire name. Returns an error if the schema has no such value.
        #[allow(deprecated)]
        impl ::std::str::FromStr for $enumeration {
            type Err = $crate::__private::EnumValueError;

            #[inline]
            fn from_str(
                name: &str,
            ) -> ::std::result::Result<Self, $crate::__private::EnumValueError> {
                $crate::__private::parse_enum(name)
            }
        }

        /// Converts a wire number. Returns an error if the schema has no such value.
        #[allow(deprecated)]
        impl ::std::convert::TryFrom<i32> for $enumeration {
            type Error = $crate::__private::EnumValueError;

            #[inline]
            fn try_from(
                number: i32,
            ) -> ::std::result::Result<Self, $crate::__private::EnumValueError> {
                $crate::__private::convert_enum(number)
            }
        }

        $crate::__serde_traits!($enumeration, serialize_enum, deserialize_enum);
    };
}

/// Implements `Serialize` and `Deserialize` by functions of `__private`. A program that needs
/// neither does not wait for them: they are about a tenth of checking a generated crate.
#[cfg(feature = "serde")]
#[macro_export]
#[doc(hidden)]
macro_rules! __serde_traits {
    ($of:ty, $serialize:ident, $deserialize:ident) => {
        #[allow(deprecated)]
        impl $crate::__private::serde::Serialize for $of {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::serde::$serialize(self, serializer)
            }
        }

        #[allow(deprecated)]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $of {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::serde::$deserialize(deserializer)
            }
        }
    };
}

/// Implements nothing, because the feature `serde` is off.
#[cfg(not(feature = "serde"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __serde_traits {
    ($of:ty, $serialize:ident, $deserialize:ident) => {};
}
